// Late records: which they are, what becomes of them, and that every record is counted once.

import fc from "fast-check";
import { MAX, readMetrics, type Scenario } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { claim, claimSame } from "../claim.ts";
import { ID, type Value } from "../gen/input.ts";
import { type Shape, withoutIdleness } from "../gen/job.ts";
import { lateScenarios, mapNodes, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { observe, outcomeOf } from "../run.ts";
import { judgedRecords, lastFirings, windowNodes } from "../window_facts.ts";

const TOPOLOGIES = ["window", "dealtWindow", "assigned", "diamond"] as const;

const lateExactly = law(
  {
    id: "lateness/late-when-its-window-is-over",
    title: "A record is too late exactly when event time has passed its window and the lateness",
    rules: ["W-7", "W-8", "W-9"],
    statement:
      "Of every record that a window operator consumes: it is refused if the last timestamp of " +
      "its window plus the allowed lateness is at or before the operator's watermark, else it joins " +
      "that window. Exactly one of the two happens, at once.",
    kind: "always",
    sometimes: { "refused": 0.1, "accepted late": 0.05, "just in time": 0.02 },
  },
  lateScenarios({ topologies: TOPOLOGIES }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const [{ rules: { size, offset, lateness } }] = windowNodes(scenario);
    for (const { record, watermark, verdicts } of judgedRecords(observe(scenario), "window")) {
      const { stamp, time } = record;
      const end = (Math.floor((stamp - offset) / size) + 1) * size + offset;
      const isLate = end - 1 + lateness <= watermark;
      const who = JSON.stringify(record.value);
      claimSame(verdicts.length, 1, `Verdicts on ${who}`, time);
      const wasAccepted = verdicts[0].kind === Fact.windowAssigned;
      claim(
        wasAccepted !== isLate,
        () =>
          `${who} of ${stamp} ${wasAccepted ? "joins" : "is refused by"} a window that ends at ` +
          `${end}, at watermark ${watermark}, lateness ${lateness}`,
        time,
      );
      cover("refused", isLate);
      cover("accepted late", !isLate && end - 1 <= watermark);
      cover("just in time", end + lateness === watermark + 2 || end + lateness === watermark + 1);
    }
  },
);

const countedOnce = law(
  {
    id: "lateness/every-record-is-counted-once",
    title: "Every record is in the last firing of one window, or late, or dropped and counted",
    rules: ["W-2", "W-9", "MT-8"],
    statement:
      "The records in the last firing of each window, those in the late output and those that " +
      "were dropped are together the records that the window operator consumed, each once. With a late " +
      "output nothing is dropped, without one nothing goes there, and the metric counts the dropped.",
    kind: "always",
    sometimes: { "late output": 0.05, "dropped": 0.05 },
  },
  lateScenarios({ topologies: TOPOLOGIES, shape: withLists }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const records = judgedRecords(run, "window").map(({ record }) => record.value as Value);
    const fired = [...lastFirings(run).values()].flat();
    const { late } = outcomeOf(run.timeline).written;
    const toOutput = (late ?? []).map(({ value }) => value as Value);
    const dropped = run.facts.filter(({ kind }) => kind === Fact.recordDropped);
    const counted = [...fired, ...toOutput, ...dropped.map(({ value }) => value as Value)];
    claimSame(counted.map(text).toSorted(), records.map(text).toSorted(), "The records counted");
    claim(late === undefined || dropped.length === 0, () => "Dropped in spite of a late output");
    const metric = readMetrics(run.timeline.world)
      .reduce((sum, { numLateRecordsDropped }) => sum + numLateRecordsDropped, 0);
    claimSame(metric, dropped.length, "numLateRecordsDropped");
    cover("late output", toOutput.length > 0);
    cover("dropped", dropped.length > 0);
  },
);

const NO_BACK_PRESSURE = { maxBuffersPerChannel: 1000, floatingBuffersPerGate: 1000 };

const monotone = law(
  {
    id: "lateness/more-lateness-accepts-more",
    title: "With more allowed lateness the same records are accepted, and perhaps some more",
    rules: ["W-8", "W-13"],
    statement:
      "Two runs that differ in the allowed lateness alone, with buffers so large that results do " +
      "not slow anybody: what the stricter run accepts, the other accepts too.",
    kind: "always",
    sometimes: { "more were accepted": 0.05 },
  },
  fc.tuple(
    lateScenarios({ topologies: TOPOLOGIES, config: NO_BACK_PRESSURE }),
    fc.integer({ min: 1, max: 9 }),
  )
    .map(([scenario, more]) => ({ scenario, more })),
  ({ scenario, more }, cover) => {
    const strict = accepted(scenario), generous = accepted(withMoreLateness(scenario, more));
    const lost = strict.filter((record) => !generous.includes(record));
    claimSame(lost, [], `With ${more} ms more, no longer accepted`);
    cover("more were accepted", generous.length > strict.length);
  },
);

const boundHolds = law(
  {
    id: "lateness/bounded-disorder-is-never-late",
    title: "If no record is further behind than the bound, none is late, anywhere",
    rules: ["WG-2", "WG-9", "V-2", "W-14"],
    statement:
      "Bounded out-of-orderness with a bound at least as large as the disorder of each split, and " +
      "no idleness: no window refuses a record, behind any exchanges, at any window after.",
    kind: "always",
    sometimes: { "event time moved before the end": 0.2, "disorder": 0.3 },
  },
  scenarios({
    topologies: ["window", "dealtWindow", "diamond", "windowTwice"],
    shape: (shape, { backMax }) => ({
      ...withoutIdleness(shape),
      watermarks: { type: "boundedOutOfOrderness", bound: backMax },
      window: { ...shape.window, lateness: 0 },
    }),
  }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts } = observe(scenario);
    const late = facts.find(({ kind }) => kind === Fact.recordDropped || kind === Fact.recordLate);
    claim(late === undefined, () => `${JSON.stringify(late!.value)} is late`, late?.time);
    const born = facts.filter(({ kind }) => kind === Fact.recordCreated);
    cover(
      "disorder",
      born.some(({ stamp, subject }, i) =>
        born.slice(0, i).some((before) => before.subject === subject && before.stamp > stamp)
      ),
    );
    cover(
      "event time moved before the end",
      facts.some(({ kind, stamp }) => kind === Fact.watermarkAdvanced && stamp < MAX),
    );
  },
);

function withLists(shape: Shape): Shape {
  return { ...shape, window: { ...shape.window, contents: "list" } };
}

function accepted(scenario: Scenario): string[] {
  return judgedRecords(observe(scenario), "window")
    .filter(({ verdicts }) => verdicts[0]?.kind === Fact.windowAssigned)
    .map(({ record }) => `${(record.value as Value)[ID]} ${record.subject}`);
}

function withMoreLateness(scenario: Scenario, more: number): Scenario {
  return mapNodes(
    scenario,
    (node) =>
      node.type !== "window"
        ? node
        : { ...node, allowedLateness: (node.allowedLateness ?? 0) + more },
  );
}

function text(value: Value): string {
  return JSON.stringify(value);
}

/** The laws of lateness. */
export const LATENESS: readonly Law[] = [lateExactly, countedOnce, monotone, boundHolds];
