import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { isDeepFrozen } from "../clock/freeze.ts";
import { MAX } from "../clock/time.ts";
import { barrierIn, barrierRow } from "./checkpoint_barrier.ts";
import {
  ALIGNED,
  alignedWithTimeout,
  asForcedAligned,
  asSupported,
  asUnaligned,
  type CheckpointOptions,
  isTimedOut,
  isTimeoutable,
  optionsOf,
  UNALIGNED,
} from "./checkpoint_options.ts";
import { ElementKind } from "./element.ts";

const JOB = { isExactlyOnce: true, isUnaligned: true, alignedTimeout: 0 };

Deno.test("AL-2 the options of a checkpoint follow from the job's, a savepoint is aligned", () => {
  strictEqual(optionsOf(JOB), UNALIGNED);
  deepStrictEqual(optionsOf({ ...JOB, alignedTimeout: 5 }), alignedWithTimeout(5));
  strictEqual(optionsOf({ ...JOB, isUnaligned: false, alignedTimeout: 5 }), ALIGNED);
  strictEqual(optionsOf({ ...JOB, isExactlyOnce: false }), ALIGNED, "AL-1");
  deepStrictEqual(optionsOf(JOB, true), { ...ALIGNED, isSavepoint: true });
});

Deno.test("UC-11 a timeout is over later than it says, not at it, and only where there is one", () => {
  const timed = alignedWithTimeout(100);
  deepStrictEqual([99, 100, 101].map((since) => isTimedOut(timed, since)), [false, false, true]);
  for (const checkpoint of [ALIGNED, UNALIGNED, asUnaligned(timed), asForcedAligned(timed)]) {
    ok(!isTimeoutable(checkpoint) && !isTimedOut(checkpoint, MAX), checkpoint.alignment);
  }
});

Deno.test("UC-7 an edge that lets nothing overtake forces alignment, and the task behind it takes it back", () => {
  const savepoint = optionsOf(JOB, true), timed = alignedWithTimeout(7);
  const behind: [CheckpointOptions, string, CheckpointOptions][] = [
    [UNALIGNED, "forcedAligned", UNALIGNED],
    [timed, "forcedAligned", timed],
    [ALIGNED, "aligned", ALIGNED],
    [savepoint, "aligned", savepoint],
  ];
  for (const [before, onEdge, after] of behind) {
    const forced = asForcedAligned(before);
    strictEqual(forced.alignment, onEdge);
    deepStrictEqual(asSupported(forced), after);
    strictEqual(asSupported(after), after);
  }
});

Deno.test("a barrier's row holds the barrier; an aligned one's value is its trigger time", () => {
  for (const options of [ALIGNED, UNALIGNED, alignedWithTimeout(9)]) {
    const row = barrierRow({ checkpointId: 4, triggeredAt: 70, options });
    strictEqual(row.kind, ElementKind.CHECKPOINT_BARRIER);
    strictEqual(row.value === 70, options === ALIGNED);
    ok(isDeepFrozen(row.value));
    deepStrictEqual(barrierIn(row), { checkpointId: 4, triggeredAt: 70, options });
  }
});
