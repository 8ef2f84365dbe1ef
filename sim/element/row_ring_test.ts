import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ElementKind } from "./element.ts";
import { Row } from "./row.ts";
import { RowRing } from "./row_ring.ts";

function ringOf(count: number, skipped = 0): RowRing {
  const ring = new RowRing();
  const row = new Row();
  for (let i = 0; i < skipped; i++) {
    ring.push(row);
    ring.shift(new Row());
  }
  for (let i = 0; i < count; i++) ring.push(Object.assign(row, { key: i, value: `v${i}` }));
  return ring;
}

const valuesIn = (ring: RowRing) =>
  Array.from({ length: ring.tail - ring.head }, (_, i) => {
    const row = new Row();
    ring.read(ring.head + i, row);
    strictEqual(row.value, `v${row.key}`);
    return row.key;
  });

Deno.test("RowRing moves a row forward, past its end and wherever it stands in the circle", () => {
  for (let skipped = 0; skipped < 9; skipped++) {
    const ring = ringOf(8, skipped), { head } = ring;
    ring.overtake(head + 5, head + 1);
    deepStrictEqual(valuesIn(ring), [0, 5, 1, 2, 3, 4, 6, 7]);
    ring.overtake(head + 7, head);
    ring.overtake(head, head);
    deepStrictEqual(valuesIn(ring), [7, 0, 5, 1, 2, 3, 4, 6]);
    strictEqual(ring.tail - head, 8);
  }
});

Deno.test("RowRing reads a row and puts another in its place, and the queue goes on", () => {
  const ring = ringOf(3, 6), row = new Row();
  ring.replace(7, Object.assign(row, { kind: ElementKind.WATERMARK, timestamp: 40, key: 9 }));
  const read = new Row();
  ring.read(7, read);
  deepStrictEqual(read, row);
  ring.shift(read);
  strictEqual(read.value, "v0");
  ring.shift(read);
  deepStrictEqual(read, row);
  strictEqual(ring.kindAt(8), ElementKind.RECORD);
});
