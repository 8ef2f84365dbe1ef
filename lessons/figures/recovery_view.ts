// What everything in the picture of a recovery needs to find its place, and what a restart meant for records
// and results.

import { ControlView, type ControlViewOptions } from "./control_view.ts";
import type { Language, TraceSlice } from "./figure.ts";
import type { Handling, PictureHistory } from "./picture_history.ts";
import { readHistory } from "./picture_reader.ts";
import { readTransactionLives, type TransactionLives } from "./transaction_lives.ts";
import { recordName } from "./value_name.ts";

/** A record in a subtask's hands. */
export interface Handled extends Handling {
  /** An earlier attempt had it in the same operator. */
  readonly isAgain: boolean;
}

/** Places in the picture, and what is shown there. */
export class RecoveryView extends ControlView {
  readonly history: PictureHistory;
  readonly outside: TransactionLives;
  readonly handled: readonly Handled[];
  private readonly recordNames: readonly string[];
  private readonly keyNames: readonly string[];

  constructor(slice: TraceSlice, language: Language, options: ControlViewOptions) {
    super(slice, language, options);
    this.history = readHistory(slice);
    this.outside = readTransactionLives(slice);
    this.recordNames = slice.names.records ?? [];
    this.keyNames = slice.names.keys.map(String);
    this.handled = markRepetitions(this);
  }

  /** The attempt to which a time belongs. */
  attemptAt(time: number): number {
    const last = this.attempts.restarts.findLast(({ restored }) =>
      restored !== null && restored <= time
    );
    return last?.attempt ?? 0;
  }

  /** Subtasks that write to the outside world, in the order of the plan. */
  get sinks(): readonly number[] {
    const withOutputs = new Set(this.plan.channels.map(({ sender }) => sender));
    return this.plan.subtasks.filter(({ id }) => !withOutputs.has(id)).map(({ id }) => id);
  }

  recordName(record: { readonly name: string; readonly origin: number }): string {
    return record.origin < 0 ? record.name : recordName(record, this.recordNames);
  }

  key(key: number): string {
    return key < 0 ? "" : this.keyNames[key] ?? String(key);
  }
}

/** What a record is, whoever has it in hand: results that stem from no single one have names. */
export function identityOf(
  { origin, name, stamp }: {
    readonly origin: number;
    readonly name: string;
    readonly stamp: number;
  },
): string {
  return origin < 0 ? `${name} ${stamp}` : `#${origin}`;
}

function markRepetitions(view: RecoveryView): Handled[] {
  const firsts = new Map<string, number>();
  return view.history.handlings.map((handling) => {
    const id = `${view.plan.subtasks[handling.subtask].vertex} ${identityOf(handling)}`;
    const attempt = view.attemptAt(handling.time);
    const first = firsts.get(id) ?? attempt;
    firsts.set(id, first);
    return { ...handling, isAgain: first < attempt };
  });
}
