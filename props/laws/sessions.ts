// Sessions: which elements belong together, whatever their order, and what becomes of late ones.

import fc from "fast-check";
import { EventTimeSessionWindows, type WindowOperator, windowOperator } from "@headwater/sim";
import { OperatorHarness } from "@headwater/sim/testing";
import { claim, claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";

type Event = readonly [key: number, time: number];
type Told = readonly [key: number, start: number, end: number, times: readonly number[]];

const events = fc.array(fc.tuple(fc.nat(1), fc.nat(60)), { minLength: 1, maxLength: 20 });
const gaps = fc.integer({ min: 1, max: 10 });

/** Sessions of a gap, each told with its elements. */
function sessionsOf(gap: number, allowedLateness = 0): OperatorHarness<Event> {
  const spec = windowOperator<Event, Event, Told, number>({
    name: "sessions",
    uid: "sessions",
    cost: 0,
    assigner: EventTimeSessionWindows.withGap(gap),
    allowedLateness,
    process: (key, { window }, elements, out) =>
      out.collect([
        key,
        window.start,
        window.end,
        elements.map(([, time]) => time).sort((a, b) => a - b),
      ]),
  });
  return new OperatorHarness<Event>(spec, { keyBy: ([key]) => key });
}

/** The plain meaning: sort the times of a key, and cut where a pause is longer than the gap. */
function closure(list: readonly Event[], gap: number): Told[] {
  return [0, 1].flatMap((key) => {
    const times = list.filter(([k]) => k === key).map(([, time]) => time).sort((a, b) => a - b);
    const sessions: number[][] = [];
    for (const time of times) {
      const last = sessions.at(-1);
      if (last === undefined || time - last.at(-1)! > gap) sessions.push([time]);
      else last.push(time);
    }
    return sessions.map((all): Told => [key, all[0], all.at(-1)! + gap, all]);
  });
}

const inOrder = (told: readonly unknown[]) => told.map((one) => JSON.stringify(one)).toSorted();

const transitive = law(
  {
    id: "sessions/the-closure-of-touching-gaps",
    title: "Sessions are the transitive closure of touching gaps, whatever the order of arrival",
    rules: ["WN-4", "M-1", "M-2", "M-3"],
    statement:
      "For any events, in any order, when event time comes at the end: the sessions of a key are what " +
      "sorting its times and cutting at pauses longer than the gap gives, each told once.",
    kind: "always",
    sometimes: { "two sessions were joined": 0.3, "exactly a gap apart": 0.1 },
  },
  fc.record({ list: events, gap: gaps }),
  ({ list, gap }, cover) => {
    const harness = sessionsOf(gap);
    for (const event of list) harness.processElement(event, event[1]);
    cover("two sessions were joined", harness.takeFacts("windowMerged").length > 1);
    const told = harness.processWatermark(1000).takeValues() as Told[];
    const wanted = closure(list, gap);
    claimSame(inOrder(told), inOrder(wanted), "Sessions");
    const isGap = ([, , , all]: Told) => all.some((time, i) => i > 0 && time - all[i - 1] === gap);
    cover("exactly a gap apart", wanted.some(isGap));
    claimSame((harness.operator as WindowOperator).contents.size, 0, "Contents kept");
    claimSame((harness.operator as WindowOperator).timers.eventTimers.size, 0, "Timers kept");
  },
);

/** Events and watermarks between them. */
const stories = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.nat(1), fc.nat(40)) },
    { weight: 1, arbitrary: fc.nat(45) },
  ),
  { minLength: 1, maxLength: 25 },
);

const countedOnce = law(
  {
    id: "sessions/counted-once-or-late",
    title: "Each element is in one session that is told, or is dropped: never both, never neither",
    rules: ["W-9", "W-13", "M-6", "M-8"],
    statement:
      "Without allowed lateness, for any events between any watermarks: the elements of all told " +
      "sessions and the dropped ones are the events, each once; no session is told twice.",
    kind: "always",
    sometimes: { "dropped": 0.3, "told": 0.8, "saved by a live session": 0.02 },
  },
  fc.record({ story: stories, gap: gaps }),
  ({ story, gap }, cover) => {
    const harness = sessionsOf(gap);
    let watermark = -1, count = 0;
    for (const step of story) {
      if (Array.isArray(step)) {
        const before = (harness.operator as WindowOperator).lateDroppedCount;
        harness.processElement(step as unknown as Event, step[1]);
        count++;
        const isDropped = (harness.operator as WindowOperator).lateDroppedCount > before;
        if (isDropped) claim(step[1] <= watermark, () => `${step} was dropped at ${watermark}`);
        cover("saved by a live session", !isDropped && step[1] + gap - 1 <= watermark);
      } else if (step > watermark) harness.processWatermark(watermark = step as number);
    }
    const told = harness.processWatermark(1000).takeValues() as Told[];
    const dropped = (harness.operator as WindowOperator).lateDroppedCount;
    const counted = told.reduce((sum, [, , , times]) => sum + times.length, 0);
    claimSame(counted + dropped, count, "Elements told and dropped");
    claimSame(new Set(inOrder(told)).size, told.length, "Sessions told once");
    cover("dropped", dropped > 0);
    cover("told", told.length > 0);
  },
);

const latenessSaves = law(
  {
    id: "sessions/enough-lateness-forgets-nothing",
    title:
      "With lateness enough, the last word of every session is what arrival in order would give",
    rules: ["M-8", "W-13"],
    statement:
      "With an allowed lateness longer than the story: whatever watermarks come between, the sessions " +
      "that nothing longer replaces are the closure of all events, and nothing is dropped.",
    kind: "always",
    sometimes: { "told again": 0.2 },
  },
  fc.record({ story: stories, gap: gaps }),
  ({ story, gap }, cover) => {
    const harness = sessionsOf(gap, 1000);
    let watermark = -1;
    const list: Event[] = [];
    for (const step of story) {
      if (Array.isArray(step)) {
        list.push(step as unknown as Event);
        harness.processElement(step as unknown as Event, step[1]);
      } else if (step > watermark) harness.processWatermark(watermark = step as number);
    }
    const told = harness.processWatermark(100).takeValues() as Told[];
    const last = told.filter(([key, start, end, times], i) =>
      !told.slice(i + 1).some(([k, s, e, all]) =>
        k === key && s <= start && e >= end && all.length >= times.length
      )
    );
    claimSame(inOrder(last), inOrder(closure(list, gap)), "Last sessions");
    cover("told again", told.length > last.length);
  },
);

/** The laws of sessions. */
export const SESSIONS: readonly Law[] = [transitive, countedOnce, latenessSaves];
