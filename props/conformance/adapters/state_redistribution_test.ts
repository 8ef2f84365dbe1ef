// Forms of `state-redistribution` that no case in the folder uses, and cases that must fail.

import { match, strictEqual } from "node:assert/strict";
import { CaseReader } from "../case_reader.ts";
import { failureOf } from "../conformance_file.ts";
import { stateRedistribution } from "./state_redistribution.ts";

const outcome = (testCase: unknown) =>
  failureOf(new CaseReader(testCase, "case"), stateRedistribution) ?? "passed";

const mapping = (mapper: string, newToOld: unknown) => ({
  subtaskMapping: [{ mapper, oldParallelism: 3, newParallelism: 2, ...newToOld as object }],
});

const channels = (upstreamMapper: string, downstreamMapper: string, more: object) => ({
  channelState: { upstreamMapper, downstreamMapper, oldParallelism: 2, newParallelism: 1, ...more },
});

const OPERATOR_STATE = {
  oldParallelism: 2,
  oldSubtasks: [
    { list: { mode: "SPLIT_DISTRIBUTE", offsets: [0, 1, 2] } },
    { list: { mode: "SPLIT_DISTRIBUTE", offsets: [0] }, all: { mode: "UNION", offsets: [7] } },
  ],
};

const dealt = (row: object) => ({
  operatorState: OPERATOR_STATE,
  redistribute: [{ newParallelism: 4, ...row }],
});

const PASSING = [
  mapping("ARBITRARY", { newToOld: [[0, 2], [1]] }),
  mapping("RANGE", { newToOld: [[0, 1], [1, 2]] }),
  mapping("UNSUPPORTED", { error: true }),
  mapping("FIRST", { error: false }),
  channels("ARBITRARY", "FIRST", {
    distribution: "ALL_TO_ALL",
    downstreamInputChannelStateFromOld: [[0, 1]],
    downstreamInputDescriptors: [
      { oldSubtasks: [0, 1], channelMapping: [[0, 1], [], []], ambiguousSubtasks: [] },
    ],
  }),
  channels("ARBITRARY", "FULL", { upstreamResultSubpartitionStateFromOld: [[0, 1]] }),
  dealt({ handleOccurrencesByState: { list: 4, all: 4 }, partitionsPerNewSubtaskAndState: 1 }),
  dealt({ partitionsPerNewSubtaskByMode: { SPLIT_DISTRIBUTE: 1, UNION: 1 } }),
];

const FAILING: readonly [unknown, RegExp][] = [
  [mapping("ARBITRARY", { newToOld: [[0, 2], []] }), /expected ..0,2.,..., got ..0,2.,.1../],
  [mapping("FIRST", { error: true }), /expected true, got false/],
  [mapping("UNSUPPORTED", { newToOld: [[], []] }), /E-RESTORE-IN-FLIGHT/],
  [mapping("SECOND", { newToOld: [] }), /its schema wants ARBITRARY or/],
  [channels("ARBITRARY", "RANGE", { oldSubtasks: [] }), /no field "oldSubtasks"/],
  [
    channels("ARBITRARY", "RANGE", { downstreamInputDescriptors: ["NO_RESCALE"] }),
    /downstreamInputDescriptors.0. is "NO_RESCALE"/,
  ],
  [
    channels("ARBITRARY", "RANGE", {
      upstreamOutputDescriptors: [
        { oldSubtasks: [0, 1], channelMapping: [[0, 1]], ambiguousSubtasks: [1] },
      ],
    }),
    /ambiguousSubtasks: expected .1., got ../,
  ],
  [dealt({ handleOccurrencesByState: { list: 4 } }), /expected ."list"., got ."all","list"./],
  [dealt({ handleOccurrencesByState: { list: 4, all: 1 } }), /all: expected 1, got 4/],
  [dealt({ partitionsPerNewSubtaskAndState: 2 }), /expected 2, got 1/],
  [dealt({ partitionsPerNewSubtaskByMode: { UNION: 2 } }), /UNION: expected 2, got 1/],
];

for (const testCase of PASSING) {
  Deno.test(`state-redistribution runs ${JSON.stringify(testCase)}`, () => {
    strictEqual(outcome(testCase), "passed");
  });
}

for (const [testCase, reason] of FAILING) {
  Deno.test(`state-redistribution fails with ${reason.source}`, () => {
    match(outcome(testCase), reason);
  });
}
