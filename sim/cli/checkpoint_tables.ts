// The history of checkpoints, with the columns of Flink's web interface; and one of them with all that
// took part.

import type { Micros } from "../clock/time.ts";
import type { CheckpointStatsSpec } from "../checkpoint/checkpoint_stats.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import type { Timeline } from "../timeline.ts";
import { refuse } from "../clock/named_error.ts";
import { failureReasonWords } from "../element/checkpoint_failure_reason.ts";
import { showCount, showDuration } from "./duration.ts";
import type { Table } from "./table.ts";

const SAVEPOINT_WORDS: Readonly<Record<SavepointMode, string>> = {
  take: "savepoint",
  stop: "savepoint, to stop",
  drain: "savepoint, to drain and stop",
};

/** All of them, or one by its number. */
export type CheckpointReport = "all" | number;

/** The tables that were asked for. Errors: `E-FLAG-VALUE` for a checkpoint that there is not. */
export function checkpointTables(timeline: Timeline, report: CheckpointReport): Table[] {
  const { stats } = timeline.world.coordinator;
  const history = stats.history.map(({ spec }) => spec);
  if (report === "all") return [historyTable(history, timeline)];
  const found = history.find(({ id }) => id === report);
  if (found !== undefined) return [historyTable([found], timeline), subtaskTable(found, timeline)];
  const [first, last] = [history[0]?.id, history.at(-1)?.id];
  const there = first === undefined ? "there is none" : `there are ${first} to ${last}`;
  return refuse("E-FLAG-VALUE", `--report wants checkpoint ${report}, but in the history ${there}`);
}

/** The newest stands on top, as in Flink. */
function historyTable(history: readonly CheckpointStatsSpec[], { world }: Timeline): Table {
  const { numberOfInProgressCheckpoints: pending, totalNumberOfCheckpoints: total } =
    world.coordinator.stats;
  const left = total - pending - history.length;
  return {
    title: history.length === 0 ? "Checkpoints: none" : "Checkpoints",
    columns: [
      { name: "ID", isNumber: true },
      { name: "status", isNumber: false },
      { name: "acknowledged", isNumber: true },
      { name: "trigger time", isNumber: true },
      { name: "latest ack", isNumber: true },
      { name: "end to end", isNumber: true },
      { name: "entries", isNumber: true },
      { name: "remark", isNumber: false },
    ],
    rows: history.toReversed().map(historyRow),
    ...(history.length > 1 && left > 0
      ? { note: `and ${showCount(left)} before them, which the history has forgotten` }
      : {}),
  };
}

function historyRow(stats: CheckpointStatsSpec): string[] {
  const { id, triggeredAt, duration, failure, subtasks, entries } = stats;
  const { latestAcknowledgement } = stats;
  const said = subtasks.filter(({ acknowledgedAt }) => acknowledgedAt >= 0).length;
  return [
    String(id),
    failure === null ? "COMPLETED" : "FAILED",
    `${said}/${subtasks.length}`,
    showDuration(triggeredAt / 1000),
    offset(latestAcknowledgement - triggeredAt, latestAcknowledgement),
    showDuration(duration / 1000),
    showCount(entries),
    remarkOn(stats),
  ];
}

/** What Flink's page says in icons: what it was for, unless the schedule did, and why it failed. */
function remarkOn({ isPeriodic, savepoint, failure }: CheckpointStatsSpec): string {
  const kind = savepoint !== null ? SAVEPOINT_WORDS[savepoint] : isPeriodic ? "" : "asked for";
  if (failure === null) return kind;
  const reason = failureReasonWords(failure);
  return savepoint === null ? reason : `${kind}: ${reason}`;
}

/** Who took part, in the order of the plan. */
function subtaskTable({ id, subtasks }: CheckpointStatsSpec, { ground }: Timeline): Table {
  return {
    title: `Checkpoint ${id}, subtask by subtask`,
    columns: [
      { name: "subtask", isNumber: false },
      { name: "acknowledged", isNumber: true },
      { name: "entries", isNumber: true },
    ],
    rows: subtasks.map(({ subtask, acknowledgedAt, duration, entries }) => [
      ground.plan.subtasks[subtask].label,
      offset(duration, acknowledgedAt),
      showCount(entries),
    ]),
  };
}

/** How long after the trigger, if it came at all. */
function offset(after: Micros, at: Micros): string {
  return at < 0 ? "never" : `+ ${showDuration(after / 1000)}`;
}
