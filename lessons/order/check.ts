// Checks the exercise of the lesson on order. Two laws, in this order: whatever the network does, the
// display ends on the same readings; and these are the ones that were measured last. A law finds the
// smallest fate that breaks it, and the sentence is made of that.

import { type Job, results, type Timeline } from "@headwater/sim";
import { claim } from "../../props/claim.ts";
import { luck } from "../../props/gen/scenario.ts";
import { law } from "../../props/law.ts";
import { adviceFor } from "./advice.ts";
import { backlog, type Label, toLabel } from "./job.ts";
import { type Delay, isCalm, Schedule, sizeOf } from "./schedule.ts";

/** What there is to say about a solution. */
export interface Verdict {
  readonly isCorrect: boolean;
  readonly message: string;
}

/** Checks a program that ends in `collectSink("display")`. */
export function check(job: Job): Verdict {
  try {
    const schedule = new Schedule(job);
    const message = refuseShape(schedule.open([])) ?? refuseFates(schedule, job);
    return message === null ? RIGHT : wrong(message);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/** What no law needs to look for. */
function refuseShape(timeline: Timeline): string | null {
  const shown = endings(timeline);
  const missing = SENSORS.find((sensor) => !shown.has(sensor));
  if (missing !== undefined) return `The display shows nothing for sensor ${missing}`;
  const isSplit = timeline.ground.plan.vertices.at(-1)!.parallelism > 1;
  return isSplit ? "There is one display: its parallelism stays 1" : null;
}

function refuseFates(schedule: Schedule, job: Job): string | null {
  const calm = endings(schedule.open([]));
  return findFate((delays) => {
    const now = endings(schedule.open(delays));
    const sensor = SENSORS.find((sensor) => calm.get(sensor)!.name !== now.get(sensor)!.name);
    if (sensor === undefined) return null;
    return `For sensor ${sensor} the display ends on ${calm.get(sensor)!.name}, but on ` +
      `${now.get(sensor)!.name} ${schedule.tell(delays)}. ${adviceFor(job, sensor)}`;
  }) ?? findFate((delays) => {
    const now = endings(schedule.open(delays));
    const sensor = SENSORS.find((sensor) => now.get(sensor)!.name !== newest(sensor).name);
    return sensor === undefined ? null : tellOlder(now.get(sensor)!, newest(sensor));
  });
}

function tellOlder(shown: Label, wanted: Label): string {
  return `The display always ends the same now, but for sensor ${shown.sensor} on ${shown.name}, ` +
    `measured at ${shown.at / 1000} s; ${wanted.name} was measured later, at ${
      wanted.at / 1000
    } s, ` +
    `and came in before it. The order of coming in is not the order of measuring`;
}

/** The sentence for the smallest fate that a judge objects to; null when the law holds. */
function findFate(judge: (delays: readonly Delay[]) => string | null): string | null {
  let smallest: readonly Delay[] | null = null;
  const checked = law(LAW, luck, ({ rows }, cover) => {
    cover("something was delayed", !isCalm(rows));
    const sentence = judge(rows);
    if (sentence === null) return;
    if (smallest === null || sizeOf(rows) < sizeOf(smallest)) smallest = rows;
    claim(false, () => sentence);
  });
  try {
    checked.check();
    return null;
  } catch (error) {
    if (smallest === null) throw error;
    return judge(smallest);
  }
}

const LAW = {
  id: "lessons/order",
  title: "The display ends on the reading that was measured last",
  rules: ["ORD-2", "ORD-10"],
  statement:
    "Under every fate of the network the last reading shown of each sensor is the same one.",
  kind: "always",
  runCount: 200,
  sometimes: { "something was delayed": 0.5 },
} as const;

/** What the display ends on, by sensor. */
function endings(timeline: Timeline): Map<string, Label> {
  timeline.run(({ stepCount }) => stepCount > STEPS_MAX);
  if (!timeline.isDone) throw new Error(`The program has not ended after ${STEPS_MAX} steps`);
  return new Map(results<Label>(timeline.world, "display").map((label) => [label.sensor, label]));
}

const STEPS_MAX = 100_000;
const LABELS = backlog.splits.flatMap(({ records }) => records.map(({ value }) => toLabel(value)));
const SENSORS = [...new Set(LABELS.map(({ sensor }) => sensor))].toSorted();

function newest(wanted: string): Label {
  return LABELS.filter(({ sensor }) => sensor === wanted).reduce((a, b) => b.at > a.at ? b : a);
}

function wrong(message: string): Verdict {
  return { isCorrect: false, message: /[.!?]$/.test(message) ? message : `${message}.` };
}

const RIGHT: Verdict = {
  isCorrect: true,
  message: `Right: whatever happens on the way, the display ends on ${
    SENSORS.map((sensor) => newest(sensor).name).join(", ")
  }, each measured last.`,
};
