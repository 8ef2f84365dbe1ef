// The checkpoint coordinator alone, among tasks, storage and a clock that do anything in any order.

import { ExecutionState } from "../../sim/element/execution_state.ts";
import { claim, claimSame } from "../claim.ts";
import { callsOf, coordinatorLives, liveThrough, type LogEntry } from "../gen/coordinator_run.ts";
import { type Law, law } from "../law.ts";

const ALWAYS = { kind: "always" } as const;

/** Entries of one kind. */
const named = (entries: readonly LogEntry[], what: string) =>
  entries.filter((entry) => entry.what === what);
const idsOf = (entries: readonly LogEntry[], what: string) =>
  named(entries, what).map(({ checkpoint }) => checkpoint);
const subtasksOf = (entries: readonly LogEntry[], what: string, id: number) =>
  named(entries, what).filter(({ checkpoint }) => checkpoint === id).map(({ subtask }) => subtask);

/** Numbers of checkpoints that have been triggered and have not ended. */
class Pending {
  readonly ids = new Set<number>();

  follow(entries: readonly LogEntry[]): void {
    for (const { what, checkpoint } of entries) {
      if (what === "checkpointTriggered") this.ids.add(checkpoint);
      if (what === "checkpointCompleted" || what === "checkpointAborted") {
        this.ids.delete(checkpoint);
      }
    }
  }
}

const newestWins = law(
  {
    id: "checkpoints/the-newest-complete-one-wins",
    title: "Checkpoint ids increase by one, and a complete one subsumes all before it",
    rules: ["CP-3", "CP-9", "CP-17"],
    statement:
      "Ids begin at 1 and increase by one, through restarts too. When a checkpoint is complete, every " +
      "pending one with a smaller id is given up in the same step and never completes. The newest " +
      "complete ones are kept, as many as are to be retained.",
    ...ALWAYS,
    sometimes: { "a pending one is subsumed": 0.1, "an old one is dropped": 0.3, "a restart": 0.5 },
  },
  coordinatorLives,
  (life, cover) => {
    const run = liveThrough(life), pending = new Pending();
    const completed: number[] = [];
    let nextId = 1;
    for (const [done, effects] of callsOf(run)) {
      cover("a restart", done.what === "stop" && nextId > 1);
      for (const id of idsOf(effects, "checkpointTriggered")) {
        claimSame(id, nextId++, "The id of a new checkpoint", done.at);
      }
      for (const id of idsOf(effects, "checkpointCompleted")) {
        const before = completed.at(-1) ?? 0;
        claim(id > before, () => `Checkpoint ${id} is complete after ${before}`, done.at);
        const older = [...pending.ids].filter((other) => other < id);
        const subsumed = named(effects, "checkpointAborted")
          .filter(({ reason }) => reason === "CHECKPOINT_SUBSUMED");
        claimSame(subsumed.map(({ checkpoint }) => checkpoint), older, "Subsumed", done.at);
        cover("a pending one is subsumed", older.length > 0);
        completed.push(id);
      }
      pending.follow(effects);
    }
    const { kept } = run.coordinator.completed, { retained } = life.spec;
    claimSame(kept.map(({ spec }) => spec.id), completed.slice(-retained), "Kept");
    const dropped = completed.slice(0, -retained);
    claimSame(idsOf(run.log, "checkpointSubsumed"), dropped, "Dropped");
    cover("an old one is dropped", dropped.length > 0);
  },
);

/** What is known of a checkpoint that is pending, from the log alone. */
interface Known {
  readonly missing: Set<number>;
  isStoring: boolean;
}

const complete = law(
  {
    id: "checkpoints/complete-when-all-parts-and-the-metadata-are-stored",
    title: "A checkpoint is complete when all who run have acknowledged and its metadata is stored",
    rules: ["CP-4", "CP-5", "CP-9", "CP-10", "EOI-3"],
    statement:
      "A checkpoint begins only while every task that has not finished runs, and is told to those of " +
      "them behind which nobody runs. The metadata is asked for with the last acknowledgement of " +
      "these tasks, and the checkpoint is complete when storage says yes, then and only then.",
    ...ALWAYS,
    sometimes: {
      "completed": 0.6,
      "some had finished": 0.1,
      "not stored": 0.1,
      "acknowledged twice": 0.3,
      "acknowledged too late": 0.3,
    },
  },
  coordinatorLives,
  (life, cover) => {
    const { predecessors } = life.spec;
    const states = predecessors.map((): number => ExecutionState.CREATED);
    const isFinished = (subtask: number) => states[subtask] === ExecutionState.FINISHED;
    const pending = new Map<number, Known>();
    for (const [done, effects] of callsOf(liveThrough(life))) {
      const { what, at, checkpoint, subtask } = done;
      const known = pending.get(checkpoint);
      if (what.startsWith("onTaskState")) states[subtask] = Number(what.split(" ")[1]);
      const isHeard = what === "onAcknowledge" && known?.missing.delete(subtask) === true;
      const isLast = isHeard && known?.missing.size === 0;
      const isComplete = what === "onMetadataStored" && known?.isStoring === true && done.isStored;
      claimSame(idsOf(effects, "checkpointAcknowledged"), isHeard ? [checkpoint] : [], "Heard", at);
      claimSame(idsOf(effects, "storeMetadata"), isLast ? [checkpoint] : [], "To be stored", at);
      claimSame(
        idsOf(effects, "checkpointCompleted"),
        isComplete ? [checkpoint] : [],
        "Complete",
        at,
      );
      if (isLast && known !== undefined) known.isStoring = true;
      cover("completed", isComplete);
      cover("not stored", what === "onMetadataStored" && known !== undefined && !done.isStored);
      cover("acknowledged twice", what === "onAcknowledge" && known !== undefined && !isHeard);
      cover("acknowledged too late", what === "onAcknowledge" && known === undefined);
      for (const { what: effect, checkpoint: id } of effects) {
        if (effect === "checkpointCompleted" || effect === "checkpointAborted") pending.delete(id);
        if (effect !== "checkpointTriggered") continue;
        const running = states.flatMap((_, i) => isFinished(i) ? [] : [i]);
        claim(
          running.every((i) => states[i] === ExecutionState.RUNNING),
          () => `Checkpoint ${id} begins while tasks are in states ${states}`,
          at,
        );
        const heads = running.filter((i) => predecessors[i].every(isFinished));
        claimSame(subtasksOf(effects, "triggerTask", id), heads, "Told to begin", at);
        pending.set(id, { missing: new Set(running), isStoring: false });
        cover("some had finished", running.length < states.length);
      }
    }
  },
);

const everybodyHears = law(
  {
    id: "checkpoints/everybody-hears-how-it-ended",
    title: "Every checkpoint ends once, and all who took part hear how",
    rules: ["CP-6", "CP-8", "CP-11", "CP-17"],
    statement:
      "Whoever a checkpoint waited for is told once that it is complete or that it was given up, in " +
      "the step in which that happens. Never are more pending than may be, and when the schedule " +
      "stops none is left, nor a timer. None outlives its timeout; but one whose metadata is being " +
      "stored neither expires nor is it declined.",
    ...ALWAYS,
    sometimes: {
      "expired": 0.3,
      "declined": 0.15,
      "stopped while some were pending": 0.3,
      "as many as may be": 0.5,
    },
  },
  coordinatorLives,
  (life, cover) => {
    const { maxConcurrent, timeout, subtaskCount } = life.spec;
    const pending = new Pending(), expiry = new Map<number, number>();
    const took = new Map<number, number[]>();
    const finished = new Set<number>();
    const all = Array.from({ length: subtaskCount }, (_, i) => i);
    for (const [done, effects] of callsOf(liveThrough(life))) {
      const { what, at, subtask } = done;
      if (what === `onTaskState ${ExecutionState.FINISHED}`) finished.add(subtask);
      else if (what.startsWith("onTaskState")) finished.delete(subtask);
      for (const id of idsOf(effects, "checkpointTriggered")) {
        took.set(id, all.filter((i) => !finished.has(i)));
        expiry.set(id, at + 1000 * timeout);
      }
      const tooLate = named(effects, "checkpointAborted")
        .filter(({ checkpoint, reason }) =>
          expiry.get(checkpoint) === Infinity && TOO_LATE.includes(reason)
        );
      claimSame(tooLate, [], "Declined or expired while its metadata is being stored", at);
      for (const id of idsOf(effects, "storeMetadata")) expiry.set(id, Infinity);
      const isOpen = (id: number) =>
        pending.ids.has(id) || idsOf(effects, "checkpointTriggered").includes(id);
      for (const [end, call] of ENDS) {
        const ended = idsOf(effects, end);
        claim(ended.every(isOpen), () => `${end} of ${ended}, of which one has ended before`, at);
        for (const id of ended) claimSame(subtasksOf(effects, call, id), took.get(id), call, at);
        const told = named(effects, call).every(({ checkpoint }) => ended.includes(checkpoint));
        claim(told, () => `${call} of a checkpoint that did not end like this`, at);
      }
      cover("stopped while some were pending", what === "stop" && pending.ids.size > 0);
      cover("declined", idsOf(effects, "checkpointDeclined").length > 0);
      cover("expired", effects.some(({ reason }) => reason === "CHECKPOINT_EXPIRED"));
      pending.follow(effects);
      const { size } = pending.ids;
      claim(size <= maxConcurrent, () => `${size} are pending of ${maxConcurrent} that may be`, at);
      cover("as many as may be", size === maxConcurrent);
      if (what === "onTimer") {
        const late = [...pending.ids].filter((id) => expiry.get(id)! <= at);
        claimSame(late, [], "Pending after their timeout", at);
      }
      if (what !== "stop") continue;
      claimSame([...pending.ids], [], "Pending after the stop", at);
      claimSame(named(effects, "wakeAt")[0].snapshots, [Infinity], "The timer", at);
    }
  },
);

const TOO_LATE = [
  "CHECKPOINT_EXPIRED",
  "CHECKPOINT_DECLINED",
  "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER",
  "CHECKPOINT_ASYNC_EXCEPTION",
  "CHECKPOINT_DECLINED_TASK_NOT_READY",
];

const ENDS = [
  ["checkpointCompleted", "notifyComplete"],
  ["checkpointAborted", "notifyAborted"],
] as const;

const snapshotsKept = law(
  {
    id: "checkpoints/snapshots-are-kept-or-discarded",
    title: "A snapshot is kept as long as a checkpoint may need it, and discarded then",
    rules: ["CP-9", "CP-10"],
    statement:
      "At the end, every snapshot that was acknowledged is either part of a checkpoint that is pending " +
      "or kept, or has been discarded, and never both. No complete checkpoint has a part that was " +
      "discarded before.",
    ...ALWAYS,
    sometimes: { "discarded with an old checkpoint": 0.2, "kept at the end": 0.6 },
  },
  coordinatorLives,
  (life, cover) => {
    const run = liveThrough(life);
    const discarded = new Set<number>(), parts = new Map<number, number[]>();
    let came: number[] = [];
    for (const [done, effects] of callsOf(run)) {
      if (done.what === "onAcknowledge") came = [...came, ...done.snapshots];
      for (const id of idsOf(effects, "checkpointAcknowledged")) {
        parts.set(id, [...parts.get(id) ?? [], ...done.snapshots]);
      }
      for (const id of idsOf(effects, "checkpointCompleted")) {
        const gone = parts.get(id)!.filter((snapshot) => discarded.has(snapshot));
        claimSame(gone, [], `Parts of checkpoint ${id} that are gone`, done.at);
      }
      const dropped = named(effects, "discard").flatMap(({ snapshots }) => snapshots);
      for (const snapshot of dropped) discarded.add(snapshot);
      const isOld = idsOf(effects, "checkpointSubsumed").length > 0;
      cover("discarded with an old checkpoint", isOld && dropped.length > 0);
    }
    const { pending, completed: { kept } } = run.coordinator;
    const held = [...pending, ...kept].flatMap(({ snapshots }) => snapshots);
    claimSame(held.filter((snapshot) => discarded.has(snapshot)), [], "Held and discarded");
    const lost = came.filter((one) => one >= 0 && !discarded.has(one) && !held.includes(one));
    claimSame(lost, [], "Neither held nor discarded");
    cover("kept at the end", kept.some(({ snapshots }) => snapshots.length > 0));
  },
);

const COUNTED = [
  "CHECKPOINT_DECLINED",
  "CHECKPOINT_ASYNC_EXCEPTION",
  "CHECKPOINT_EXPIRED",
  "FINALIZE_CHECKPOINT_FAILURE",
];

const tooManyFailures = law(
  {
    id: "checkpoints/too-many-failures-in-a-row-fail-the-job",
    title: "The job fails exactly when more checkpoints fail in a row than it tolerates",
    rules: ["CP-12", "MT-12"],
    statement:
      "Declined, not written, not stored and expired checkpoints count; those that are subsumed, " +
      "cancelled or stopped do not. One that is complete begins the count anew, and so does a failure " +
      "of the job. Numbers of triggered, pending, completed and failed ones add up.",
    ...ALWAYS,
    sometimes: {
      "the job fails": 0.15,
      "a failure is tolerated": 0.15,
      "saved by a success": 0.02,
    },
  },
  coordinatorLives,
  (life, cover) => {
    const run = liveThrough(life);
    let failures = 0;
    for (const [done, effects] of callsOf(run)) {
      let hasToFail = false;
      for (const { what, reason } of effects) {
        if (what === "checkpointCompleted") {
          cover("saved by a success", failures > 0);
          failures = 0;
        }
        if (what !== "checkpointAborted" || !COUNTED.includes(reason)) continue;
        failures++;
        cover("a failure is tolerated", failures <= life.spec.tolerableFailures);
        if (failures <= life.spec.tolerableFailures) continue;
        hasToFail = true;
        failures = 0;
      }
      claimSame(named(effects, "failJob").length, hasToFail ? 1 : 0, "Fails the job", done.at);
      cover("the job fails", hasToFail);
    }
    const count = (what: string) => named(run.log, what).length;
    const { stats, pending } = run.coordinator;
    claimSame(
      [stats.totalNumberOfCheckpoints, stats.numberOfInProgressCheckpoints],
      [count("checkpointTriggered"), pending.length],
      "Triggered and pending",
    );
    claimSame(
      [stats.numberOfCompletedCheckpoints, stats.numberOfFailedCheckpoints],
      [count("checkpointCompleted"), count("checkpointAborted")],
      "Completed and failed",
    );
  },
);

/** The laws of the checkpoint coordinator. */
export const COORDINATOR: readonly Law[] = [
  newestWins,
  complete,
  everybodyHears,
  snapshotsKept,
  tooManyFailures,
];
