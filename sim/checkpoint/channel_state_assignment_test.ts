import { deepStrictEqual, throws } from "node:assert/strict";
import { assignChannelState, type RescaledEnd } from "./channel_state_assignment.ts";

const end = (
  mapper: RescaledEnd["mapper"],
  oldParallelism: number,
  newParallelism: number,
): RescaledEnd => ({ mapper, oldParallelism, newParallelism });

Deno.test("UC-9 at the same parallelism everybody reads what it left, whatever the partitioner", () => {
  for (const mapper of ["RANGE", "FULL", "FIRST", "UNSUPPORTED"] as const) {
    const { senders, receivers } = assignChannelState({
      senders: end(mapper === "UNSUPPORTED" ? mapper : "ARBITRARY", 2, 2),
      receivers: end(mapper, 3, 3),
    });
    deepStrictEqual(senders, [0, 1].map((i) => ({ oldSubtasks: [i], descriptor: null })));
    deepStrictEqual(receivers, [0, 1, 2].map((i) => ({ oldSubtasks: [i], descriptor: null })));
  }
});

Deno.test("UC-9 where senders were rescaled, receivers keep their data and find channels by a mapping", () => {
  const { senders, receivers } = assignChannelState({
    senders: end("ARBITRARY", 3, 2),
    receivers: end("RANGE", 2, 2),
  });
  deepStrictEqual(
    senders,
    [[0, 2], [1]].map((oldSubtasks) => ({
      oldSubtasks,
      descriptor: { oldSubtasks, channelMapping: [[0], [1]], ambiguousSubtasks: [] },
    })),
  );
  deepStrictEqual(
    receivers,
    [[0], [1]].map((oldSubtasks) => ({
      oldSubtasks,
      descriptor: { oldSubtasks, channelMapping: [[0, 2], [1]], ambiguousSubtasks: [] },
    })),
  );
});

Deno.test("UC-9 behind a custom partitioner all read and filter everything, as soon as senders are others", () => {
  const { receivers } = assignChannelState({
    senders: end("ARBITRARY", 1, 2),
    receivers: end("FULL", 2, 2),
  });
  deepStrictEqual(
    receivers,
    [0, 1].map(() => ({
      oldSubtasks: [0, 1],
      descriptor: {
        oldSubtasks: [0, 1],
        channelMapping: [[0], []],
        ambiguousSubtasks: [0, 1],
      },
    })),
  );
});

Deno.test("UC-9 more subtasks behind the old ones need no mapping: they read nothing", () => {
  const { senders, receivers } = assignChannelState({
    senders: end("ARBITRARY", 2, 3),
    receivers: end("ROUND_ROBIN", 2, 3),
  });
  const shares = [[0], [1], []].map((oldSubtasks) => ({ oldSubtasks, descriptor: null }));
  deepStrictEqual([senders, receivers], [shares, shares]);
});

Deno.test("UC-9 E-RESTORE-IN-FLIGHT a pointwise edge cannot be rescaled with records under way", () => {
  throws(() =>
    assignChannelState({
      senders: end("UNSUPPORTED", 2, 2),
      receivers: end("UNSUPPORTED", 2, 3),
    }), /E-RESTORE-IN-FLIGHT/);
});
