// Reads what a ByteWriter wrote. Total: whatever the bytes are, each call gives a value and goes on, or
// refuses with the offset; nothing is read twice and nothing beyond the end.

import { refuse } from "../clock/named_error.ts";
import { ByteChecksum, SEAL_SIZE } from "./byte_checksum.ts";

/** A place in a list of bytes. */
export class ByteReader {
  private readonly checksum = new ByteChecksum();

  constructor(
    private readonly bytes: Uint8Array,
    /** Offset of the next byte. */
    public at: number = 0,
    private readonly end: number = bytes.length,
  ) {}

  /** True when nothing is left. */
  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  /** One byte. */
  byte(): number {
    if (this.at >= this.end) this.refuseEnd();
    return this.bytes[this.at++];
  }

  /** A whole number from 0 to 2⁵³ − 1. */
  count(): number {
    const from = this.at;
    let value = 0;
    for (let scale = 1; scale < Number.MAX_SAFE_INTEGER; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128 && Number.isSafeInteger(value)) return value;
    }
    return refuseByte(from, "a number stands here that is longer than any number is");
  }

  /** A whole number between −2⁵² and 2⁵². */
  signed(): number {
    return valueAt(this.count());
  }

  /** Any number, in eight bytes. */
  double(): number {
    if (this.at + 8 > this.end) this.refuseEnd();
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset);
    this.at += 8;
    return view.getFloat64(this.at - 8, true);
  }

  /** ASCII letters behind their length. */
  letters(): string {
    const length = this.count();
    const from = this.at;
    if (length > this.end - from) this.refuseEnd();
    const pieces: string[] = [];
    for (this.at = from; this.at < from + length;) {
      const until = Math.min(from + length, this.at + PIECE_LENGTH);
      pieces.push(String.fromCharCode(...this.bytes.subarray(this.at, until)));
      this.at = until;
    }
    return pieces.join("");
  }

  /** A block whose seal is right; reading goes on behind it. */
  block(): ByteReader {
    const from = this.at;
    const length = this.count();
    const start = this.at, sealed = start + length;
    if (sealed + SEAL_SIZE > this.end) this.refuseEnd();
    this.checksum.add(this.bytes.subarray(0, sealed));
    if (this.checksum.seal.some((byte, i) => byte !== this.bytes[sealed + i])) {
      refuseByte(
        from,
        `the seal at byte ${sealed} does not fit; one of the bytes up to it was changed`,
      );
    }
    this.at = sealed + SEAL_SIZE;
    return new ByteReader(this.bytes, start, sealed);
  }

  private refuseEnd(): never {
    return refuseByte(this.at, `more should follow than byte ${this.end}; it was cut`);
  }
}

/** The whole number at a place in the order 0, −1, 1, −2, 2 … */
export function valueAt(count: number): number {
  return count % 2 === 0 ? count / 2 : -(count + 1) / 2;
}

/** Letters that are made into a text in one call. */
const PIECE_LENGTH = 4096;

/** Refuses a file for what stands at an offset. */
export function refuseByte(at: number, sentence: string): never {
  return refuse("E-TRACE-CORRUPT", `The trace file is damaged at byte ${at}: ${sentence}`);
}
