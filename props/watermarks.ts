// Event time: what a watermark promises, who may say it, and that it is never taken back.

import fc from "fast-check";
import { MAX, type PlainSource, type Scenario, WatermarkValve } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import { claim, claimSame } from "./claim.ts";
import { withoutIdleness } from "./gen/job.ts";
import { nodesOf, scenarios } from "./gen/scenario.ts";
import { type Law, law } from "./law.ts";
import { type EventTime, ModelValve } from "./model_valve.ts";
import { groupBy, isSource, observe, subtasksOf } from "./run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const increasing = law(
  {
    id: "watermarks/strictly-increasing",
    title: "On every channel and from every operator, watermarks only grow, and end at MAX",
    rules: ["WG-1", "WG-10", "V-5", "EOI-1"],
    statement:
      "The watermarks of one channel, and those that one operator of one subtask emits, are " +
      "strictly increasing; the last one is MAX.",
    kind: "always",
    sometimes: { "several watermarks": 0.2 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { facts } = observe(scenario);
    const said = facts.filter(({ kind, detail }) =>
      kind === Fact.watermarkEmitted ||
      kind === Fact.elementBuffered && detail === ElementKind.WATERMARK
    );
    const placeOf = ({ kind, owner, subject }: FactRow) => `${kind} ${owner} ${subject}`;
    for (const [place, watermarks] of groupBy(said, placeOf)) {
      watermarks.forEach(({ stamp, time }, i) => {
        const before = watermarks[i - 1]?.stamp ?? -Infinity;
        claim(stamp > before, () => `Watermark ${stamp} follows ${before} (${place})`, time);
      });
      claim(watermarks.at(-1)!.stamp === MAX, () => `The last watermark is not MAX (${place})`);
      cover("several watermarks", watermarks.length > 3);
    }
  },
);

const steps = fc.array(
  fc.record({
    channel: fc.nat(3),
    said: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.integer({ min: -20, max: 20 }).map((watermark) => ({ watermark })),
      },
      fc.constantFrom<EventTime>({ status: "idle" }, { status: "active" }),
      fc.constantFrom(MAX, -MAX, MAX - 1).map((watermark) => ({ watermark })),
    ),
  }),
  { maxLength: 40, size: "max" },
);

const valveAlone = law(
  {
    id: "watermarks/valve-is-its-model",
    title: "The valve says what the model says, whatever its channels say",
    rules: ["V-1", "V-2", "V-3", "V-4", "V-5"],
    statement:
      "One to four channels say watermarks (also old ones, repeated ones and the limits) and " +
      "change their status in any order; after each, engine and model say the same.",
    kind: "always",
    runCount: 2000,
    sometimes: { "regression": 0.4, "all idle": 0.2, "catching up": 0.1 },
  },
  fc.record({ channelCount: fc.integer({ min: 1, max: 4 }), steps }),
  ({ channelCount, steps }, cover) => {
    const valve = new WatermarkValve(), model = new ModelValve(channelCount);
    valve.build(channelCount);
    let highest = -Infinity;
    steps.forEach(({ channel: any, said }, i) => {
      const channel = any % channelCount;
      const found: EventTime[] = [];
      const output = {
        emitWatermark: (watermark: number) => void found.push({ watermark }),
        emitStatus: (isIdle: boolean) => void found.push({ status: isIdle ? "idle" : "active" }),
      };
      if ("watermark" in said) {
        cover("regression", said.watermark < highest);
        cover("catching up", valve.idle[channel] === 0 && valve.aligned[channel] === 0);
        highest = Math.max(highest, said.watermark);
        valve.receiveWatermark(channel, said.watermark, output);
      } else valve.receiveStatus(channel, said.status === "idle", output);
      claimSame(found, model.receive(channel, said), `After step ${i} the valve says`);
      cover("all idle", valve.isIdle);
    });
  },
);

const valveInRuns = law(
  {
    id: "watermarks/event-time-of-a-subtask-is-the-valve's",
    title: "A subtask's event time is what the model valve makes of its channels",
    rules: ["V-1", "V-2", "V-3", "V-4", "V-9", "TS-4"],
    statement:
      "Watermarks and statuses are consumed from all channels of a subtask, through unions too. " +
      "After each, the subtask's watermark and status change exactly as the model valve says.",
    kind: "always",
    sometimes: { "several channels": 0.5, "the slowest held it back": 0.2, "idle": 0.04 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { plan, facts } = observe(scenario);
    const valves = plan.subtasks.map(({ inputs }) => new ModelValve(inputs.length));
    const expected = plan.subtasks.map((): EventTime[] => []);
    for (const { kind, owner, subject, detail, stamp, time } of facts) {
      if (kind === Fact.watermarkAdvanced || kind === Fact.statusChanged) {
        const found = kind === Fact.watermarkAdvanced ? { watermark: stamp } : statusOf(detail);
        claimSame(found, expected[owner].shift(), `Event time of subtask ${owner}`, time);
      }
      if (kind !== Fact.elementProcessed || isSource(plan, owner)) continue;
      claimSame(expected[owner], [], `Subtask ${owner} kept back`, time);
      if (detail === ElementKind.RECORD || detail === ElementKind.END_OF_DATA) continue;
      const said = detail === ElementKind.WATERMARK ? { watermark: stamp } : statusOf(detail);
      expected[owner] = valves[owner].receive(plan.channels[subject].gateIndex, said);
      cover("several channels", plan.subtasks[owner].inputs.length > 1);
      cover("the slowest held it back", expected[owner].length === 0 && stamp < MAX);
      cover("idle", detail === ElementKind.IDLE);
    }
    claimSame(expected.flat(), [], "Event time that was never reached");
  },
);

const resultsFirst = law(
  {
    id: "watermarks/results-come-before-their-watermark",
    title: "What a watermark causes leaves before the watermark does",
    rules: ["ORD-6", "ORD-7", "W-12", "W-14"],
    statement:
      "Windows without allowed lateness: on no channel behind the window operator does a result " +
      "follow a watermark at or beyond its timestamp. (Where a channel is idle, the next operator may " +
      "have gone on without it all the same.)",
    kind: "always",
    sometimes: { "a result, then its watermark": 0.15 },
  },
  scenarios({
    topologies: ["window", "dealtWindow", "windowTwice"],
    config: { chaining: false },
    shape: (shape) => ({
      ...shape,
      window: { ...shape.window, lateness: 0, hasLateOutput: false },
    }),
  }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { plan, facts } = observe(scenario);
    for (const { id } of [...subtasksOf(plan, "window"), ...subtasksOf(plan, "window2")]) {
      const sent = facts.filter(({ kind, owner }) => kind === Fact.elementBuffered && owner === id);
      for (const elements of groupBy(sent, ({ subject }) => subject).values()) {
        let watermark = -Infinity;
        elements.forEach(({ detail, stamp, time }, i) => {
          if (detail === ElementKind.WATERMARK) {
            cover("a result, then its watermark", elements[i - 1]?.detail === 0 && stamp < MAX);
            watermark = stamp;
          }
          if (detail !== ElementKind.RECORD) return;
          claim(
            stamp > watermark,
            () => `A result of ${stamp} follows watermark ${watermark}`,
            time,
          );
        });
      }
    }
  },
);

const sourcePromise = law(
  {
    id: "watermarks/a-source-promises-for-its-slowest-split",
    title: "A source's watermark is what the slowest of its splits allows",
    rules: ["WG-2", "WG-4", "WG-9", "TS-3"],
    statement:
      "Without idleness: each watermark but the last is at most the largest timestamp less the " +
      "bound less 1 of every split that has records left, and exactly that where there is one split.",
    kind: "always",
    sometimes: { "one split": 0.15, "several splits": 0.1 },
  },
  scenarios({ topologies: ["window", "rolling"], shape: withoutIdleness })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { plan, facts } = observe(scenario);
    const { splits, watermarks } = sourceOf(scenario);
    const bound = watermarks?.bound ?? 0;
    const [{ length: sourceCount }] = [subtasksOf(plan, "source")];
    const largest = splits.map(() => -Infinity), left = splits.map(({ records }) => records.length);
    for (const { kind, owner, subject, stamp, time } of facts) {
      if (!isSource(plan, owner)) continue;
      if (kind === Fact.recordCreated) {
        largest[subject] = Math.max(largest[subject], stamp);
        left[subject]--;
      }
      if (kind !== Fact.watermarkEmitted || subject !== 0 || stamp === MAX) continue;
      const own = splits.map((_, i) => i).filter((i) =>
        i % sourceCount === plan.subtasks[owner].index
      );
      for (const split of own.filter((split) => left[split] > 0)) {
        const most = largest[split] - bound - 1;
        claim(stamp <= most, () => `Watermark ${stamp}, but split ${split} allows ${most}`, time);
      }
      if (own.length === 1) claimSame(stamp, largest[own[0]] - bound - 1, "The watermark", time);
      cover(own.length === 1 ? "one split" : "several splits");
    }
  },
);

function statusOf(kind: number): EventTime {
  return { status: kind === ElementKind.IDLE ? "idle" : "active" };
}

function sourceOf(scenario: Scenario): PlainSource {
  return nodesOf(scenario).find((node) => node.type === "source")!;
}

/** The laws of watermarks. */
export const WATERMARKS: readonly Law[] = [
  increasing,
  valveAlone,
  valveInRuns,
  resultsFirst,
  sourcePromise,
];
