// Facts as columns of small numbers: of most cells only the difference to the cell above is kept. This
// is where a fact shrinks from 32 bytes to a few.
//
//     values   how many new ones, their texts
//     times    +0 +0 +1000 …            unsigned: time does not run backwards
//     kinds + 256 × details
//     owners, subjects, keys, origins   +1 −3 +0 …
//     stamps   0 is MIN, 1 is MAX, 2 stands before eight bytes, the rest is a difference
//     pointers at values

import type { FactRow } from "./fact.ts";
import type { ByteReader } from "./byte_reader.ts";
import type { TraceWriter } from "./trace_writer.ts";
import { MAX, MIN } from "../clock/time.ts";
import { refuseByte, valueAt } from "./byte_reader.ts";
import { ByteWriter, countOf } from "./byte_writer.ts";
import { addFact } from "./trace_cells.ts";
import { ValueReader, ValueWriter } from "./trace_values.ts";

/** Columns of numbers that mostly lie near the one above. */
const NEAR = ["owner", "subject", "key", "origin"] as const;

const STAMP_MIN = 0, STAMP_MAX = 1, STAMP_FULL = 2, STAMP_NEAR = 3;
/** Stamps that are further apart are written in full. */
const STAMP_DIFFERENCE_MAX = 2 ** 50;

/** Cells of the row above, across blocks. */
class Above {
  time = 0;
  owner = 0;
  subject = 0;
  key = 0;
  origin = 0;
  stamp = 0;
}

/** Writes facts, block after block. */
export class ColumnsWriter {
  private readonly above = new Above();
  private readonly values = new ValueWriter();

  /** One block. */
  write(facts: readonly FactRow[], out: ByteWriter): void {
    const { above, values } = this;
    const texts = new ByteWriter(), pointers = new ByteWriter();
    const known = values.count;
    for (const { value } of facts) values.write(value, texts, pointers);
    out.count(values.count - known);
    out.append(texts.written);
    for (const { time } of facts) {
      out.count(time - above.time);
      above.time = time;
    }
    for (const { kind, detail } of facts) out.count(kind + 256 * detail);
    for (const name of NEAR) {
      for (const fact of facts) {
        out.signed(fact[name] - above[name]);
        above[name] = fact[name];
      }
    }
    for (const { stamp } of facts) this.writeStamp(stamp, out);
    out.append(pointers.written);
  }

  private writeStamp(stamp: number, out: ByteWriter): void {
    if (stamp === MIN) return out.count(STAMP_MIN);
    if (stamp === MAX) return out.count(STAMP_MAX);
    const difference = stamp - this.above.stamp;
    this.above.stamp = stamp;
    if (Math.abs(difference) < STAMP_DIFFERENCE_MAX) {
      return out.count(STAMP_NEAR + countOf(difference));
    }
    out.count(STAMP_FULL);
    out.double(stamp);
  }
}

/** Reads facts, block after block. */
export class ColumnsReader {
  private readonly above = new Above();
  private readonly values = new ValueReader();

  /** Adds the facts of a block, so many, to a trace. Errors: `E-TRACE-CORRUPT`. */
  read(count: number, block: ByteReader, writer: TraceWriter): void {
    const { above, values } = this;
    const column = <T>(read: () => T) => Array.from({ length: count }, read);
    values.readTexts(block);
    const times = column(() => above.time += block.count());
    const kinds = column(() => block.count());
    const [owners, subjects, keys, origins] = NEAR.map((name) =>
      column(() => above[name] += block.signed())
    );
    const stamps = column(() => this.readStamp(block));
    const found = column(() => values.read(block));
    for (let i = 0; i < count; i++) {
      const near = [owners[i], subjects[i], keys[i], origins[i]] as const;
      const detail = Math.floor(kinds[i] / 256);
      const cells = [times[i], kinds[i] % 256, ...near, stamps[i], detail] as const;
      if (addFact(writer, cells, found[i])) continue;
      refuseByte(block.at, `fact ${writer.trace.end}, in the block that ends here, cannot be one`);
    }
    if (block.isAtEnd && values.isUsedUp) return;
    refuseByte(block.at, `the block goes on after its ${count} facts`);
  }

  private readStamp(block: ByteReader): number {
    const code = block.count();
    if (code === STAMP_MIN) return MIN;
    if (code === STAMP_MAX) return MAX;
    if (code === STAMP_FULL) return this.above.stamp = block.double();
    return this.above.stamp += valueAt(code - STAMP_NEAR);
  }
}
