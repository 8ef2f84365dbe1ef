// Bytes that are written one after the other: whole numbers in as few bytes as they need, letters, and
// seals over everything before.
//
//     300  →  1010_1100 0000_0010      seven bits a byte, lowest first; the top bit says that more follow

import { assert } from "../clock/assert.ts";
import { ByteChecksum } from "./byte_checksum.ts";

/** A growing list of bytes. */
export class ByteWriter {
  private bytes: Uint8Array = new Uint8Array(1024);
  private length = 0;
  private readonly checksum = new ByteChecksum();

  /** What was written. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** One byte. */
  byte(value: number): void {
    if (this.length === this.bytes.length) this.makeRoom(1);
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2⁵³ − 1. */
  count(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, "counts are whole and not negative");
    while (value >= 128) {
      this.byte(value % 128 + 128);
      value = Math.floor(value / 128);
    }
    this.byte(value);
  }

  /** A whole number between −2⁵² and 2⁵². */
  signed(value: number): void {
    this.count(countOf(value));
  }

  /** Any number, in eight bytes. */
  double(value: number): void {
    this.makeRoom(8);
    new DataView(this.bytes.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** A JSON text behind its length; letters beyond ASCII are escaped, so that each is one byte. */
  json(value: unknown): void {
    const text = JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    this.count(text.length);
    this.makeRoom(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  /** Everything that another writer wrote, behind its length, and a seal. */
  block(content: ByteWriter): void {
    const { written } = content;
    this.count(written.length);
    this.append(written);
    this.checksum.add(this.written);
    this.append(this.checksum.seal);
  }

  /** Bytes as they are. */
  append(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.length + count, 2 * this.bytes.length));
    wider.set(this.written);
    this.bytes = wider;
  }
}

/** The place of a whole number in the order 0, −1, 1, −2, 2 … */
export function countOf(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
