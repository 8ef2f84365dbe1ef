import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { OvertakingStory } from "./overtaking_story_for_tests.ts";

const FIRST = ["A [1]", "B [1]", "C [1]"];

/** How each state of an input with three channels comes about; checkpoint 1 is behind it. */
const STATES = {
  "waiting": [],
  "2 announced on B": ["B ?2"],
  "2 of A, announced on B": ["A |2|", "B ?2"],
  "2 of A B": ["A |2|", "B |2|"],
  "late 2 announced on B": ["B ?2", "+40"],
  "/2/ of A": ["A /2/"],
  "late 2 of A B": ["A |2|", "+40", "B |2|"],
} as const;

const SUBSUMED = "abort 2 SUBSUMED", GIVEN_UP = "abort 2 ON_CANCELLATION_BARRIER";
const TAKEN = "record 2, snapshot /2/", RESUMED = "resume A, resume B";

// state × event → what the task does, and which state is next
const TABLE = [
  ["waiting", "C |2|", "timer 100, block C", "AlternatingCollecting 2"],
  ["waiting", "C [2]", "block C", "AlternatingCollecting 2"],
  ["waiting", "C /2/", TAKEN, "UnalignedCollecting 2"],
  ["waiting", "C ?2", "timer 100", "AlternatingWaiting 2"],
  ["waiting", "C ✗2", GIVEN_UP, "AlternatingWaiting"],
  ["waiting", "C end", "", "AlternatingWaiting"],
  ["waiting", "+41", "", "AlternatingWaiting"],
  ["2 announced on B", "C |2|", "block C", "AlternatingCollecting 2"],
  ["2 announced on B", "C /2/", `fetch B, ${TAKEN}`, "UnalignedCollecting 2"],
  [
    "2 announced on B",
    "C |3|",
    `no timer, ${SUBSUMED}, timer 100, block C`,
    "AlternatingCollecting 3",
  ],
  ["2 announced on B", "C ?2", "", "AlternatingWaiting 2"],
  ["2 announced on B", "C ?3", `no timer, ${SUBSUMED}, timer 100`, "AlternatingWaiting 3"],
  ["2 announced on B", "C ✗2", "", "AlternatingWaiting 2"],
  ["2 announced on B", "C ✗3", `no timer, ${GIVEN_UP.replace("2", "3")}`, "AlternatingWaiting"],
  ["2 announced on B", "C end", "", "AlternatingWaiting 2"],
  ["2 announced on B", "+41", "fetch B", "UnalignedWaiting 2"],
  ["2 of A, announced on B", "C |2|", "block C", "AlternatingCollecting 2"],
  ["2 of A, announced on B", "C /2/", `fetch B, ${TAKEN}`, "UnalignedCollecting 2"],
  [
    "2 of A, announced on B",
    "C /3/",
    `no timer, resume A, ${SUBSUMED}, ${TAKEN.replaceAll("2", "3")}`,
    "UnalignedCollecting 3",
  ],
  ["2 of A, announced on B", "C ?2", "", "AlternatingCollecting 2"],
  ["2 of A, announced on B", "C ✗2", `no timer, resume A, ${GIVEN_UP}`, "AlternatingWaiting"],
  ["2 of A, announced on B", "C end", "", "AlternatingCollecting 2"],
  ["2 of A, announced on B", "B end", "", "AlternatingCollecting 2"],
  ["2 of A, announced on B", "+41", `fetch B, ${TAKEN}`, "UnalignedCollecting 2"],
  [
    "2 of A B",
    "C |2|",
    `block C, snapshot 2, no timer, ${RESUMED}, resume C`,
    "AlternatingWaiting",
  ],
  ["2 of A B", "C /2/", `${TAKEN}, complete 2, no timer, ${RESUMED}`, "AlternatingWaiting"],
  ["2 of A B", "C ?3", `no timer, ${RESUMED}, ${SUBSUMED}, timer 100`, "AlternatingWaiting 3"],
  ["2 of A B", "C end", `snapshot 2, no timer, ${RESUMED}`, "AlternatingWaiting"],
  ["2 of A B", "+41", TAKEN, "UnalignedCollecting 2"],
  ["late 2 announced on B", "C |2|", `block C, ${TAKEN}`, "UnalignedCollecting 2"],
  ["late 2 announced on B", "C /2/", TAKEN, "UnalignedCollecting 2"],
  ["late 2 announced on B", "C |3|", `${SUBSUMED}, timer 100, block C`, "AlternatingCollecting 3"],
  ["late 2 announced on B", "C ?2", "fetch C", "UnalignedWaiting 2"],
  ["late 2 announced on B", "C ✗2", "", "UnalignedWaiting 2"],
  ["late 2 announced on B", "C ✗3", GIVEN_UP.replace("2", "3"), "AlternatingWaiting"],
  ["late 2 announced on B", "C end", "", "UnalignedWaiting 2"],
  ["late 2 announced on B", "+41", "", "UnalignedWaiting 2"],
  ["/2/ of A", "C |2|", "block C", "UnalignedCollecting 2"],
  ["/2/ of A", "C /2/", "", "UnalignedCollecting 2"],
  ["/2/ of A", "C |3|", `abandon 2, ${SUBSUMED}, timer 100, block C`, "AlternatingCollecting 3"],
  ["/2/ of A", "C ?2", "fetch C", "UnalignedCollecting 2"],
  ["/2/ of A", "C ?3", `abandon 2, ${SUBSUMED}, timer 100`, "AlternatingWaiting 3"],
  ["/2/ of A", "C ✗2", `abandon 2, ${GIVEN_UP}`, "AlternatingWaiting"],
  ["/2/ of A", "C end", "", "UnalignedCollecting 2"],
  ["/2/ of A", "+41", "", "UnalignedCollecting 2"],
  [
    "late 2 of A B",
    "C |2|",
    `block C, complete 2, ${RESUMED}, resume C`,
    "AlternatingWaiting",
  ],
  ["late 2 of A B", "C /2/", `complete 2, ${RESUMED}`, "AlternatingWaiting"],
  ["late 2 of A B", "C ✗2", `abandon 2, ${RESUMED}, ${GIVEN_UP}`, "AlternatingWaiting"],
  ["late 2 of A B", "C end", `complete 2, ${RESUMED}`, "AlternatingWaiting"],
] as const;

for (const [state, event, answer, next] of TABLE) {
  Deno.test(`UC-14 alternating barriers, ${state}, ${event}: ${answer || "nothing"}`, () => {
    const story = storyIn(state);
    strictEqual(story.tell(event), answer);
    strictEqual(story.state, next);
  });
}

Deno.test("AL-4 alternating barriers let a sender go on behind a barrier that comes too late", () => {
  for (const state of Object.keys(STATES) as (keyof typeof STATES)[]) {
    const story = storyIn(state), before = story.state;
    const answers = ["C [1]", "C /1/", "C ?1", "C ✗1"].map((event) => story.tell(event));
    deepStrictEqual(answers, ["resume C", "", "", ""], state);
    strictEqual(story.state, before);
  }
});

Deno.test("TVX-28 alternating barriers turn when the timeout is over, and A stays blocked (UC-13)", () => {
  const story = new OvertakingStory({ channelCount: 2 }).play(
    `A |1|  → timer 100, block A
     +39    →
     +1     → record 1, snapshot /1/
     +25    →
     B /1/  → complete 1, resume A`,
  );
  deepStrictEqual([...story.durations], [[1, 65]]);
  deepStrictEqual(story.facts, [
    "barrierReceived A 1",
    "alignmentStarted 1",
    "channelBlocked A 1",
    "checkpointTurnedUnaligned 1",
    "recordingStarted 1",
    "barrierReceived B 1",
    "recordingCompleted 1",
    "channelUnblocked A 1",
  ]);
});

Deno.test("TVX-28 a first barrier that comes at 150 is too late already: unaligned at once", () => {
  const story = new OvertakingStory({ channelCount: 2 });
  story.tell("+90");
  strictEqual(story.tell("A |1|"), "timer 150, block A, record 1, snapshot /1/");
  strictEqual(story.tell("+0"), "", "the timer rings for nothing");
  strictEqual(story.tell("B |1|"), "block B, complete 1, resume A, resume B");
});

Deno.test("UC-11 at the timeout itself a barrier is still in time, and the timer turns all the same", () => {
  const atTimeout = new OvertakingStory({ channelCount: 3 });
  atTimeout.tell("A |1|");
  atTimeout.now = 100;
  strictEqual(atTimeout.tell("B |1|"), "block B");
  strictEqual(atTimeout.tell("+0"), "record 1, snapshot /1/");
  const later = new OvertakingStory({ channelCount: 3 });
  later.tell("A |1|");
  later.now = 101;
  strictEqual(later.tell("B |1|"), "block B, record 1, snapshot /1/");
});

Deno.test("AL-9 an end is late as a barrier is, and may be the first that counts", () => {
  const story = new OvertakingStory();
  story.tell("A |1|");
  story.now = 101;
  strictEqual(story.tell("B end"), "record 1, snapshot /1/");
  const announced = new OvertakingStory({ channelCount: 2 });
  deepStrictEqual(["A ?1", "B end"].map((event) => announced.tell(event)), ["timer 100", ""]);
  ok(announced.handler.isAligning);
  strictEqual(announced.tell("+5"), "");
  strictEqual(announced.tell("A |1|"), "block A, snapshot 1, no timer, resume A");
  deepStrictEqual([...announced.durations], [[1, 5]]);
});

Deno.test("AL-9 an end gives up what is under way, announced or not, when no task may end before", () => {
  const END = "abort 1 INPUT_END_OF_STREAM";
  const spec = { afterTasksFinish: false };
  const story = new OvertakingStory(spec);
  deepStrictEqual(["A ?1", "C end"].map((event) => story.tell(event)), [
    "timer 100",
    `no timer, ${END}`,
  ]);
  strictEqual(story.tell("A |1|"), "resume A");
  const unaligned = new OvertakingStory(spec);
  unaligned.tell("A /1/");
  strictEqual(unaligned.tell("C end"), `abandon 1, ${END}`);
});

Deno.test("AL-3 alternating barriers of one channel: in time aligned, late unaligned, nobody waits", () => {
  new OvertakingStory({ channelCount: 1 }).play(
    `A |1|  → timer 100, block A, snapshot 1, no timer, resume A
     A /2/  → record 2, snapshot /2/, complete 2
     A ?3   → timer 100
     +40    → fetch A
     A |3|  → block A, record 3, snapshot /3/, complete 3, resume A`,
  );
});

Deno.test("UC-6 a checkpoint is given up when a newer barrier has arrived before it could begin", () => {
  for (const events of [["A /1/"], ["A |1|", "+40"]]) {
    const story = new OvertakingStory();
    story.isTooLate = true;
    const answers = events.map((event) => story.tell(event));
    const resumed = events.length > 1 ? "resume A, " : "";
    strictEqual(answers.at(-1), `too late for 1, abandon 1, ${resumed}abort 1 SUBSUMED`);
    strictEqual(story.state, "AlternatingWaiting");
    strictEqual(story.tell("B /1/"), "");
  }
});

Deno.test("a channel that ends among the blocked ones is not told to go on", () => {
  const story = new OvertakingStory();
  deepStrictEqual(["A [1]", "A end", "B [1]", "C [1]"].map((event) => story.tell(event)), [
    "block A",
    "",
    "block B",
    "block C, snapshot 1, resume B, resume C",
  ]);
});

Deno.test("close takes the timer back, and nothing is timed any more", () => {
  const story = new OvertakingStory();
  story.tell("A |1|");
  story.handler.close(story);
  strictEqual(story.tell("+100"), "no timer");
});

Deno.test("alternating barriers are a part: a copy goes on alone, in every state", () => {
  for (const state of Object.keys(STATES) as (keyof typeof STATES)[]) {
    const story = storyIn(state), before = story.state;
    const twin = copy(story.handler);
    twin.receiveCancelMarker(
      0,
      9,
      Object.assign(new OvertakingStory(), { setAlignmentTimer() {} }),
    );
    strictEqual(twin.isPending, false);
    strictEqual(story.state, before);
  }
});

function storyIn(state: keyof typeof STATES): OvertakingStory {
  const story = new OvertakingStory();
  for (const line of [...FIRST, ...STATES[state]]) story.tell(line);
  return story;
}
