import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { BarrierStory } from "./barrier_story_for_tests.ts";
import { TRACKED_CHECKPOINTS_MAX } from "./tracking_barriers.ts";

/** How each state of an input with three channels comes about; checkpoint 1 is behind it. */
const STATES = {
  nothing: ["A |1|", "B |1|", "C |1|"],
  "2 of A": ["A |1|", "B |1|", "C |1|", "A |2|"],
  "2 and 3 of A B": ["A |1|", "B |1|", "C |1|", "A |2|", "B |2|", "A |3|", "B |3|"],
  "2 given up by A": ["A |1|", "B |1|", "C |1|", "A ✗2"],
} as const;

const GIVE_UP_2 = "abort 2 ON_CANCELLATION_BARRIER", GIVE_UP_3 = GIVE_UP_2.replace("2", "3");

// state × what comes out of channel C → what the task does, and what is tracked then
const TABLE = [
  ["nothing", "C |1|", "", ""],
  ["nothing", "C |2|", "", "2"],
  ["nothing", "C ✗1", "", ""],
  ["nothing", "C ✗2", GIVE_UP_2, "2"],
  ["nothing", "C end", "", ""],
  ["2 of A", "C |1|", "", "2"],
  ["2 of A", "C |2|", "", "2"],
  ["2 of A", "C |3|", "", "2 3"],
  ["2 of A", "C ✗1", "", "2"],
  ["2 of A", "C ✗2", GIVE_UP_2, "2"],
  ["2 of A", "C ✗3", `${GIVE_UP_2}, ${GIVE_UP_3}`, "3"],
  ["2 of A", "C end", "", "2"],
  ["2 and 3 of A B", "C |2|", "snapshot 2", "3"],
  ["2 and 3 of A B", "C |3|", "snapshot 3", ""],
  ["2 and 3 of A B", "C |4|", "", "2 3 4"],
  ["2 and 3 of A B", "C ✗2", GIVE_UP_2, "3"],
  ["2 and 3 of A B", "C ✗3", `${GIVE_UP_2}, ${GIVE_UP_3}`, ""],
  ["2 and 3 of A B", "C end", "snapshot 3", ""],
  ["2 given up by A", "C |2|", "", "2"],
  ["2 given up by A", "C ✗2", "", "2"],
  ["2 given up by A", "C |3|", "", "2 3"],
  ["2 given up by A", "C ✗3", GIVE_UP_3, "3"],
  ["2 given up by A", "C end", "", "2"],
] as const;

for (const [state, event, answer, tracked] of TABLE) {
  Deno.test(`AL-12 TrackingBarriers, ${state}, ${event}: ${answer || "nothing"}`, () => {
    const story = new BarrierStory({ channelCount: 3, mode: "tracking" });
    for (const line of STATES[state]) story.tell(line);
    strictEqual(story.tell(event), answer);
    strictEqual(story.state, `TrackingBarriers ${tracked}`.trim());
  });
}

Deno.test("TVX-26 TrackingBarriers has 3 in the snapshot although A's barrier stood before it", () => {
  const story = new BarrierStory({ mode: "tracking" }).play(
    `A 1    → 1
     A |1|  →
     A 3    → 3
     B x    → x
     B |1|  → snapshot 1`,
  );
  deepStrictEqual(story.snapshots.get(1), ["1", "3", "x"]);
});

Deno.test("AL-12 TrackingBarriers blocks nobody, and tells when it waits and for what", () => {
  const story = new BarrierStory({ mode: "tracking" });
  for (const line of ["A |1|", "A |2|", "B |2|", "B |1|"]) story.tell(line);
  deepStrictEqual(story.facts, [
    "barrierReceived A 1",
    "alignmentStarted 1",
    "barrierReceived A 2",
    "alignmentStarted 2",
    "barrierReceived B 2",
    "alignmentAborted 1 CHECKPOINT_SUBSUMED",
    "alignmentCompleted 2",
    "barrierReceived B 1",
  ]);
});

Deno.test("AL-12 TrackingBarriers forgets the oldest of 51 checkpoints", () => {
  const story = new BarrierStory({ mode: "tracking" });
  for (let id = 1; id <= TRACKED_CHECKPOINTS_MAX; id++) story.tell(`A |${id}|`);
  strictEqual(story.handler.pendingIds[0], 1);
  strictEqual(story.tell("A |51|"), "");
  deepStrictEqual(story.handler.pendingIds, Array.from({ length: 50 }, (_, i) => i + 2));
  strictEqual(story.tell("B |1|"), "");
  strictEqual(story.tell("B |2|"), "snapshot 2");
});

Deno.test("AL-12 TrackingBarriers remembers a cancellation until every channel has said it", () => {
  const story = new BarrierStory({ channelCount: 3, mode: "tracking" }).play(
    `A |1|  →
     A ✗2   → abort 1 ON_CANCELLATION_BARRIER, abort 2 ON_CANCELLATION_BARRIER
     B |1|  →
     B |2|  →
     C ✗1   →`,
  );
  strictEqual(story.state, "TrackingBarriers 2");
  strictEqual(story.tell("C ✗2"), "");
  strictEqual(story.state, "TrackingBarriers");
});

Deno.test("AL-3 TrackingBarriers of one open channel takes every snapshot at once", () => {
  const story = new BarrierStory({ mode: "tracking" }).play(
    `A |1|  →
     A end  →
     B |2|  → snapshot 2
     B ✗3   → abort 3 ON_CANCELLATION_BARRIER
     B |4|  → snapshot 4`,
  );
  strictEqual(story.state, "TrackingBarriers");
});

Deno.test("AL-9 TrackingBarriers finishes what waited for the channel that ends", () => {
  new BarrierStory({ channelCount: 3, mode: "tracking" }).play(
    `A |2|  →
     B |2|  →
     B end  →
     C |2|  → snapshot 2
     A |3|  →
     C end  → snapshot 3`,
  );
});

Deno.test("AL-9 TrackingBarriers gives everything up at an end when tasks may not finish before", () => {
  const story = new BarrierStory({ channelCount: 3, mode: "tracking", afterTasksFinish: false });
  story.play(
    `A ✗1   → abort 1 ON_CANCELLATION_BARRIER
     A |2|  →
     B |3|  →
     C end  → abort 2 INPUT_END_OF_STREAM, abort 3 INPUT_END_OF_STREAM
     A |3|  →
     A |4|  →
     B |4|  → snapshot 4`,
  );
});

Deno.test("AL-11 TrackingBarriers measures each checkpoint from its own first barrier", () => {
  const story = new BarrierStory({ mode: "tracking" }).play(
    `A |1|  →
     +1000  →
     A |2|  →
     +1000  →
     B |1|  → snapshot 1
     +1000  →
     B |2|  → snapshot 2`,
  );
  deepStrictEqual([...story.durations], [[1, 2000], [2, 2000]]);
});

Deno.test("TrackingBarriers is a part: its copy goes on alone", () => {
  const { handler } = new BarrierStory({ mode: "tracking" }).play("A |1| →");
  const twin = copy(handler), other = new BarrierStory({ mode: "tracking" });
  twin.receiveBarrier(1, 1, 0, other);
  deepStrictEqual([...other.snapshots.keys()], [1]);
  deepStrictEqual([twin.pendingIds, handler.pendingIds], [[], [1]]);
});
