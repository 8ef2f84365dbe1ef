// The number of key groups is fixed for the life of the state (KG-7, Flink's
// StateAssignmentOperation.checkParallelismPreconditions): a job that begins from a savepoint takes it over
// where it says nothing itself, and may not say anything else.

import type { OperatorTransformation, Transformation } from "./transformation.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { assignUids } from "./uid.ts";

/** By uid: the max parallelism that an operator's state was saved with. */
export type SavedParallelisms = ReadonlyMap<string, number>;

/** The same program with the key groups of its state. Errors: `E-RESTORE-MAXPAR`. */
export function adoptMaxParallelism(
  transformations: readonly Transformation[],
  saved: SavedParallelisms,
): readonly Transformation[] {
  const operators = transformations.filter((t) => "createOperator" in t);
  const uids = assignUids(operators);
  return transformations.map((transformation) => {
    if (!("createOperator" in transformation)) return transformation;
    const uid = uids[operators.indexOf(transformation)];
    const maxParallelism = saved.get(uid);
    if (maxParallelism === undefined) return transformation;
    check(transformation, uid, maxParallelism);
    return { ...transformation, maxParallelism };
  });
}

function check(
  { parallelism, maxParallelism }: OperatorTransformation,
  uid: string,
  saved: number,
): void {
  if (maxParallelism !== null && maxParallelism !== saved) {
    refuse(
      "E-RESTORE-MAXPAR",
      `Operator ${
        showValue(uid)
      } has a max parallelism of ${maxParallelism}, but its state was saved ` +
        `with ${saved}; wanted: ${saved}, or nothing at all, since keys would be looked for in other ` +
        `key groups. Usual cause: setMaxParallelism was changed since the savepoint`,
    );
  }
  if (parallelism > saved) {
    refuse(
      "E-RESTORE-MAXPAR",
      `Operator ${
        showValue(uid)
      } has ${parallelism} subtasks, but its state was saved in ${saved} key ` +
        `groups; wanted: ${saved} subtasks at most, since each owns at least one key group. The max ` +
        `parallelism of state cannot be changed; it should have been larger from the start`,
    );
  }
}
