// Where a source stands in each of its splits, as a checkpoint holds it: the offset of the next record in
// the log. All readers are shown all of them, and each looks for its own splits (SN-3, OS-4).

import type { OperatorListState } from "../6_state/operator_list_state.ts";
import type { Source } from "./source.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** The name of the list. */
export const SPLITS = "splits";

/** One split. */
export interface SplitPosition {
  readonly split: string;
  /** The offset of the next record, which counts what the log had forgotten before the run too. */
  readonly position: number;
}

/** The splits of one reader, each with the index of its next record. */
export function splitPositions(
  source: Source<unknown>,
  splits: Int32Array,
  indexes: ArrayLike<number>,
): OperatorListState {
  const items = Array.from(splits, (split, i): SplitPosition => {
    const { id, firstOffset = 0 } = source.splits[split];
    return Object.freeze({ split: id, position: firstOffset + indexes[i] });
  });
  return Object.freeze({ name: SPLITS, mode: "union", items: Object.freeze(items) });
}

/** What is saved of a source's splits. Errors: `E-RESTORE-SCHEMA` for what no source has saved. */
export function savedPositions(
  items: readonly unknown[],
  sourceName: string,
): readonly SplitPosition[] {
  const isPosition = (item: unknown) => {
    const { split, position } = (item ?? {}) as Partial<SplitPosition>;
    return typeof split === "string" && Number.isSafeInteger(position) && position! >= 0;
  };
  const other = items.find((item) => !isPosition(item));
  if (other === undefined) return items as readonly SplitPosition[];
  return refuse(
    "E-RESTORE-SCHEMA",
    `Source "${sourceName}" finds ${
      showValue(other)
    } where a split and its position should be saved. ` +
      `Usual cause: another operator under the same uid, or a savepoint that was edited`,
  );
}

/** The splits that a reader has when they are read to their ends: what one that has finished would save. */
export function endPositions(
  source: Source<unknown>,
  subtaskIndex: number,
  parallelism: number,
): OperatorListState {
  const splits = splitsOf(source, subtaskIndex, parallelism);
  const ends = Array.from(splits, (split) => source.splits[split].records.length);
  return splitPositions(source, splits, ends);
}

/** The numbers of a reader's splits: split i belongs to subtask i mod p. */
export function splitsOf(
  source: Source<unknown>,
  subtaskIndex: number,
  parallelism: number,
): Int32Array {
  return Int32Array.from(source.splits.keys()).filter((i) => i % parallelism === subtaskIndex);
}

/**
 * The index of a split's next record; negative when the log has forgotten it. Errors: `E-RESTORE-SPLIT` when
 * the split ends before.
 */
export function indexIn(
  source: Source<unknown>,
  split: number,
  { position }: SplitPosition,
  sourceName: string,
): number {
  const { id, firstOffset = 0, records } = source.splits[split];
  if (position - firstOffset <= records.length) return position - firstOffset;
  return refuse(
    "E-RESTORE-SPLIT",
    `Source "${sourceName}" must go on from record ${position} of split ${
      showValue(id)
    }, which ends at ` +
      `${
        firstOffset + records.length
      }; wanted: the log that the job has read. Usual cause: a savepoint ` +
      `of other input`,
  );
}
