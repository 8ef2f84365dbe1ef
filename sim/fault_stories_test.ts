// Every fault of the catalogue that has an example, told by it: it strikes home, it is seen, and what the
// catalogue promises holds.

import { FAULT_CATALOGUE } from "./cluster/fault_catalogue.ts";
import { type Story, tellFault } from "./fault_story_for_tests.ts";

const threeAttempts = { type: "fixed-delay", attempts: 3, delay: 0 } as const;
const crashes = ["crash window[0] at 3s", "crash window[0] at 5s", "crash window[0] at 7s"];
const bursts = ["crash task-managers at 3s for 1s", "crash task-managers at 8s for 1s"];

/** What is seen of it, in this order, and what it needs beside it. */
const STORIES: readonly (readonly [id: string, seen: readonly string[], story?: Story])[] = [
  ["F01", ["taskFailed window[1]", "restartScheduled", "restoreStarted #0"]],
  ["F02", ["taskFailed window[1]", "taskManagerRegistered", "restoreStarted #1"]],
  ["F03", ["restoreStarted #1", "restoreStarted #2", "restoreStarted #4"], { also: bursts }],
  ["F04", ["checkpointCompleted #2", "restoreStarted #2"]],
  ["F05", ["no restoreStarted #2"], { config: { highAvailability: false } }],
  ["F06", ["checkpointFullyAcknowledged #2", "no checkpointCompleted #2", "restoreStarted #1"]],
  ["F07", ["checkpointCompleted #2", "no completionNotified sink[0] #2", "restoreStarted #2"]],
  ["F08", ["no restartScheduled"]],
  ["F09", ["heartbeatMissed", "taskManagerLost", "restoreStarted #1"]],
  ["F10", ["taskBlocked source[0]", "taskUnblocked source[0]", "no restartScheduled"]],
  [
    "F11",
    ["restoreStarted #1", "taskFailed window[0]", "restoreStarted #1"],
    { also: ["crash window[0] at 3s"] },
  ],
  ["F12", ["dataEnded sink[0]", "taskFailed sink[0]", "restoreStarted #8"]],
  ["F13", crashes.map(() => "restoreStarted #1"), {
    also: crashes,
    config: { restartStrategy: threeAttempts },
  }],
  ["F15", ["restoreStarted #1", "taskFailed window[0]", "restoreStarted #1"], {
    also: ["crash window[0] at 3s"],
  }],
  ["F16", ["no restartScheduled"]],
  ["F17", ["taskFailed sink[0]", "restoreStarted #1"]],
  ["F18", ["taskFailed window[1]", "restoreStarted #1"]],
  ["F19", ["taskManagerLost", "restoreStarted #1"]],
  ["F20", ["taskFailed window[1]", "restoreStarted #0"]],
  ["F21", ["no restartScheduled"]],
  ["F22", ["checkpointCompleted #2"], { isHarmless: true }],
  ["F24", ["taskBlocked source[1]", "taskUnblocked source[1]", "no restartScheduled"]],
  ["F25", ["checkpointDeclined #2", "checkpointAborted #2", "restoreStarted #1"]],
  ["F26", ["checkpointAborted #2", "restoreStarted #1"]],
  ["F27", ["snapshotFailed window[0] #2", "checkpointAborted #2", "restoreStarted #1"]],
  ["F28", ["snapshotStarted window[0] #2", "taskFailed window[0]", "restoreStarted #1"]],
  ["F29", ["no restartScheduled"]],
  ["F30", ["restoreStarted #2", "no stateRestored window[0] #2"], {
    also: ["crash window[0] at 5s"],
  }],
  ["F32", ["no checkpointFullyAcknowledged #2", "checkpointAborted #2", "restoreStarted #1"]],
  ["F33", ["no completionNotified sink[0] #3", "commitRequested sink[0] #3"]],
  ["F34", ["checkpointCompleted #5", "completionNotified sink[0] #3"]],
  [
    "F35",
    [
      "transactionPreCommitted sink[0] #2",
      "snapshotFailed sink[0] #2",
      "abortNotified sink[0] #2",
      "checkpointCompleted #3",
      "transactionCommitted sink[0] #2",
    ],
    { config: { tolerableFailedCheckpoints: 1 } },
  ],
  ["F36", [
    "checkpointTriggered #2",
    "checkpointTurnedUnaligned window[0] #2",
    "checkpointCompleted #2",
  ], {
    config: { unalignedCheckpoints: true, alignedCheckpointTimeout: 50 },
  }],
  ["F39", ["checkpointTriggered #3", "checkpointCompleted #2", "checkpointCompleted #3"], {
    config: { maxConcurrentCheckpoints: 2 },
  }],
  ["F40", ["taskFailed window[0]", "restoreStarted #8", "checkpointCompleted #9"]],
  [
    "F42",
    [
      "checkpointCompleted #2",
      "taskFailed sink[0]",
      "restoreStarted #2",
      "transactionCommitted sink[0] #2",
    ],
  ],
  ["F43", ["commitFailed sink[0] #2", "transactionCommitted sink[0] #2"]],
  ["F44", ["transactionExpired sink[0] #2"]],
  ["F45", ["taskManagerLost", "taskFailed sink[0]", "restoreStarted #1"]],
  ["F47", ["commitRequested sink[0] #2", "transactionCommitted sink[0] #2"], { isHarmless: true }],
  [
    "F48",
    [
      "commitRequested sink[0] #1",
      "checkpointCompleted #3",
      "transactionCommitted sink[0] #1",
      "transactionCommitted sink[0] #3",
    ],
  ],
  ["F49", ["taskFailed sink[0]", "restoreStarted #0"]],
  ["F50", ["taskFailed sink[0]", "restoreStarted #1"]],
  ["F51", ["no restartScheduled"]],
  ["F54", ["no restartScheduled"]],
  ["F55", ["taskFailed source[0]", "restoreStarted #2"], { also: ["crash source[0] at 6s"] }],
  ["F57", ["taskFailed source[0]", "restoreStarted #1"]],
  ["F61", [], { isHarmless: true }],
  ["F62", ["no restartScheduled"]],
  ["F66", ["taskFailed window[0]", "restoreStarted #1"]],
  ["F68", ["taskFailed window[0]", "restoreStarted #0"]],
  ["F69", ["taskFailed window[0]", "restoreStarted #0", "faultEnded", "checkpointCompleted #1"], {
    config: { restartStrategy: { type: "default" } },
  }],
  ["F73", ["taskManagerLost", "restoreStarted #1"]],
];

for (const [id, seen, story] of STORIES) {
  const { name, example } = FAULT_CATALOGUE.find((entry) => entry.id === id)!;
  Deno.test(`${id} ${name}: ${example}`, () => void tellFault(id, seen, story));
}
