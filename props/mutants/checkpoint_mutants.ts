// Mutants of checkpoints, of recovery, and of transactions.

import type { Mutant } from "./mutant.ts";

const COLLECTING = "sim/4_input_gate/collecting_barriers.ts";
const TWO_PHASE = "sim/7_sink/two_phase_commit.ts";
const PARTITION = "sim/connector/transactional_partition.ts";
const ORACLE = "exactly-once/committed-is-the-oracle";
const PREFIX = "exactly-once/prefix-at-every-instant";

/** In the order of their numbers. */
export const CHECKPOINT_MUTANTS: readonly Mutant[] = [
  {
    number: 1,
    does: "A task takes its snapshot at the first barrier, not when all are in",
    laws: ["snapshots/a-consistent-cut", "barriers/handler-is-its-model", ORACLE],
    edits: [
      {
        file: COLLECTING,
        find: "    handler.block(channel, count.checkpointId, port);\n    return this;",
        put:
          "    handler.block(channel, count.checkpointId, port);\n    handler.trigger(count, port);\n    return this;",
      },
      {
        file: COLLECTING,
        find: "    handler.trigger(count, port);\n    handler.resumeAll(count.checkpointId, port);",
        put: "    handler.resumeAll(count.checkpointId, port);",
      },
    ],
  },
  {
    number: 2,
    does: "A channel whose barrier is in goes on",
    laws: ["snapshots/a-consistent-cut", ORACLE],
    edits: [{
      file: "sim/3_channel/subpartition.ts",
      find: "if (this.spec.stopsAtBarriers) this.isStopped = isBarrier;",
      put: "if (this.spec.stopsAtBarriers) this.isStopped = false && isBarrier;",
    }],
  },
  {
    number: 5,
    does: "Timers are not restored",
    laws: ["snapshots/restore-is-exact", ORACLE],
    edits: [{
      file: "sim/6_state/timer_service.ts",
      find: "this.eventTimers.absorb(saved.eventTimers, isOwn);",
      put: "this.eventTimers.absorb(saved.eventTimers, () => false);",
    }],
  },
  {
    number: 6,
    does: "A transaction is committed when it is closed, not when its checkpoint is complete",
    laws: [ORACLE],
    edits: [{
      file: PARTITION,
      find: "    this.kept.preCommit(number, checkpointId);\n    return true;",
      put:
        '    this.kept.preCommit(number, checkpointId);\n    this.kept.end(number, "committed", 0);\n    return true;',
    }],
  },
  {
    number: 7,
    does: "A restored transaction that waits for its commit is not committed",
    laws: [ORACLE, "transactions/none-is-forgotten"],
    edits: [{
      file: TWO_PHASE,
      find: "      for (const held of pending) this.recoverAndCommit(held, handler);\n",
      put: "",
    }],
  },
  {
    number: 8,
    does: "A commit that is asked for again happens again",
    laws: [ORACLE, "transactions/whole-in-every-run"],
    edits: [{
      file: PARTITION,
      find: '    if (status === "committed") return true;\n',
      put:
        '    if (status === "committed") {\n      for (const row of this.rows.toArray()) if (row.number === number) this.rows.push(row);\n      return true;\n    }\n',
    }],
  },
  {
    number: 9,
    does: "The notice of a checkpoint commits all transactions that are closed, later ones too",
    laws: ["transactions/committed-after-completion"],
    edits: [
      {
        file: TWO_PHASE,
        find: "const due = this.pending.filter((held) => held.checkpointId <= checkpointId);",
        put: "const due = this.pending;",
      },
      {
        file: TWO_PHASE,
        find: "this.pending = this.pending.filter((held) => held.checkpointId > checkpointId);",
        put:
          "this.pending = this.pending.filter((held) => held.checkpointId < checkpointId && false);",
      },
    ],
  },
  {
    number: 10,
    does: "The place of a source in a snapshot is one too far",
    laws: ["snapshots/state-is-the-fold", ORACLE],
    edits: [{
      file: "sim/1_source/split_positions.ts",
      find: "position: firstOffset + indexes[i] });",
      put: "position: firstOffset + indexes[i] + 1 });",
    }],
  },
  {
    number: 11,
    does: "A job is restored from the last checkpoint that was triggered, complete or not",
    laws: [ORACLE],
    edits: [
      {
        file: "sim/checkpoint/checkpoint_coordinator.ts",
        find: "    while (this.pending.length > 0) this.abort(this.pending[0], reason, port);",
        put:
          "    for (const one of this.pending.slice()) this.complete(one, port);\n    while (this.pending.length > 0) this.abort(this.pending[0], reason, port);",
      },
    ],
  },
  {
    number: 12,
    does: "Records that had arrived when a task failed are there again after the restart",
    laws: [ORACLE, PREFIX],
    edits: [{
      file: "sim/task/stream_task.ts",
      find: "    this.history = rollHash(before.history, this.attempt);\n",
      put: `    this.history = rollHash(before.history, this.attempt);
    before.gates.forEach((gate, g) => gate.channels.forEach((old, c) => {
      const row = new Row(), kept = this.gates[g].channels[c], end = old.arrivedRow;
      const first = kept.rows.tail;
      while (old.rows.head < end) {
        old.rows.shift(row);
        if (row.kind === ElementKind.RECORD) kept.rows.push(row);
      }
      if (kept.rows.tail === first) return;
      kept.arrivedEnds.push(kept.rows.tail * 2 + 1);
      kept.arrivedFloating.push(0);
      this.gates[g].ready.push(c);
      this.gates[g].readySince.push(-1);
    }));
`,
    }],
  },
  {
    number: 20,
    does: "A snapshot is the state itself, not a copy",
    laws: ["snapshots/are-values", ORACLE],
    edits: [{
      file: "sim/task/subtask_checkpoint.ts",
      find: ".map(([name, part]) => [name, copy(part)]);",
      put: ".map(([name, part]) => [name, part]);",
    }],
  },
  {
    number: 22,
    does: "A checkpoint that is given up takes the transaction of the sink with it",
    laws: ["exactly-once/a-checkpoint-given-up-is-invisible", ORACLE],
    edits: [{
      file: "sim/connector/transactional_log_writer.ts",
      find:
        "  override notifyCheckpointComplete(checkpointId: number, context: OperatorContext): void {\n",
      put:
        `  override notifyCheckpointAborted(checkpointId: number, context: OperatorContext): void {
    const { pending } = this.transactions, handler = this.handler(context);
    for (const held of pending) {
      if (held.checkpointId === checkpointId) handler.abort(held.transaction);
    }
    this.transactions.pending = pending.filter((held) => held.checkpointId !== checkpointId);
  }

  override notifyCheckpointComplete(checkpointId: number, context: OperatorContext): void {
`,
    }],
  },
  {
    number: 25,
    does: "One key group in eight is lost when state is restored",
    laws: ["snapshots/restore-is-exact", ORACLE],
    edits: [{
      file: "sim/task/subtask_context.ts",
      find: "    return operatorIndex(group, maxParallelism, parallelism) === subtask.index;",
      put:
        "    return group % 8 !== 3 && operatorIndex(group, maxParallelism, parallelism) === subtask.index;",
    }],
  },
];
