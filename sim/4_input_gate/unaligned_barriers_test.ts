import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { BarrierHandler } from "./barrier_handler.ts";
import { OvertakingStory } from "./overtaking_story_for_tests.ts";

/** How each state of an input with three channels comes about; checkpoint 1 is behind it. */
const STATES = {
  "waiting": [],
  "/2/ of A": ["A /2/"],
  "/2/ of A B": ["A /2/", "B /2/"],
} as const;

const SUBSUMED = "abort 2 SUBSUMED", GIVEN_UP = "abort 2 ON_CANCELLATION_BARRIER";
const TAKEN = "record 2, snapshot /2/", TAKEN_3 = "record 3, snapshot /3/";

// state × what comes out of channel C → what the task does, and which state is next
const TABLE = [
  ["waiting", "C /1/", "", "UnalignedWaiting"],
  ["waiting", "C /2/", TAKEN, "UnalignedCollecting 2"],
  ["waiting", "C [2]", `block C, ${TAKEN}`, "UnalignedCollecting 2"],
  ["waiting", "C |2|", `block C, ${TAKEN}`, "UnalignedCollecting 2"],
  ["waiting", "C ?2", "fetch C", "UnalignedWaiting 2"],
  ["waiting", "C ✗1", "", "UnalignedWaiting"],
  ["waiting", "C ✗2", GIVEN_UP, "UnalignedWaiting"],
  ["waiting", "C end", "", "UnalignedWaiting"],
  ["/2/ of A", "C [1]", "resume C", "UnalignedCollecting 2"],
  ["/2/ of A", "C /1/", "", "UnalignedCollecting 2"],
  ["/2/ of A", "C /2/", "", "UnalignedCollecting 2"],
  ["/2/ of A", "C [2]", "block C", "UnalignedCollecting 2"],
  ["/2/ of A", "C /3/", `abandon 2, ${SUBSUMED}, ${TAKEN_3}`, "UnalignedCollecting 3"],
  ["/2/ of A", "C ✗1", "", "UnalignedCollecting 2"],
  ["/2/ of A", "C ✗2", `abandon 2, ${GIVEN_UP}`, "UnalignedWaiting"],
  ["/2/ of A", "C ✗3", `abandon 3, ${GIVEN_UP.replace("2", "3")}`, "UnalignedWaiting"],
  ["/2/ of A", "C end", "", "UnalignedCollecting 2"],
  ["/2/ of A B", "C /2/", "complete 2", "UnalignedWaiting"],
  ["/2/ of A B", "C [2]", "block C, complete 2, resume C", "UnalignedWaiting"],
  ["/2/ of A B", "C /3/", `abandon 2, ${SUBSUMED}, ${TAKEN_3}`, "UnalignedCollecting 3"],
  ["/2/ of A B", "C ✗2", `abandon 2, ${GIVEN_UP}`, "UnalignedWaiting"],
  ["/2/ of A B", "C end", "complete 2", "UnalignedWaiting"],
] as const;

for (const [state, event, answer, next] of TABLE) {
  Deno.test(`UC-1 unaligned barriers, ${state}, ${event}: ${answer || "nothing"}`, () => {
    const story = new OvertakingStory({ mode: "unaligned" });
    for (const line of ["A /1/", "B /1/", "C /1/", ...STATES[state]]) story.tell(line);
    strictEqual(story.tell(event), answer);
    strictEqual(story.state, next);
  });
}

Deno.test("UC-5 the duration of an unaligned checkpoint is known when its last barrier is in", () => {
  const story = new OvertakingStory({ mode: "unaligned" });
  story.tell("A /1/");
  deepStrictEqual([...story.durations], [[1, 0]]);
  strictEqual(story.handler.lastStartDelay, 60);
  for (const line of ["+3", "B /1/", "+4"]) story.tell(line);
  strictEqual(story.handler.alignmentTime(story.now), 7);
  story.tell("C /1/");
  deepStrictEqual([...story.durations], [[1, 7]]);
  story.tell("+9");
  strictEqual(story.handler.alignmentTime(story.now), 7);
  deepStrictEqual(story.facts.filter((fact) => !fact.startsWith("barrierReceived")), [
    "recordingStarted 1",
    "recordingCompleted 1",
  ]);
});

Deno.test("a task that has not said that its barriers may overtake cannot be told that they do", () => {
  const handler = new BarrierHandler();
  handler.spec = { channelCount: 1, mode: "unaligned", afterTasksFinish: true };
  handler.build();
  const port = { now: 0, block() {}, resume() {}, trigger() {}, abort() {}, report() {} };
  throws(() => handler.receiveBarrier(0, 1, 0, port), /can record what they do/);
  handler.spec = { ...handler.spec, mode: "aligned" };
  handler.build();
  throws(() => handler.receiveTimeout(port), /only barriers that overtake are timed/);
});
