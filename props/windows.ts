// Windows: where a record belongs, when a window speaks, and that nothing of it is left.

import fc from "fast-check";
import {
  type Scenario,
  type TimeWindow,
  TumblingEventTimeWindows,
  WindowOperator,
} from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import { claim, claimSame } from "./claim.ts";
import { ID, N } from "./gen/input.ts";
import { lateScenarios, mapNodes, scenarios } from "./gen/scenario.ts";
import { type Law, law } from "./law.ts";
import { ModelWindows, type Pane } from "./model_windows.ts";
import { finish, observe, outcomeOf, type Run, start, subtasksOf } from "./run.ts";
import { windowNodes } from "./window_facts.ts";

const windowed = lateScenarios({
  topologies: ["window", "dealtWindow", "diamond", "assigned", "windowTwice"],
}).map((scenario) => ({ scenario }));

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

const isModel = law(
  {
    id: "windows/operator-is-its-model",
    title: "A window operator does, element by element, what the rules say",
    rules: ["W-1", "W-3", "W-4", "W-5", "W-8", "W-9", "W-11", "W-12", "W-13", "TR-1"],
    statement:
      "Every record and every watermark that a subtask consumes is told to a model: the same " +
      "records are too late, the same windows fire in the order of their ends, with the same " +
      "contents, and each result carries the last timestamp of its window.",
    kind: "always",
    sometimes: { "late but allowed": 0.05, "too late": 0.05, "several windows at once": 0.3 },
  },
  windowed,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    for (const node of windowNodes(scenario)) {
      for (const { id } of subtasksOf(run.plan, node.id)) {
        const model = new ModelWindows(node.rules);
        let due: Pane[] = [];
        const wanted: unknown[] = [], found: unknown[] = [];
        for (const fact of ownFacts(run, id)) {
          const { kind, detail, value, stamp, key, time } = fact;
          if (kind === Fact.recordEmitted && detail === 0) {
            found.push([value, stamp]);
            const pane = due.find((pane) =>
              resultOf(pane, node.contents) === JSON.stringify(value)
            );
            claim(pane !== undefined, () => `${JSON.stringify(value)} is not due`, time);
            claimSame(stamp, pane.end - 1, "The timestamp of the result", time);
            claim(pane.end === Math.min(...due.map(({ end }) => end)), () => "Out of order", time);
            due = due.filter((other) => other !== pane);
          }
          if (kind === Fact.recordDropped || kind === Fact.recordLate) {
            claim(wanted.pop() === "late", () => `${JSON.stringify(value)} is not late`, time);
          }
          if (kind !== Fact.elementProcessed && kind !== Fact.watermarkAdvanced) continue;
          if (kind === Fact.elementProcessed && detail !== ElementKind.RECORD) continue;
          claimSame([due, wanted], [[], []], `Before ${fact.name} was missing`, time);
          if (kind === Fact.watermarkAdvanced) due = model.onWatermark(stamp);
          else {
            const fired = model.onRecord(run.timeline.ground.keys.keys[key], value, stamp);
            if (fired === null) wanted.push("late");
            due = fired ?? [];
            cover("late but allowed", due.length > 0);
            cover("too late", fired === null);
          }
          cover("several windows at once", due.length > 1);
        }
        claimSame([due, wanted], [[], []], `At the end was missing`);
      }
    }
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
  windowed,
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

const nothingLeft = law(
  {
    id: "windows/nothing-is-left-behind",
    title: "When a window is over, its contents and its timers are gone",
    rules: ["W-7", "W-11", "TI-1"],
    statement:
      "After every action a window operator holds the contents of exactly those windows that " +
      "have records and are not over, and a timer for each; after the end of the input, none.",
    kind: "always",
    runCount: 200,
    sometimes: { "kept for late records": 0.1, "several at once": 0.5 },
  },
  windowed,
  ({ scenario }, cover) => {
    const timeline = start(scenario, { record: { level: "all" } });
    const rules = new Map(windowNodes(scenario).map(({ id, rules }) => [id, rules]));
    const tasks = timeline.world.tasks.filter(({ spec }) => rules.has(spec.vertex.uid));
    const live = new Map(tasks.map(({ spec }) => [spec.subtask.id, new Map<string, number>()]));
    let read = 0;
    finish(timeline, ({ now }) => {
      const { trace } = timeline;
      for (; read < trace.end; read++) {
        const { kind, owner, key, value, stamp } = trace.at(read);
        const windows = live.get(owner);
        if (kind === Fact.windowAssigned) {
          windows?.set(`${key} ${stamp}`, (value as TimeWindow).end);
        }
        if (kind !== Fact.watermarkAdvanced || windows === undefined) continue;
        const { lateness } = rules.get(timeline.world.tasks[owner].spec.vertex.uid)!;
        for (const [name, end] of windows) {
          cover("kept for late records", end - 1 <= stamp && end - 1 + lateness > stamp);
          if (end - 1 + lateness <= stamp) windows.delete(name);
        }
      }
      for (const { chain, spec: { subtask } } of tasks) {
        const { contents, timers } = chain.operators[0] as WindowOperator;
        const count = live.get(subtask.id)!.size;
        const held = [contents.size, timers.processingTimers.size];
        claimSame(held, [count, 0], `Windows and other timers of ${subtask.label}`, now);
        const least = timers.eventTimers.size;
        claim(least >= count && least <= 2 * count, () => `${least} timers, ${count} windows`, now);
        cover("several at once", count > 1);
      }
    });
    for (const windows of live.values()) claimSame([...windows], [], "Windows left");
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
    const wanted = before.out.map(({ value, timestamp, writtenAt }) => {
      const [key, start, end, contents] = value as [unknown, number, number, unknown];
      return { value: [key, start + by, end + by, contents], timestamp: timestamp + by, writtenAt };
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

/** Facts of a window subtask's head; what is chained behind it is left out. */
function ownFacts({ facts }: Run, subtask: number): FactRow[] {
  return facts.filter(({ owner, kind, subject }) =>
    owner === subtask && (kind !== Fact.recordEmitted || subject === 0)
  );
}

/** What a window of the made-up jobs emits, as text. */
function resultOf({ key, start, end, values }: Pane, contents: string): string {
  const numbers = values as number[][];
  const total = numbers.reduce((sum, value) => sum + value[N], 0);
  const last = numbers.at(-1)!;
  const reduced = numbers.length === 1 ? last : [last[0], last[ID], total];
  const result = contents === "list" ? values : contents === "reduce" ? reduced : total;
  return JSON.stringify([key, start, end, result]);
}

/** The laws of windows. */
export const WINDOWS: readonly Law[] = [partition, isModel, onceOnTime, nothingLeft, translation];
