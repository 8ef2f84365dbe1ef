// Event time: what a watermark promises, who may say it, and that it is never taken back.

import { MAX, type PlainSource, type Scenario } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claim, claimSame } from "../claim.ts";
import { withoutIdleness } from "../gen/job.ts";
import { nodesOf, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { groupBy, isSource, observe, subtasksOf } from "../run.ts";

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
  scenarios().map((scenario) => ({ scenario })),
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
      "Without idleness: each watermark but the last is the largest timestamp less the bound less 1 of " +
      "the slowest split that has records left. A split that is read to its end holds nobody back.",
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
      const unread = own.filter((split) => left[split] > 0);
      const allowed = Math.min(...unread.map((split) => largest[split] - bound - 1));
      claim(stamp <= allowed, () => `Watermark ${stamp}, but its splits allow ${allowed}`, time);
      if (unread.length > 0) claimSame(stamp, allowed, "The watermark", time);
      cover(own.length === 1 ? "one split" : "several splits");
    }
  },
);

function sourceOf(scenario: Scenario): PlainSource {
  return nodesOf(scenario).find((node) => node.type === "source")!;
}

/** The laws of watermarks. */
export const WATERMARKS: readonly Law[] = [increasing, resultsFirst, sourcePromise];
