import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { BarrierStory } from "./barrier_story_for_tests.ts";

/** How each state of an input with three channels comes about; checkpoint 1 is behind it. */
const ALIGNED_STATES = {
  waiting: ["A |1|", "B |1|", "C |1|"],
  "2 of A": ["A |1|", "B |1|", "C |1|", "A |2|"],
  "2 of A B": ["A |1|", "B |1|", "C |1|", "A |2|", "B |2|"],
} as const;

const TAKEN = "block C, snapshot 2, resume A, resume B, resume C";

// state × what comes out of channel C → what the task does, and which state is next
const ALIGNED_TABLE = [
  ["waiting", "C |1|", "resume C", "WaitingForFirstBarrier"],
  ["waiting", "C |2|", "block C", "CollectingBarriers 2"],
  ["waiting", "C |3|", "block C", "CollectingBarriers 3"],
  ["waiting", "C ✗1", "", "WaitingForFirstBarrier"],
  ["waiting", "C ✗2", "abort 2 ON_CANCELLATION_BARRIER", "WaitingForFirstBarrier"],
  ["waiting", "C end", "", "WaitingForFirstBarrier"],
  ["2 of A", "C |1|", "resume C", "CollectingBarriers 2"],
  ["2 of A", "C |2|", "block C", "CollectingBarriers 2"],
  ["2 of A", "C |3|", "resume A, abort 2 SUBSUMED, block C", "CollectingBarriers 3"],
  ["2 of A", "C ✗1", "", "CollectingBarriers 2"],
  ["2 of A", "C ✗2", "resume A, abort 2 ON_CANCELLATION_BARRIER", "WaitingForFirstBarrier"],
  ["2 of A", "C ✗3", "resume A, abort 3 ON_CANCELLATION_BARRIER", "WaitingForFirstBarrier"],
  ["2 of A", "C end", "", "CollectingBarriers 2"],
  ["2 of A B", "C |1|", "resume C", "CollectingBarriers 2"],
  ["2 of A B", "C |2|", TAKEN, "WaitingForFirstBarrier"],
  ["2 of A B", "C |3|", "resume A, resume B, abort 2 SUBSUMED, block C", "CollectingBarriers 3"],
  [
    "2 of A B",
    "C ✗2",
    "resume A, resume B, abort 2 ON_CANCELLATION_BARRIER",
    "WaitingForFirstBarrier",
  ],
  ["2 of A B", "C end", "snapshot 2, resume A, resume B", "WaitingForFirstBarrier"],
] as const;

for (const [state, event, answer, next] of ALIGNED_TABLE) {
  Deno.test(`AL-4 to AL-9 BarrierHandler, ${state}, ${event}: ${answer || "nothing"}`, () => {
    const story = new BarrierStory({ channelCount: 3 });
    for (const line of ALIGNED_STATES[state]) story.tell(line);
    strictEqual(story.tell(event), answer);
    strictEqual(story.state, next);
  });
}

Deno.test("AL-3 BarrierHandler of one channel never blocks it and takes the snapshot at once", () => {
  const story = new BarrierStory({ channelCount: 1 }).play(
    `A 1    → 1
     A |1|  → snapshot 1, resume A
     A 2    → 2
     A |3|  → snapshot 3, resume A
     A ✗4   → abort 4 ON_CANCELLATION_BARRIER
     A |4|  → resume A
     A |5|  → snapshot 5, resume A`,
  );
  deepStrictEqual([...story.durations.values()], [0, 0, 0]);
  deepStrictEqual(story.facts, [1, 3, 4, 5].map((id) => `barrierReceived A ${id}`));
});

Deno.test("AL-4 BarrierHandler lets a channel go on whose barrier comes after the abort", () => {
  new BarrierStory().play(
    `A |1|  → block A
     A 1    →
     B ✗1   → resume A, abort 1 ON_CANCELLATION_BARRIER, 1
     B |1|  → resume B
     B ✗1   →
     A |2|  → block A
     B |2|  → block B, snapshot 2, resume A, resume B`,
  );
});

Deno.test("AL-6 BarrierHandler takes the snapshot before any channel goes on", () => {
  const story = new BarrierStory().play(
    `A 1    → 1
     A |1|  → block A
     A 2    →
     B x    → x
     B |1|  → block B, snapshot 1, resume A, resume B, 2`,
  );
  deepStrictEqual(story.snapshots.get(1), ["1", "x"]);
  deepStrictEqual(story.facts, [
    "barrierReceived A 1",
    "alignmentStarted 1",
    "channelBlocked A 1",
    "barrierReceived B 1",
    "channelBlocked B 1",
    "alignmentCompleted 1",
    "channelUnblocked A 1",
    "channelUnblocked B 1",
  ]);
});

Deno.test("AL-8 BarrierHandler tells in its facts whose alignment a newer cancellation ends", () => {
  const story = new BarrierStory();
  story.play(
    `A |1|  → block A
     B ✗2   → resume A, abort 2 ON_CANCELLATION_BARRIER`,
  );
  deepStrictEqual(story.facts.slice(-2), [
    "alignmentAborted 1 CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER",
    "channelUnblocked A 1",
  ]);
  strictEqual(story.handler.checkpointId, 2);
});

Deno.test("AL-9 BarrierHandler counts an ended channel as received, now and later", () => {
  new BarrierStory({ channelCount: 3 }).play(
    `C end  →
     A |6|  → block A
     B |6|  → block B, snapshot 6, resume A, resume B
     A |7|  → block A
     B end  → snapshot 7, resume A
     A |8|  → snapshot 8, resume A`,
  );
});

Deno.test("AL-9 VD-13 BarrierHandler gives up at an end when tasks may not finish before", () => {
  new BarrierStory({ channelCount: 3, afterTasksFinish: false }).play(
    `A |1|  → block A
     C end  → resume A, abort 1 INPUT_END_OF_STREAM
     B |1|  → resume B
     A |2|  → block A
     B |2|  → block B, snapshot 2, resume A, resume B
     B end  →
     A |3|  → snapshot 3, resume A`,
  );
});

Deno.test("AL-11 BarrierHandler measures the start delay and the alignment", () => {
  const story = new BarrierStory();
  story.play("+17 →\nA |1| → block A\n+5 →");
  strictEqual(story.handler.lastStartDelay, 7);
  strictEqual(story.handler.alignmentTime(story.now), 5);
  story.play("+1 →\nB |1| → block B, snapshot 1, resume A, resume B\n+9 →");
  strictEqual(story.durations.get(1), 6);
  strictEqual(story.handler.alignmentTime(story.now), 6);
  story.play("A |2| → block A\n+3 →\nA 1 →\nB ✗2 → resume A, abort 2 ON_CANCELLATION_BARRIER, 1");
  strictEqual(story.handler.lastAlignmentDuration, 0);
});

Deno.test("TVX-25 BarrierHandler keeps 3 out of the snapshot in all 70 orders of arrival", () => {
  const orders = interleavings(["A 1", "A 2", "A |1|", "A 3"], ["B x", "B y", "B z", "B |1|"]);
  strictEqual(orders.length, 70);
  let early = 0;
  for (const order of orders) {
    const story = new BarrierStory();
    for (const line of order) story.tell(line);
    deepStrictEqual(story.snapshots.get(1)!.toSorted(), ["1", "2", "x", "y", "z"]);
    strictEqual(story.worked.at(-1), "3");
    if (order.indexOf("A 3") < order.indexOf("B |1|")) early++;
  }
  ok(early > 30);
});

Deno.test("TVX-29 BarrierHandler aligns for the newer checkpoint when its barrier overtakes", () => {
  new BarrierStory().play(
    `A |1|  → block A
     A |2|  →
     B |2|  → resume A, abort 1 SUBSUMED, block B, block A, snapshot 2, resume A, resume B`,
  );
});

Deno.test("BarrierHandler is a part: its copy goes on alone, in the middle of an alignment", () => {
  const { handler } = new BarrierStory().play("A |1| → block A");
  const twin = copy(handler), other = new BarrierStory();
  twin.receiveEndOfPartition(1, Object.assign(other, { resume() {} }));
  strictEqual(other.snapshots.size, 1);
  ok(!twin.isPending && !twin.isBlocked(0));
  ok(handler.isPending && handler.isBlocked(0));
  strictEqual(handler.openCount, 2);
});

function interleavings(a: readonly string[], b: readonly string[]): string[][] {
  if (a.length === 0 || b.length === 0) return [[...a, ...b]];
  return [
    ...interleavings(a.slice(1), b).map((rest) => [a[0], ...rest]),
    ...interleavings(a, b.slice(1)).map((rest) => [b[0], ...rest]),
  ];
}
