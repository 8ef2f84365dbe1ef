// Two rolling hashes over bytes, 64 bits in all: against accidents, not against people.

import { rollHash } from "../clock/hash.ts";

/** Bytes of a seal. */
export const SEAL_SIZE = 8;

/** The checksum of the bytes of a file from its start. */
export class ByteChecksum {
  private first = 0;
  private second = 0x5bd1e995;
  private length = 0;

  /** Folds in whatever a file has grown by: it is given whole each time. */
  add(file: Uint8Array): void {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const added = file.length - this.length;
    let at = this.length;
    for (; at + 4 <= file.length; at += 4) this.fold(view.getInt32(at, true));
    for (; at < file.length; at++) this.fold(file[at]);
    this.fold(added);
    this.length = file.length;
  }

  /** The checksum so far, as bytes. */
  get seal(): Uint8Array {
    const seal = new Uint8Array(SEAL_SIZE);
    const view = new DataView(seal.buffer);
    view.setInt32(0, this.first, true);
    view.setInt32(4, this.second, true);
    return seal;
  }

  private fold(word: number): void {
    this.first = rollHash(this.first, word);
    this.second = rollHash(this.second, word);
  }
}
