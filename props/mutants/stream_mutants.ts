// Mutants of what carries records, watermarks and windows.

import type { Mutant } from "./mutant.ts";

const VALVE = "sim/4_input_gate/watermark_valve.ts";
const SUBPARTITION = "sim/3_channel/subpartition.ts";
const WINDOW = "sim/5_operator/window/window_operator.ts";

/** In the order of their numbers. */
export const STREAM_MUTANTS: readonly Mutant[] = [
  {
    number: 3,
    does: "The watermark of several channels is their maximum, not their minimum",
    laws: [
      "watermarks/valve-is-its-model",
      "watermarks/the-valve-decides-event-time",
      "lateness/bounded-disorder-is-never-late",
    ],
    edits: [
      {
        file: VALVE,
        find: "if (this.alignedCount === 0 || this.holderCount > 0) return;",
        put: "if (this.alignedCount === 0) return;",
      },
      {
        file: VALVE,
        find: "let minimum = Infinity, count = 0;",
        put: "let minimum = -Infinity, count = 0;",
      },
      {
        file: VALVE,
        find: "if (aligned[channel] === 0 || watermarks[channel] > minimum) continue;",
        put: "if (aligned[channel] === 0 || watermarks[channel] < minimum) continue;",
      },
      {
        file: VALVE,
        find: "    this.holderCount = count;\n",
        put: "    if (minimum <= this.lastWatermark) return;\n    this.holderCount = count;\n",
      },
    ],
  },
  {
    number: 4,
    does: "A channel's watermark that is lower than its last one is taken",
    laws: ["watermarks/valve-is-its-model"],
    edits: [{
      file: VALVE,
      find: "if (this.idle[channel] === 1 || timestamp <= watermarks[channel]) return;",
      put: "if (this.idle[channel] === 1) return;",
    }],
  },
  {
    number: 15,
    does: "A window is late only when event time has passed its end, not when it has reached it",
    laws: ["lateness/late-when-its-window-is-over", "windows/operator-is-its-model"],
    edits: [{
      file: WINDOW,
      find: "cleanupTime <= this.timers.currentWatermark",
      put: "cleanupTime < this.timers.currentWatermark",
    }],
  },
  {
    number: 16,
    does: "Records that are dropped because they are late are not counted",
    laws: ["lateness/every-record-is-counted-once"],
    edits: [{ file: WINDOW, find: "      this.lateDroppedCount++;\n", put: "" }],
  },
  {
    number: 17,
    does: "The receiver of a key depends on who sends it",
    laws: ["routing/a-key-has-one-owner", "exactly-once/committed-is-the-oracle"],
    edits: [{
      file: "sim/task/subtask_context.ts",
      find: "if (partition.emit(outgoing, keyHash, this)) this.requestFlush();",
      put:
        "if (partition.emit(outgoing, keySelector === null ? keyHash : keyHash + this.id, this)) this.requestFlush();",
    }],
  },
  {
    number: 18,
    does: "A sender does not ask for credit",
    laws: ["credits/never-more-than-granted"],
    edits: [{
      file: SUBPARTITION,
      find: "      if (needsCredit && this.credit === 0) break;\n",
      put: "",
    }],
  },
  {
    number: 19,
    does: "The last two rows of a buffer change places when it is full",
    laws: ["order/pair-is-first-in-first-out", "flow/what-is-not-consumed-lies-in-the-channel"],
    edits: [{
      file: SUBPARTITION,
      find: "    this.rows.push(row);\n    return isNew;",
      put:
        "    this.rows.push(row);\n    if (this.isFull() && this.rows.tail - this.openStart > 1) this.rows.overtake(this.rows.tail - 1, this.rows.tail - 2);\n    return isNew;",
    }],
  },
  {
    number: 21,
    does: "A source that ends says nothing of time",
    laws: ["watermarks/strictly-increasing", "exactly-once/committed-is-the-oracle"],
    edits: [{
      file: "sim/1_source/source_operator.ts",
      find:
        "  override finish(context: OperatorContext): void {\n    this.emitted.emitWatermark(MAX, context);",
      put: "  override finish(_context: OperatorContext): void {",
    }],
  },
  {
    number: 23,
    does: "A watermark goes before the records that wait in the same buffer",
    laws: ["order/pair-is-first-in-first-out", "flow/what-is-not-consumed-lies-in-the-channel"],
    edits: [{
      file: SUBPARTITION,
      find: "    this.rows.push(row);\n    return isNew;",
      put:
        "    this.rows.push(row);\n    if (row.kind === ElementKind.WATERMARK && !isNew) this.rows.overtake(this.rows.tail - 1, this.openStart);\n    return isNew;",
    }],
  },
  {
    number: 24,
    does: "The contents of a window stay when its time is over",
    laws: ["windows/nothing-is-left-behind"],
    edits: [{
      file: WINDOW,
      find: "    this.purge(inWindow, context);\n    trigger.clear(window, inWindow);",
      put: "    trigger.clear(window, inWindow);",
    }],
  },
];
