// Silence: who says that he has nothing to say, when, and how he comes back.

import { type PlainSource, type Scenario } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claim, claimSame } from "../claim.ts";
import { nodesOf, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { groupBy, observe, subtasksOf } from "../run.ts";

const silenceIsAnnounced = law(
  {
    id: "watermarks/silence-is-announced",
    title:
      "A source that stays silent for longer than its timeout says that it is idle, and only then",
    rules: ["WG-12", "WG-13"],
    statement:
      "Sources with an idleness timeout and one split a subtask: IDLE never leaves a subtask within the " +
      "timeout after a record; when a silence has lasted three watermark intervals longer, it has, and " +
      "a record alone does not take it back: only a larger watermark does.",
    kind: "always",
    sometimes: {
      "idle after a record": 0.2,
      "silent from the start": 0.1,
      "awake at the end": 0.1,
    },
  },
  scenarios({
    topologies: ["window", "rolling"],
    shape: (shape, { splits }) => ({
      ...shape,
      parallelisms: [Math.max(1, splits.length) as 1, shape.parallelisms[1], shape.parallelisms[2]],
      watermarks: { ...shape.watermarks, idleTimeout: 1 + shape.window.lateness % 4 },
    }),
    config: { autoWatermarkInterval: 1 },
  }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { plan, facts } = observe(scenario);
    const timeout = 1000 * sourceOf(scenario).watermarks!.idleTimeout!;
    for (const { id, outputs } of subtasksOf(plan, "source")) {
      const [channel] = outputs.flat();
      let since = 0, isIdle = false, recordCount = 0;
      const end = (time: number) =>
        claim(
          isIdle || time - since <= timeout + 3000,
          () => `Silent for ${time - since} µs`,
          time,
        );
      for (const { kind, owner, subject, detail, time } of facts) {
        if (owner !== id) continue;
        if (kind === Fact.recordCreated) {
          end(time);
          since = time;
          recordCount++;
        }
        if (kind !== Fact.elementBuffered || subject !== channel) continue;
        if (detail === ElementKind.ACTIVE) isIdle = false;
        if (detail !== ElementKind.IDLE) continue;
        claim(time - since > timeout, () => `Idle after ${time - since} µs`, time);
        isIdle = true;
        cover(recordCount > 0 ? "idle after a record" : "silent from the start");
      }
      cover("awake at the end", recordCount > 3 && !isIdle);
    }
  },
);

const statusAndWatermarks = law(
  {
    id: "watermarks/no-watermark-while-idle",
    title: "On every channel IDLE and ACTIVE alternate, and no watermark is sent in between",
    rules: ["WG-13", "WG-14", "V-5"],
    statement:
      "Each channel begins active. After IDLE the next element that is no record is ACTIVE or the end of " +
      "data; ACTIVE comes after IDLE only. Records flow all the same.",
    kind: "always",
    sometimes: { "idle": 0.08, "back again": 0.04, "records while idle": 0.01 },
  },
  scenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts, plan } = observe(scenario);
    const sent = facts.filter(({ kind }) => kind === Fact.elementBuffered);
    for (const elements of groupBy(sent, ({ subject }: FactRow) => subject).values()) {
      let isIdle = false;
      for (const { detail, subject, time } of elements) {
        const { name } = plan.channels[subject];
        if (detail === ElementKind.RECORD) cover("records while idle", isIdle);
        if (detail === ElementKind.WATERMARK) {
          claim(!isIdle, () => `A watermark on ${name}, which is idle`, time);
        }
        if (detail !== ElementKind.IDLE && detail !== ElementKind.ACTIVE) continue;
        claimSame(detail === ElementKind.IDLE, !isIdle, `${name} becomes idle`, time);
        isIdle = !isIdle;
        cover(isIdle ? "idle" : "back again");
      }
    }
  },
);

function sourceOf(scenario: Scenario): PlainSource {
  return nodesOf(scenario).find((node) => node.type === "source")!;
}

/** The laws of idleness. */
export const IDLENESS: readonly Law[] = [silenceIsAnnounced, statusAndWatermarks];
