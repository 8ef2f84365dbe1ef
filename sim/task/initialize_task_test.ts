import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Fact } from "../trace/fact.ts";
import { namesOf } from "../open.ts";
import { LOG, runSums } from "../recovery_job_for_tests.ts";

/** Every rewind of a run: which split, from which record back to which. */
function rewindsOf(...faults: string[]): { rewinds: string[]; replayed: number } {
  const { timeline } = runSums(faults);
  const { splits } = namesOf(timeline);
  const rewinds = [...timeline.trace.facts([Fact.sourceRewound])].map((
    { owner, subject, key, origin },
  ) => `${splits[owner][subject]} ${key}→${origin}`);
  const replayed = timeline.world.tasks.reduce((sum, task) => sum + task.replayedCount, 0);
  return { rewinds, replayed };
}

Deno.test("RS-10 a rewind names its split, and counts the records that are read again", () => {
  deepStrictEqual(LOG.splits.map(({ id }) => id), ["log-0", "log-1"]);
  // checkpoint 1 comes after a second, behind the records of 0 s to 1 s; the crash is half a second later
  deepStrictEqual(rewindsOf("crash window[0] at 1.55s"), {
    rewinds: ["log-0 16→11", "log-1 16→11"],
    replayed: 10,
  });
});

Deno.test("RS-10 what two attempts read again is counted together", () => {
  const { rewinds, replayed } = rewindsOf("crash window[0] at 1.55s", "crash window[0] at 2.55s");
  strictEqual(rewinds.length, 4);
  const distances = rewinds.map((text) => {
    const [from, to] = text.split(" ")[1].split("→").map(Number);
    return from - to;
  });
  strictEqual(replayed, distances.reduce((sum, distance) => sum + distance, 0));
});

Deno.test("F11 RS-10 an attempt that fails in its restore has come no further than the one before", () => {
  deepStrictEqual(rewindsOf("crash window[0] at 1.55s", "fail restore of source[0] at 0s"), {
    // split 1 was read on for a while by the attempt in which split 0 was not
    rewinds: ["log-1 16→11", "log-0 16→11", "log-1 18→11"],
    replayed: 17,
  });
});
