// Reads a case field by field and refuses what its schema does not have, saying where: a wrong case
// must never look like a wrong engine, and a step that nobody understands must never pass.

import { refuse, showValue } from "../../sim/clock/named_error.ts";
import { toLong, toTime } from "./java_long.ts";

/** Fields that say something to people; every case and step may have them. */
const REMARKS = ["name", "path", "note", "derived", "instance"];

/** A value somewhere in a case, with its place in the file. */
export class CaseReader {
  constructor(private readonly value: unknown, readonly place: string) {}

  /** True for null, which means "none" wherever it stands. */
  get isNull(): boolean {
    return this.value === null;
  }

  /** True when the object has the field. */
  has(name: string): boolean {
    return name in this.object();
  }

  /** A field of the object. */
  get(name: string): CaseReader {
    if (!this.has(name)) this.refuse(`a field "${name}"`);
    return new CaseReader(this.object()[name], `${this.place}.${name}`);
  }

  /** The items of the array. */
  items(): CaseReader[] {
    if (!Array.isArray(this.value)) this.refuse("an array");
    return this.value.map((item, i) => new CaseReader(item, `${this.place}[${i}]`));
  }

  /** The object itself, after making sure that it has no field but these and remarks. */
  only(...names: string[]): this {
    for (const name of Object.keys(this.object())) {
      if (!names.includes(name) && !REMARKS.includes(name)) {
        this.refuse(`no field "${name}", but only ${names.join(", ")}`);
      }
    }
    return this;
  }

  /** Which one of these fields the object has: what a step asks for. */
  verb<Verb extends string>(...verbs: Verb[]): Verb {
    const found = verbs.filter((verb) => this.has(verb));
    if (found.length === 1) return found[0];
    return this.refuse(`one of ${verbs.join(", ")}`);
  }

  /** One of these texts. */
  choice<Text extends string>(...texts: Text[]): Text {
    return texts.find((text) => text === this.value) ?? this.refuse(texts.join(" or "));
  }

  /** A text. */
  text(): string {
    return typeof this.value === "string" ? this.value : this.refuse("a text");
  }

  /** True or false. */
  flag(): boolean {
    return typeof this.value === "boolean" ? this.value : this.refuse("true or false");
  }

  /** An integer that is exact in JSON. */
  integer(): number {
    return Number.isSafeInteger(this.value) ? this.value as number : this.refuse("an integer");
  }

  /** A Java long as it is. */
  long(): bigint {
    return toLong(this.value) ?? this.refuse("a 64-bit integer, beyond ±(2⁵³−1) as a text");
  }

  /** A Java long as a time of ours. */
  time(): number {
    return toTime(this.long()) ?? this.refuse("a time within ±(2⁵³−1) or near an end of long");
  }

  /** The JSON value as it stands. */
  json(): unknown {
    return this.value;
  }

  /** Throws when what happened is not what this value asks for. */
  expect(actual: unknown, expected: unknown): void {
    const [is, wanted] = [show(actual), show(expected)];
    if (is !== wanted) throw new Error(`${this.place}: expected ${cut(wanted)}, got ${cut(is)}`);
  }

  private object(): Record<string, unknown> {
    const { value } = this;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
    return this.refuse("an object");
  }

  private refuse(wanted: string): never {
    refuse("E-CASE", `${this.place} is ${showValue(this.value)}, but its schema wants ${wanted}`);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, field) => typeof field === "bigint" ? `${field}` : field);
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
