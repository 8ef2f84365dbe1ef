// Windows: where a record belongs, and when a window speaks.

import fc from "fast-check";
import { type Scenario, type TimeWindow, TumblingEventTimeWindows } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claim, claimSame } from "../claim.ts";
import { lateScenarios, mapNodes, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, observe, outcomeOf, start, subtasksOf } from "../run.ts";
import { ownFacts, WINDOW_TOPOLOGIES, windowNodes } from "../window_facts.ts";

const sizes = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 2 ** 40 }));

const LIMIT = 8_640_000_000_000_000;

const partition = law(
  {
    id: "windows/tumbling-windows-partition-time",
    title: "Every timestamp lies in exactly one tumbling window",
    rules: ["WN-1", "WN-2"],
    statement:
      "For any timestamp, negative and extreme ones too, any size and any smaller offset: one " +
      "window is named, it contains the timestamp, it has the size, and its start is the offset " +
      "plus a multiple of the size.",
    kind: "always",
    runCount: 5000,
    sometimes: { "negative": 0.3, "on a boundary": 0.1, "beyond 32 bits": 0.1 },
  },
  fc.record({
    time: fc.oneof(fc.integer({ min: -12, max: 30 }), fc.integer({ min: -LIMIT, max: LIMIT })),
    size: sizes,
    shift: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  }),
  ({ time, size, shift }, cover) => {
    const offset = shift % size || 0;
    const named: TimeWindow[] = [];
    TumblingEventTimeWindows.of(size, offset).assignWindows(undefined as never, time, {
      currentProcessingTime: 0,
      window: (start, end) => void named.push({ start, end }),
      staggerOffset: () => 0,
      refuseMissingTimestamp: () => claim(false, () => "A timestamp is missed") as never,
    });
    claimSame(named.length, 1, "Windows named");
    const [{ start, end }] = named;
    claim(start <= time && time < end, () => `[${start}, ${end}) does not contain ${time}`);
    const [a, b, o, s] = [start, end, offset, size].map(BigInt);
    claim(b - a === s && (a - o) % s === 0n, () => `[${start}, ${end}) is no window`);
    cover("negative", time < 0);
    cover("on a boundary", start === time);
    cover("beyond 32 bits", Math.abs(time) > 2 ** 31);
  },
);

const onceOnTime = law(
  {
    id: "windows/fire-once-on-time",
    title: "A window fires on time exactly once, and an empty one never",
    rules: ["W-13", "WN-9", "EOI-1"],
    statement:
      "Per subtask, key and window: a window that got its first record before its end fires once " +
      "when event time reaches its end, at the latest with the end of the input; all its other " +
      "firings answer to a late record. What never got a record never fires.",
    kind: "always",
    sometimes: { "fired before the end of the input": 0.2, "fired by the end": 0.3 },
  },
  lateScenarios({ topologies: WINDOW_TOPOLOGIES }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    for (const node of windowNodes(scenario)) {
      for (const { id } of subtasksOf(run.plan, node.id)) {
        let watermark = -Infinity, isTimer = false;
        const state = new Map<string, { isEarly: boolean; onTimeCount: number }>();
        for (const { kind, key, value, detail, stamp, time } of ownFacts(run, id)) {
          if (kind === Fact.watermarkAdvanced) [watermark, isTimer] = [stamp, true];
          if (kind === Fact.elementProcessed && detail === ElementKind.RECORD) isTimer = false;
          if (kind !== Fact.windowAssigned && kind !== Fact.windowFired) continue;
          const { start, end } = value as TimeWindow;
          const name = `${key} [${start}, ${end})`;
          const known = state.get(name);
          if (kind === Fact.windowAssigned) {
            state.set(name, known ?? { isEarly: end - 1 > watermark, onTimeCount: 0 });
          } else {
            claim(known !== undefined, () => `The empty window ${name} fires`, time);
            if (!isTimer) continue;
            claim(watermark >= end - 1, () => `${name} fires at ${watermark}`, time);
            known.onTimeCount++;
            cover(
              `fired ${
                watermark < Number.MAX_SAFE_INTEGER ? "before the end of the input" : "by the end"
              }`,
            );
          }
        }
        for (const [name, { isEarly, onTimeCount }] of state) {
          claimSame(onTimeCount, isEarly ? 1 : 0, `Firings on time of ${name}`);
        }
      }
    }
  },
);

const translation = law(
  {
    id: "windows/shifting-time-shifts-results",
    title: "Shifting all timestamps by whole windows shifts the results, and nothing else",
    rules: ["WN-1", "TS-4", "WG-2"],
    statement:
      "All timestamps grow or shrink by the same multiple of the window size: every result has " +
      "the same contents and is written at the same moment, with its window and timestamp shifted.",
    kind: "always",
    sometimes: { "results": 0.5, "from negative to positive": 0.3 },
  },
  fc.tuple(scenarios({ topologies: ["window", "dealtWindow"] }), fc.integer({ min: -9, max: 9 }))
    .map(([scenario, turns]) => ({ scenario, turns })),
  ({ scenario, turns }, cover) => {
    const [{ rules: { size } }] = windowNodes(scenario);
    const by = turns * size;
    const before = outcomeOf(finish(start(scenario))).written;
    const after = outcomeOf(finish(start(shift(scenario, by)))).written;
    const wanted = before.out.map(({ value, timestamp, ...told }) => {
      const [key, start, end, contents] = value as [unknown, number, number, unknown];
      return { value: [key, start + by, end + by, contents], timestamp: timestamp + by, ...told };
    });
    claimSame(after.out, wanted, `Shifted by ${by} ms, the results`);
    cover("results", wanted.length > 0);
    cover("from negative to positive", by > 6);
  },
);

function shift(scenario: Scenario, by: number): Scenario {
  return mapNodes(scenario, (node) =>
    node.type !== "source" ? node : {
      ...node,
      splits: node.splits.map(({ id, records }) => ({
        id,
        records: records.map((record) => ({ ...record, timestamp: record.timestamp! + by })),
      })),
    });
}

/** The laws of windows. */
export const WINDOWS: readonly Law[] = [partition, onceOnTime, translation];
