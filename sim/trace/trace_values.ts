// The values of a trace in its binary form: each stands once, as JSON text, and is pointed at from then
// on. Most facts are about what has just been spoken of, so a pointer says how many values ago that was.
//
//     0  no value      1  the next new one      2  the newest so far      3  the one before it …
//
// Records of one job have the same fields, so names of fields stand once as well:
//
//     {"id":"r1","celsius":20}     1 ["id","celsius"] ["r1",20]
//     {"id":"r2","celsius":19}     1                  ["r2",19]      0 stands before any other value

import type { ByteReader } from "./byte_reader.ts";
import type { ByteWriter } from "./byte_writer.ts";
import { refuseByte } from "./byte_reader.ts";
import { decodeValue, encodeValue } from "./trace_value.ts";

/** Values that were written, and their numbers. */
export class ValueWriter {
  /** So many different ones so far. */
  count = 0;
  /** The text of each one is looked up once for each object, not for each fact. */
  private readonly numbers: Map<object, number> = new Map();
  private readonly texts: Map<string, number> = new Map();
  private readonly shapes: Map<string, number> = new Map();

  /** Points at a value; a new one goes to the texts. */
  write(value: unknown, texts: ByteWriter, pointers: ByteWriter): void {
    if (value === undefined) return pointers.count(0);
    const number = this.numberOf(value);
    pointers.count(this.count - number + 1);
    if (number < this.count) return;
    this.writeText(encodeValue(value), texts);
    this.count++;
  }

  private numberOf(value: unknown): number {
    const object = typeof value === "object" ? value : null;
    const known = object === null ? undefined : this.numbers.get(object);
    if (known !== undefined) return known;
    const text = JSON.stringify(encodeValue(value));
    const number = this.texts.get(text) ?? this.count;
    this.texts.set(text, number);
    if (object !== null) this.numbers.set(object, number);
    return number;
  }

  private writeText(json: unknown, texts: ByteWriter): void {
    const { shapes } = this;
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      texts.count(0);
      return texts.json(json);
    }
    const fields = Object.keys(json);
    const shape = JSON.stringify(fields);
    const number = shapes.get(shape) ?? shapes.size;
    texts.count(number + 1);
    if (number === shapes.size) {
      shapes.set(shape, number);
      texts.json(fields);
    }
    texts.json(Object.values(json));
  }
}

/** Values that were read. */
export class ValueReader {
  private readonly values: unknown[] = [];
  private readonly shapes: (readonly string[])[] = [];
  private pointedAt = 0;

  /** Reads new values, as many as are counted in front of them. */
  readTexts(block: ByteReader): void {
    for (let rest = block.count(); rest > 0; rest--) {
      const { at } = block;
      const decoded = decodeValue(this.readText(block));
      if (decoded === "broken") refuseByte(at, "the text here is no value");
      this.values.push(decoded.value);
    }
  }

  /** The value that a pointer points at. */
  read(block: ByteReader): unknown {
    const { at } = block;
    const pointer = block.count();
    if (pointer === 0) return undefined;
    const number = this.pointedAt + 1 - pointer;
    if (number < 0 || number >= this.values.length) refuseByte(at, "this points at no value");
    if (pointer === 1) this.pointedAt++;
    return this.values[number];
  }

  /** True when every value was pointed at. */
  get isUsedUp(): boolean {
    return this.pointedAt === this.values.length;
  }

  private readText(block: ByteReader): unknown {
    const { at } = block;
    const shape = block.count();
    if (shape === 0) return readJson(block);
    if (shape === this.shapes.length + 1) this.shapes.push(readList(block).map(String));
    const fields = this.shapes[shape - 1];
    const values = readList(block);
    if (fields?.length !== values.length) refuseByte(at, "the value here has not its fields");
    return Object.fromEntries(fields.map((field, i) => [field, values[i]]));
  }
}

function readList(block: ByteReader): unknown[] {
  const { at } = block;
  const json = readJson(block);
  return Array.isArray(json) ? json : refuseByte(at, "a list should stand here");
}

function readJson(block: ByteReader): unknown {
  const { at } = block;
  const text = block.letters();
  try {
    return JSON.parse(text);
  } catch {
    return refuseByte(at, "the text here is not JSON");
  }
}
