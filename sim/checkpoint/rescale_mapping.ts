// Which old subtasks a new one takes over from, when a job goes on with another parallelism (Flink's
// RescaleMappings): one list of old indexes for each new index.
//
//   3 ──▶ 2    [[0, 1], [1, 2]]      new 0 reads what 0 and 1 left, new 1 what 1 and 2 left;
//                                    what 1 left goes to both: somebody has to filter

/** By new index: old indexes, ascending. */
export type RescaleMapping = readonly (readonly number[])[];

/** Nobody moves: as many subtasks as there are. */
export function stay(parallelism: number): RescaleMapping {
  return Array.from({ length: parallelism }, (_, index) => [index]);
}

/** True when each old index keeps its number; new ones behind the old ones have nothing to take over. */
export function isIdentity(mapping: RescaleMapping, oldParallelism: number): boolean {
  return mapping.length >= oldParallelism &&
    mapping.every((old, index) =>
      index < oldParallelism ? old.length === 1 && old[0] === index : old.length === 0
    );
}

/** Old indexes that go to more than one new index, ascending. */
export function ambiguousSubtasks(mapping: RescaleMapping, oldParallelism: number): number[] {
  const all = mapping.flat();
  return Array.from({ length: oldParallelism }, (_, old) => old)
    .filter((old) => all.indexOf(old) !== all.lastIndexOf(old));
}
