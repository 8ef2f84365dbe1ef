import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { JobStatus } from "../element/job_status.ts";
import { planJob } from "../graph/plan_job.ts";
import { countJob } from "../jobs_for_tests.ts";
import { Fact } from "../trace/fact.ts";
import type { FactName } from "./fault.ts";
import { FAULT_PHASES, type FaultPhase } from "./fault_phases.ts";
import { parseFaultPlan } from "./fault_text.ts";
import { FaultTriggers, faultTriggersSpec } from "./fault_triggers.ts";

/** samples ×2 ═ HASH ═ count ×2 ─ sink ×1: subtasks 0 to 4. */
const plan = planJob(countJob);
const SAMPLES = 0, COUNT = 2, SINK = 4, CONTROL = -1;

function triggersOf(text: string): FaultTriggers {
  const triggers = new FaultTriggers();
  triggers.spec = faultTriggersSpec(parseFaultPlan(text), plan);
  triggers.setup();
  return triggers;
}

interface Columns {
  readonly owner?: number;
  readonly subject?: number;
  readonly key?: number;
  readonly stamp?: number;
  readonly detail?: number;
}

function tell(triggers: FaultTriggers, fact: FactName, columns: Columns = {}): boolean {
  const { owner = CONTROL, subject = -1, key = -1, stamp = 0, detail = 0 } = columns;
  return triggers.observe(Fact[fact], owner, subject, key, -1, stamp, detail);
}

type Story = [text: string, ...facts: [fact: FactName, columns: Columns, isDue: boolean][]];

/** Each fault with the facts told, and on which of them it strikes: the last. */
const STORIES: readonly Story[] = [
  [
    "crash count[1] on 3rd windowFired of count[1]",
    ["windowFired", { owner: COUNT + 1 }, false],
    ["windowFired", { owner: COUNT }, false],
    ["windowFired", { owner: COUNT + 1 }, false],
    ["timerFired", { owner: COUNT + 1 }, false],
    ["windowFired", { owner: COUNT + 1 }, true],
  ],
  [
    "crash count[1] on 3rd windowFired",
    ["windowFired", { owner: COUNT + 1 }, false],
    ["windowFired", { owner: COUNT }, false],
    ["windowFired", { owner: COUNT + 1 }, true],
  ],
  [
    "crash count[0] on 2nd recordEmitted of count",
    ["recordEmitted", { owner: SAMPLES }, false],
    ["recordEmitted", { owner: COUNT + 1 }, false],
    ["recordEmitted", { owner: COUNT }, true],
  ],
  [
    "crash count[0] on 2nd barrierReceived of task-manager-1",
    ["barrierReceived", { owner: COUNT }, false],
    ["barrierReceived", { owner: COUNT + 1 }, false],
    ["barrierReceived", { owner: COUNT + 1 }, true],
  ],
  [
    "crash count[0] on 1st heartbeatMissed of task-manager-1",
    ["heartbeatMissed", { subject: 0 }, false],
    ["heartbeatMissed", { subject: 1 }, true],
  ],
  [
    "crash count[0] on 1st checkpointAcknowledged of count[1]",
    ["checkpointAcknowledged", { subject: COUNT, stamp: 1 }, false],
    ["checkpointAcknowledged", { subject: COUNT + 1, stamp: 1 }, true],
  ],
  [
    "crash count[0] on 2nd checkpointCompleted of job-manager",
    ["checkpointCompleted", { stamp: 1 }, false],
    ["checkpointCompleted", { stamp: 3 }, true],
  ],
  [
    "crash samples[0] before snapshot 2 of count[0]",
    ["snapshotStarted", { owner: COUNT, stamp: 1 }, false],
    ["snapshotStarted", { owner: COUNT + 1, stamp: 2 }, false],
    ["snapshotTaken", { owner: COUNT, stamp: 2 }, false],
    ["snapshotStarted", { owner: COUNT, stamp: 2 }, true],
  ],
  [
    "crash task-manager-0 after precommit 2",
    ["transactionPreCommitted", { owner: SINK, subject: 0, stamp: 1 }, false],
    ["transactionPreCommitted", { owner: SINK, subject: 0, stamp: 2 }, true],
  ],
  [
    "crash task-manager-0 before precommit 2",
    ["snapshotStarted", { owner: SAMPLES, stamp: 2 }, false],
    ["snapshotStarted", { owner: SINK, stamp: 2 }, true],
  ],
  [
    "crash job-manager after acknowledge 2",
    ["checkpointAcknowledged", { subject: COUNT, stamp: 2 }, false],
    ["checkpointAcknowledged", { subject: SINK, stamp: 2 }, false],
    ["checkpointFullyAcknowledged", { stamp: 2 }, true],
  ],
  [
    "crash job-manager after acknowledge 2 of count[0]",
    ["checkpointAcknowledged", { subject: SAMPLES, stamp: 2 }, false],
    ["checkpointAcknowledged", { subject: COUNT, stamp: 2 }, true],
  ],
  [
    "crash job-manager after store 2",
    ["checkpointFullyAcknowledged", { stamp: 2 }, false],
    ["checkpointCompleted", { stamp: 1 }, false],
    ["checkpointCompleted", { stamp: 2 }, true],
  ],
  [
    "crash count[0] before notify 2 of sink[0]",
    ["checkpointCompleted", { stamp: 2 }, true],
  ],
  [
    "crash count[0] after trigger 1 of samples[1]",
    ["checkpointTriggered", { stamp: 1 }, false],
    ["barrierEmitted", { owner: SAMPLES, stamp: 1 }, false],
    ["barrierEmitted", { owner: SAMPLES + 1, stamp: 1 }, true],
  ],
  [
    "crash count[0] before restart 2",
    ["restartScheduled", { key: 1 }, false],
    ["restoreStarted", { key: 1 }, false],
    ["restartScheduled", { key: 2 }, true],
  ],
  [
    "crash count[0] during deploy 1 of count[0]",
    ["executionStateChanged", { owner: COUNT, detail: ExecutionState.DEPLOYING }, false],
    ["restartScheduled", { key: 1 }, false],
    ["executionStateChanged", { owner: COUNT, detail: ExecutionState.SCHEDULED }, false],
    ["executionStateChanged", { owner: SINK, detail: ExecutionState.DEPLOYING }, false],
    ["executionStateChanged", { owner: COUNT, detail: ExecutionState.DEPLOYING }, true],
  ],
  [
    "crash count[0] after restore 1", // its own
    ["stateRestored", { owner: COUNT, stamp: 1 }, false],
    ["restoreStarted", { key: 1, stamp: 1 }, false],
    ["stateRestored", { owner: SINK, stamp: 1 }, false],
    ["stateRestored", { owner: COUNT, stamp: 1 }, true],
  ],
  [
    "crash task-manager-1 after restore 1", // anybody's
    ["restoreStarted", { key: 1, stamp: 1 }, false],
    ["stateRestored", { owner: SINK, stamp: 1 }, true],
  ],
  [
    "fail snapshot of count[1] during snapshot 2",
    ["snapshotStarted", { owner: COUNT, stamp: 2 }, false],
    ["snapshotStarted", { owner: COUNT + 1, stamp: 2 }, true],
  ],
  [
    "crash count[0] after precommit 2", // it has no transactions
    ["transactionPreCommitted", { owner: SINK, subject: 0, stamp: 2 }, true],
  ],
  [
    "crash samples[0] before alignment 2", // it has no channels
    ["alignmentStarted", { owner: COUNT + 1, stamp: 2 }, true],
  ],
  [
    "crash count[0] when checkpoints completed >= 2",
    ["checkpointCompleted", { stamp: 4 }, false],
    ["checkpointAborted", { stamp: 5 }, false],
    ["checkpointCompleted", { stamp: 6 }, true],
  ],
  [
    "crash count[0] when records processed of count >= 2",
    ["elementProcessed", { owner: COUNT, detail: 0 }, false],
    ["elementProcessed", { owner: COUNT, detail: 1 }, false],
    ["elementProcessed", { owner: COUNT + 1, detail: 0 }, true],
  ],
  [
    "crash count[0] when sink[0] is blocked",
    ["taskBlocked", { owner: COUNT }, false],
    ["taskBlocked", { owner: SINK }, true],
  ],
  [
    "crash count[0] when count is aligning",
    ["alignmentStarted", { owner: SINK }, false],
    ["alignmentStarted", { owner: COUNT + 1 }, true],
  ],
  [
    "crash count[0] when samples[0] is FINISHED",
    ["executionStateChanged", { owner: SAMPLES, detail: ExecutionState.RUNNING }, false],
    ["executionStateChanged", { owner: SAMPLES, detail: ExecutionState.FINISHED }, true],
  ],
  [
    "crash count[0] when job is RESTARTING",
    ["jobStatusChanged", { detail: JobStatus.RUNNING }, false],
    ["jobStatusChanged", { detail: JobStatus.RESTARTING }, true],
  ],
];

Deno.test("FaultTriggers: a fault is due on the fact that its trigger names, and on no other", () => {
  for (const [text, ...facts] of STORIES) {
    const triggers = triggersOf(text);
    for (const [fact, columns, isDue] of facts) {
      strictEqual(tell(triggers, fact, columns), isDue, `${text}: ${fact}`);
    }
    deepStrictEqual(triggers.takeDue(9), [0], text);
    for (const [fact, columns] of facts) tell(triggers, fact, columns);
    deepStrictEqual(triggers.takeDue(10), [], `${text}: it strikes once`);
  }
});

Deno.test("FaultTriggers: every phase begins and ends on the facts of its row", () => {
  for (const [name, { begin, end, number }] of Object.entries(FAULT_PHASES)) {
    const columns = (edge: typeof begin) => ({
      owner: SINK,
      subject: SINK,
      key: number === "attempt" ? 1 : 0,
      stamp: 1,
      detail: edge.detail,
    });
    const triggers = triggersOf(
      ["before", "during", "after"]
        .map((edge) => `fail storage ${edge} ${name as FaultPhase} 1 of sink[0] for 1s`).join("\n"),
    );
    if (number === "attempt" && begin.column === "attempt") {
      tell(triggers, "restartScheduled", { key: 1 });
    }
    tell(triggers, begin.fact, columns(begin));
    deepStrictEqual(triggers.takeDue(5), [0, 1], `${name} begins`);
    tell(triggers, end.fact, columns(end));
    deepStrictEqual(triggers.takeDue(6), [2], `${name} ends`);
  }
});

Deno.test("FaultTriggers: what lasts is over after its time, counted from when it strikes", () => {
  const triggers = triggersOf("pause task-manager-1 at 3s for 2s; slow storage by 9 at 1s for 9s");
  strictEqual(triggers.nextTime, 1e6);
  deepStrictEqual(triggers.takeDue(1e6), [1]);
  strictEqual(triggers.nextTime, 3e6);
  deepStrictEqual(triggers.takeDue(3e6 + 7), [0]);
  strictEqual(triggers.isInForce(0), true);
  strictEqual(triggers.nextTime, 5e6 + 7);
  deepStrictEqual(triggers.takeOver(5e6 + 6), []);
  deepStrictEqual(triggers.takeOver(5e6 + 7), [0]);
  strictEqual(triggers.isInForce(0), false);
  deepStrictEqual(triggers.takeOver(1e7), [1]);
  strictEqual(triggers.nextTime, Infinity);
});

Deno.test("FaultTriggers: a phase of a checkpoint that is never ended is over with the next checkpoint, or attempt", () => {
  const ends: [FactName, Columns][] = [
    ["checkpointCompleted", { stamp: 3 }],
    ["restoreStarted", { key: 1, stamp: 1 }],
  ];
  for (const [fact, columns] of ends) {
    const triggers = triggersOf("lose notification of count[0] during notify 2 of count[1]");
    tell(triggers, "checkpointCompleted", { stamp: 2 });
    deepStrictEqual(triggers.takeDue(5), [0]);
    strictEqual(tell(triggers, fact, columns), true);
    deepStrictEqual(triggers.takeOver(6), [0], fact);
  }
});

Deno.test("FaultTriggers: `during` without `for` is over with its phase, however that goes out", () => {
  const text = "fail upload of count[0] during upload 2 of count[0]";
  const ends: [FactName, Columns][] = [
    ["stateUploaded", { owner: COUNT, stamp: 2 }],
    ["snapshotFailed", { owner: COUNT, stamp: 2 }],
    ["checkpointAborted", { stamp: 2 }],
  ];
  for (const [fact, columns] of ends) {
    const triggers = triggersOf(text);
    tell(triggers, "snapshotTaken", { owner: COUNT, stamp: 2 });
    deepStrictEqual(triggers.takeDue(5), [0]);
    strictEqual(triggers.nextTime, Infinity);
    strictEqual(tell(triggers, fact, { ...columns, stamp: 1 }), false);
    strictEqual(tell(triggers, "stateUploaded", { owner: COUNT + 1, stamp: 2 }), false);
    strictEqual(tell(triggers, fact, columns), true);
    strictEqual(tell(triggers, fact, columns), false);
    deepStrictEqual(triggers.takeOver(6), [0], fact);
    deepStrictEqual(triggers.takeOver(7), []);
  }
});

Deno.test("FaultTriggers: a restore that is tried again has broken the one before off", () => {
  const triggers = triggersOf("slow storage by 9 during restore 1");
  tell(triggers, "restartScheduled", { key: 1 });
  tell(triggers, "restoreStarted", { key: 1 });
  deepStrictEqual(triggers.takeDue(5), [0]);
  strictEqual(tell(triggers, "restartScheduled", { key: 1 }), false);
  strictEqual(tell(triggers, "restartScheduled", { key: 2 }), true);
  deepStrictEqual(triggers.takeOver(6), [0]);
});

Deno.test("FaultTriggers: a phase that is over before its fault is taken leaves it a tick", () => {
  const triggers = triggersOf("slow storage by 9 during snapshot 1");
  tell(triggers, "snapshotStarted", { owner: COUNT, stamp: 1 });
  tell(triggers, "snapshotTaken", { owner: COUNT, stamp: 1 });
  deepStrictEqual(triggers.takeOver(5), []);
  deepStrictEqual(triggers.takeDue(5), [0]);
  strictEqual(triggers.nextTime, 6);
  deepStrictEqual(triggers.takeOver(6), [0]);
});

Deno.test("FaultTriggers: what happens once is in force until somebody says that it is done", () => {
  const triggers = triggersOf("lose ack of count[0] at 1s");
  triggers.takeDue(1e6);
  deepStrictEqual(triggers.takeOver(9e9), []);
  strictEqual(triggers.isInForce(0), true);
  triggers.finish(0);
  strictEqual(triggers.isInForce(0), false);
});

Deno.test("FaultTriggers: several faults on one fact are due in the order of the plan", () => {
  const triggers = triggersOf(
    "crash count[1] after complete 2; crash count[0] after store 2; crash sink[0] at 1s",
  );
  tell(triggers, "checkpointCompleted", { stamp: 2 });
  deepStrictEqual(triggers.takeDue(1e6), [0, 1, 2]);
});

Deno.test("FaultTriggers watches no more kinds than its plan needs", () => {
  const watched = (text: string) => triggersOf(text).spec.watchedKinds;
  deepStrictEqual(watched("crash count[0] at 1s"), []);
  deepStrictEqual(watched("crash count[0] after store 2; crash count[0] on 1st windowFired"), [
    Fact.windowFired,
    Fact.checkpointCompleted,
  ]);
  deepStrictEqual(watched("crash count[0] after deploy 1"), [
    Fact.executionStateChanged,
    Fact.restartScheduled,
    Fact.restoreStarted,
  ]);
});

Deno.test("FaultTriggers: when a fault has struck is known, and stays so when it is over", () => {
  const triggers = triggersOf("slow count[0] by 2 at 1s for 1s; crash count[1] after store 2");
  triggers.takeDue(1e6);
  triggers.takeOver(2e6);
  deepStrictEqual([...triggers.startedAt], [1e6, Infinity]);
});

Deno.test("FaultTriggers: a fault that has not struck is found", () => {
  const triggers = triggersOf("crash count[0] at 1s; crash count[1] after store 2");
  deepStrictEqual(triggers.neverFired(), [0, 1]);
  triggers.takeDue(2e6);
  deepStrictEqual(triggers.neverFired(), [1]);
  tell(triggers, "checkpointCompleted", { stamp: 2 });
  deepStrictEqual(triggers.neverFired(), [1], "due, but the run ended first");
});

Deno.test("FaultTriggers: a fault that lay in wait in vain is found, whatever it lasts", () => {
  const triggers = triggersOf(
    "fail snapshot of count[0] at 1s; lose ack of count[0] at 1s for 1s; crash count[0] at 1s; " +
      "lose ack of count[1] at 9s",
  );
  deepStrictEqual(triggers.neverMet(), [], "nothing has struck");
  triggers.takeDue(1e6);
  deepStrictEqual(triggers.neverMet(), [0, 1]);
  triggers.meet(0);
  triggers.takeOver(2e6);
  deepStrictEqual(triggers.neverMet(), [1]);
  deepStrictEqual(triggers.neverFired(), [3]);
});

Deno.test("FaultTriggers is a part: its copy counts on alone", () => {
  const triggers = triggersOf("crash count[0] on 2nd windowFired; crash sink[0] at 1s");
  tell(triggers, "windowFired", { owner: COUNT });
  const twin = copy(triggers);
  tell(triggers, "windowFired", { owner: COUNT });
  deepStrictEqual([triggers.takeDue(5), twin.takeDue(5)], [[0], []]);
  tell(twin, "windowFired", { owner: COUNT });
  deepStrictEqual([triggers.takeDue(1e6), twin.takeDue(1e6)], [[1], [0, 1]]);
});
