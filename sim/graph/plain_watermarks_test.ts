import { deepStrictEqual, ok, throws } from "node:assert/strict";
import type { PlainWatermarks } from "./plain_job.ts";
import { MIN } from "../clock/time.ts";
import { parsePlainJob } from "./plain_job_check.ts";
import { toSource } from "./plain_source.ts";
import { toWatermarkStrategy } from "./plain_watermarks.ts";

const VALUE = { var: "value" } as const;

/** A strategy that has gone through the check of a plain job. */
function strategyOf(watermarks: unknown) {
  const source = { id: "in", type: "source", splits: [{ id: "0", records: [] }], watermarks };
  const sink = { id: "out", type: "sink", inputs: ["in"] };
  const [checked] = parsePlainJob({ nodes: [source, sink] }).nodes;
  return toWatermarkStrategy((checked as { watermarks: PlainWatermarks }).watermarks, "graph");
}

/** What the generator emits: on a record of 10 at 400 ms, and on a tick at 600 ms. */
function emitted(watermarks: unknown): number[] {
  const strategy = strategyOf(watermarks);
  const generator = strategy.createGenerator();
  const all: number[] = [];
  const output = { emitWatermark: (t: number) => all.push(t), markIdle() {}, markActive() {} };
  const given = strategy.timestampAssigner?.(10, 10) ?? 10;
  generator.onEvent(10, generator.assignTimestamp(10, given, 400), output);
  generator.onPeriodicEmit(output, 600);
  return all;
}

const ROWS: [rule: string, watermarks: PlainWatermarks, wanted: number[]][] = [
  ["WG-7", { type: "noWatermarks" }, []],
  ["WG-7", { type: "processingTime" }, []],
  ["WG-4", { type: "ascendingTimestamps" }, [9]],
  ["WG-4", { type: "ascendingTimestampExtractor", onViolation: "fail" }, [9]],
  ["WG-2", { type: "boundedOutOfOrderness", bound: 5 }, [4]],
  ["WG-3", { type: "boundedOutOfOrdernessExtractor", bound: 5 }, [5]],
  ["WG-5", { type: "punctuated", watermark: { add: [VALUE, -3] } }, [7]],
  ["WG-5", { type: "punctuated", watermark: null }, []],
  ["WG-11", { type: "rowExpression", watermark: VALUE, interval: 5 }, [10]],
  ["WG-11", { type: "rowExpression", watermark: VALUE }, [10]],
  ["WG-6", { type: "ingestionTime" }, [400]],
  ["WG-6", { type: "ingestionTime", interval: 150 }, [300, 600]],
  ["WG-6", { type: "ingestionTimeExtractor" }, [599]],
  ["TS-2", { type: "ascendingTimestamps", timestamp: { add: [VALUE, 7] } }, [16]],
];

for (const [rule, watermarks, wanted] of ROWS) {
  Deno.test(`${rule} a plain job may say ${JSON.stringify(watermarks)}`, () =>
    deepStrictEqual(emitted(watermarks).filter((watermark) => watermark !== MIN), wanted));
}

Deno.test("WA-1 a plain source may be aligned", () => {
  const alignment = { group: "g", maxDrift: 30 };
  deepStrictEqual(strategyOf({ type: "noWatermarks", alignment }).alignment, {
    ...alignment,
    updateInterval: 1000,
  });
});

Deno.test("a plain job's watermarks are refused by those who know what is wrong", () => {
  const cases: [RegExp, unknown][] = [
    [/E-GRAPH-FIELD: .*unknown field "bound"/, { type: "ingestionTime", bound: 5 }],
    [/E-GRAPH-DATA: .*no field watermark/, { type: "punctuated" }],
    [/E-WATERMARK-INTERVAL/, { type: "ingestionTime", interval: 0 }],
    [/E-WATERMARK-VIOLATION/, { type: "ascendingTimestampExtractor", onViolation: "warn" }],
    [/E-ALIGNMENT: .*drift is -1/, {
      type: "noWatermarks",
      alignment: { group: "g", maxDrift: -1 },
    }],
  ];
  for (const [message, watermarks] of cases) throws(() => strategyOf(watermarks), message);
});

Deno.test("F55 F56 a plain source says what it has forgotten, and that it cannot rewind", () => {
  const split = { id: "0", records: [], firstOffset: 3, retention: 50 };
  const source = { id: "in", type: "source" as const, splits: [split], canRewind: false };
  const { splits, canRewind } = toSource(source, "graph");
  deepStrictEqual([splits, canRewind], [[split], false]);
  ok(Object.isFrozen(splits[0]));
});
