// What a window operator does with each element, and that nothing is left of it.

import { type TimeWindow, WindowOperator } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claim, claimSame } from "../claim.ts";
import { ID, N } from "../gen/input.ts";
import { lateScenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { ModelWindows, type Pane } from "../model_windows.ts";
import { finish, observe, start, subtasksOf } from "../run.ts";
import { ownFacts, WINDOW_TOPOLOGIES, windowNodes } from "../window_facts.ts";

const windowed = lateScenarios({ topologies: WINDOW_TOPOLOGIES }).map((scenario) => ({ scenario }));

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

/** What a window of the made-up jobs emits, as text. */
function resultOf({ key, start, end, values }: Pane, contents: string): string {
  const numbers = values as number[][];
  const total = numbers.reduce((sum, value) => sum + value[N], 0);
  const last = numbers.at(-1)!;
  const reduced = numbers.length === 1 ? last : [last[0], last[ID], total];
  const result = contents === "list" ? values : contents === "reduce" ? reduced : total;
  return JSON.stringify([key, start, end, result]);
}

/** The laws of the window operator. */
export const WINDOW_WORK: readonly Law[] = [isModel, nothingLeft];
