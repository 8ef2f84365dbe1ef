// Sliding windows: which ones a record belongs to, and what becomes of one that is late for some.

import fc from "fast-check";
import {
  MIN,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  type WindowOperator,
  windowOperator,
} from "@headwater/sim";
import { AssignedWindows } from "../../sim/5_operator/window/assigned_windows.ts";
import { OperatorHarness } from "@headwater/sim/testing";
import { HarnessContext } from "../../sim/testing/harness_context.ts";
import { claim, claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";

const lengths = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  slide: fc.integer({ min: 1, max: 12 }),
});

const assignment = law(
  {
    id: "sliding/every-window-that-contains-it",
    title: "A timestamp belongs to exactly the windows that contain it, the newest first",
    rules: ["WN-3", "WN-6"],
    statement:
      "For any size, slide and offset: the windows of a timestamp, or of a moment of work, are all " +
      "[s, s + size) that contain it, with s an offset from a multiple of the slide; none when the " +
      "slide leaves a hole there.",
    kind: "always",
    runCount: 1000,
    sometimes: { "a hole": 0.1, "several": 0.3, "before 1970": 0.2 },
  },
  fc.record({ lengths, time: fc.integer({ min: -50, max: 50 }), shift: fc.integer() }),
  ({ lengths: { size, slide }, time, shift }, cover) => {
    const offset = shift % slide || 0;
    const assigned = new AssignedWindows({ spec: { name: "" }, staggerOffset: -1 });
    const context = new HarnessContext();
    context.now = time;
    const wanted: number[] = [];
    for (let start = time; start > time - size; start--) {
      if ((start - offset) % slide === 0) wanted.push(start);
    }
    for (
      const [Windows, timestamp] of [
        [SlidingEventTimeWindows, time],
        [SlidingProcessingTimeWindows, MIN],
      ] as const
    ) {
      const assigner = Windows.of(size, slide, offset);
      assigned.begin(context);
      assigner.assignWindows(null, timestamp, assigned);
      claimSame(assigned.starts.slice(0, assigned.count), wanted, `${assigner.name} of ${time}`);
    }
    cover("a hole", wanted.length === 0);
    cover("several", wanted.length > 1);
    cover("before 1970", time < 0);
  },
);

const zones = law(
  {
    id: "sliding/lateness-zones",
    title: "A record is counted in every window that is still open for it, or is late for all",
    rules: ["W-3", "W-8", "W-9", "W-10", "W-11"],
    statement:
      "For any records between any watermarks, with any allowed lateness: the last word of each window " +
      "has exactly the records that came before its cleanup; a record is dropped and counted when it " +
      "came too late for all of its windows, and then it is in none.",
    kind: "always",
    sometimes: { "dropped": 0.2, "late for some": 0.1, "a late firing": 0.04 },
  },
  fc.record({
    lengths,
    lateness: fc.nat(5),
    story: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.record({ time: fc.nat(30) }) },
        { weight: 1, arbitrary: fc.record({ watermark: fc.nat(35) }) },
      ),
      { minLength: 1, maxLength: 25 },
    ),
  }),
  ({ lengths: { size, slide }, lateness, story }, cover) => {
    const spec = windowOperator<number, number, readonly [number, number], number>({
      name: "windows",
      uid: "windows",
      cost: 0,
      assigner: SlidingEventTimeWindows.of(size, slide),
      allowedLateness: lateness,
      aggregate: {
        createAccumulator: () => 0,
        add: (_t, n: unknown) => n as number + 1,
        getResult: (n) => n as number,
      },
      process: (_key, { window }, [count], out) => out.collect([window.start, count]),
    });
    const harness = new OperatorHarness<number>(spec, { keyBy: () => 0 });
    const wanted = new Map<number, number>();
    let watermark = -Infinity, dropped = 0;
    for (const step of story) {
      if ("watermark" in step) {
        if (step.watermark > watermark) harness.processWatermark(watermark = step.watermark);
        continue;
      }
      const { time } = step;
      harness.processElement(time, time);
      const starts: number[] = [];
      for (let start = time; start > time - size; start--) {
        if (start % slide === 0) starts.push(start);
      }
      const open = starts.filter((start) => start + size - 1 + lateness > watermark);
      for (const start of open) wanted.set(start, (wanted.get(start) ?? 0) + 1);
      if (open.length === 0 && time + lateness <= watermark) dropped++;
      cover("late for some", open.length > 0 && open.length < starts.length);
    }
    const told = harness.processWatermark(1000).takeValues() as [number, number][];
    const last = new Map(told.map(([start, count]) => [start, count]));
    const text = (map: Map<number, number>) => [...map].toSorted(([a], [b]) => a - b);
    claimSame(text(last), text(wanted), "Windows");
    claimSame((harness.operator as WindowOperator).lateDroppedCount, dropped, "Dropped");
    cover("dropped", dropped > 0);
    cover("a late firing", told.length > last.size);
    claim(
      (harness.operator as WindowOperator).timers.eventTimers.size === 0,
      () => "Timers are left",
    );
  },
);

/** The laws of sliding windows. */
export const SLIDING: readonly Law[] = [assignment, zones];
