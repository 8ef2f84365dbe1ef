// Reads fields of a savepoint file, which may be anything: each into a shape that is known, or refused with
// the path of what is wrong.

import { type Key, type KeyField, keyText } from "./element/key.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { decodeValue } from "./trace/trace_value.ts";

/** Entries that one list may have. */
const LIST_LENGTH_MAX = 1 << 22;

/** Characters that one text may have. */
const TEXT_LENGTH_MAX = 1 << 16;

/** A value in a file, and where it stands. */
export class SavepointReader {
  constructor(readonly value: unknown, readonly path = "$") {}

  /** Errors: `E-SAVEPOINT`. */
  refuse(wanted: string): never {
    return refuse("E-SAVEPOINT", `${this.path} is ${showValue(this.value)}; wanted: ${wanted}`);
  }

  /** A field of an object. */
  field(name: string): SavepointReader {
    const { value, path } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return this.refuse("an object");
    }
    const found = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return new SavepointReader(found, `${path}.${name}`);
  }

  text(): string {
    const { value } = this;
    return typeof value === "string" && value.length <= TEXT_LENGTH_MAX
      ? value
      : this.refuse("a text");
  }

  flag(): boolean {
    return typeof this.value === "boolean" ? this.value : this.refuse("true or false");
  }

  whole(min: number = Number.MIN_SAFE_INTEGER, max: number = Number.MAX_SAFE_INTEGER): number {
    const { value } = this;
    const isWhole = Number.isSafeInteger(value) && (value as number) >= min &&
      (value as number) <= max;
    if (!isWhole) return this.refuse(`a whole number from ${min} to ${max}`);
    return value === 0 ? 0 : value as number;
  }

  oneOf<T>(choices: readonly T[]): T {
    const { value } = this;
    return choices.includes(value as T)
      ? value as T
      : this.refuse(choices.map((choice) => showValue(choice)).join(", "));
  }

  list<T>(read: (entry: SavepointReader) => T): readonly T[] {
    return Object.freeze(this.entries().map(read));
  }

  /** The entries of a list, unread. */
  entries(): SavepointReader[] {
    const { value, path } = this;
    if (!Array.isArray(value) || value.length > LIST_LENGTH_MAX) return this.refuse("a list");
    return value.map((entry, index) => new SavepointReader(entry, `${path}[${index}]`));
  }

  key(): Key {
    const { value } = this;
    if (!Array.isArray(value)) return this.keyField();
    if (value.length === 0) return this.refuse("a key");
    return this.list((entry) => entry.keyField());
  }

  /** What a user has stored. */
  stored(): unknown {
    const decoded = decodeValue(this.value);
    return decoded === "broken" ? this.refuse("a value as a savepoint writes it") : decoded.value;
  }

  private keyField(): KeyField {
    const { value } = this;
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (Number.isSafeInteger(value)) return JSON.parse(keyText(value as number)) as number;
    return this.refuse("a key: text, true or false, a whole number, or a list of these");
  }
}
