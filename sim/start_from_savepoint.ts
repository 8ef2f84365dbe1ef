// From a savepoint to what each subtask of another job gets back (Flink's Checkpoints.loadAndValidateCheckpoint
// and StateAssignmentOperation): operators are found by their uid, and whatever has no home is refused, or
// named and left behind (G-11, KG-7, KG-8, OS-2 … OS-6).
//
//   savepoint    source  window  old-sink         uids of then
//                   │       │        └─▶ refused, or dropped
//   job          source  window  new-sink         uids of now; new-sink begins with nothing

import type { Micros } from "./clock/time.ts";
import type { TraceWriter } from "./trace/trace_writer.ts";
import type { KeyTable } from "./element/key_table.ts";
import type { ExecutionPlan, VertexSpec } from "./task/subtask_spec.ts";
import type { OperatorSnapshot } from "./task/subtask_snapshot.ts";
import type { RestoreShare } from "./task/restore_plan.ts";
import { NOTHING_IN_FLIGHT } from "./3_channel/channel_state.ts";
import type { SourceOperatorSpec } from "./1_source/source_operator.ts";
import { savedPositions, SPLITS } from "./1_source/split_positions.ts";
import { Numbering } from "./checkpoint/numbering.ts";
import { restorePart } from "./checkpoint/saved_part.ts";
import {
  countSaved,
  type SavedOperator,
  type Savepoint,
  SAVEPOINT_FORMAT,
} from "./checkpoint/savepoint.ts";
import { assignSnapshots } from "./checkpoint/state_assignment.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { NO_KEY, NO_ORIGIN } from "./element/element.ts";
import type { SavedParallelisms } from "./graph/restored_parallelism.ts";
import { windowsOf } from "./operator_windows.ts";
import { SavepointReader } from "./savepoint_reader.ts";
import { inputKeyType } from "./task/input_key_type.ts";
import { Fact } from "./trace/fact.ts";

/** State that has no home in the job. */
export interface DroppedState {
  /** The operator, or a split of a source that the source has no more. */
  readonly uid: string;
  readonly entryCount: number;
}

/** What a job begins from: the same for all its worlds. */
export interface StartingPoint {
  readonly savepoint: Savepoint;
  /** When the job begins: the world's clock goes on. */
  readonly time: Micros;
  /** By subtask. */
  readonly shares: readonly RestoreShare[];
  /** Uids of operators with state from the savepoint, and of those that begin with nothing. */
  readonly restored: readonly string[];
  readonly empty: readonly string[];
  readonly dropped: readonly DroppedState[];
}

/**
 * The max parallelism that each operator's state was saved with.
 *
 * Errors: `E-SAVEPOINT` for what is no savepoint, `E-SAVEPOINT-VERSION`.
 */
export function savedParallelisms(savepoint: Savepoint): SavedParallelisms {
  const $ = new SavepointReader(savepoint, "from");
  const format = $.field("format").value;
  if (format !== SAVEPOINT_FORMAT) {
    refuse(
      "E-SAVEPOINT-VERSION",
      `The savepoint has format ${showValue(format)}; this engine begins from format ` +
        `${SAVEPOINT_FORMAT}. Usual cause: it comes from another version`,
    );
  }
  const { operators } = savepoint;
  if (!Array.isArray(operators)) $.field("operators").refuse("a list of operators");
  return new Map(operators.map(({ uid, maxParallelism }) => [uid, maxParallelism]));
}

/**
 * Deals the state of a savepoint out to the subtasks of a plan.
 *
 * Errors: `E-RESTORE-MISSING` for state without a home, unless that is allowed; `E-RESTORE-SCHEMA` for keys
 * or windows that are others now.
 */
export function startFrom(
  savepoint: Savepoint,
  plan: ExecutionPlan,
  keys: KeyTable,
  allowsNonRestored: boolean,
): StartingPoint {
  const saved = new Map(savepoint.operators.map((operator) => [operator.uid, operator]));
  const uids = plan.vertices.flatMap(({ chain }) => chain.map(({ operator }) => operator.uid));
  const dropped = [...homeless(savepoint, uids), ...homelessSplits(plan, saved)];
  if (dropped.length > 0 && !allowsNonRestored) refuseHomeless(savepoint, dropped, uids);
  const shares: RestoreShare[] = [];
  const finished = finishedVertices(plan, saved);
  for (const vertex of plan.vertices) {
    const own = plan.subtasks.filter((subtask) => subtask.vertex === vertex.id);
    const { checkpointId } = savepoint;
    const isFinished = finished.has(vertex.id);
    const dealt = deal(vertex, plan, saved, keys, { checkpointId, isFinished });
    own.forEach(({ id }, index) => shares[id] = dealt[index]);
  }
  const isSaved = (uid: string) => saved.has(uid);
  return Object.freeze({
    savepoint,
    time: savepoint.completedAt,
    shares: Object.freeze(shares),
    restored: Object.freeze(uids.filter(isSaved)),
    empty: Object.freeze(uids.filter((uid) => !isSaved(uid))),
    dropped: Object.freeze(dropped),
  });
}

/** Whoever watches must know that this is not the beginning. */
export function tellStart({ savepoint, dropped }: StartingPoint, writer: TraceWriter): void {
  if (!writer.recordsFlight) return;
  const { checkpointId } = savepoint;
  writer.owner = -1;
  writer.write(Fact.savepointRestored, -1, NO_KEY, NO_ORIGIN, checkpointId, 0, undefined);
  for (const { uid, entryCount } of dropped) {
    writer.write(Fact.stateDropped, -1, entryCount, NO_ORIGIN, checkpointId, 0, uid);
  }
}

/** The shares of one vertex's subtasks. */
function deal(
  vertex: VertexSpec,
  plan: ExecutionPlan,
  saved: ReadonlyMap<string, SavedOperator>,
  keys: KeyTable,
  head: Pick<RestoreShare, "checkpointId" | "isFinished">,
): RestoreShare[] {
  const { chain, parallelism } = vertex;
  const found = chain.map(({ operator }) => saved.get(operator.uid));
  const operators = chain.map((_, index) => {
    const one = found[index];
    const snapshots = one === undefined ? [] : toSnapshots(one, index, vertex, plan, keys);
    return assignSnapshots(snapshots, parallelism);
  });
  return Array.from({ length: parallelism }, (_, subtask) =>
    Object.freeze({
      ...head,
      operators: operators.map((shares) => shares[subtask]),
      inFlight: NOTHING_IN_FLIGHT,
      entryCount: sum(
        found.map((one) => one === undefined ? 0 : entriesFor(one, subtask, parallelism)),
      ),
    }));
}

/** What a subtask has to read of an operator's entries: its own, or its share of all. */
function entriesFor({ subtasks }: SavedOperator, subtask: number, parallelism: number): number {
  const counts = subtasks.map(countSaved);
  return counts.length === parallelism ? counts[subtask] : Math.ceil(sum(counts) / parallelism);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * The vertices that had finished as a whole, and to which nobody can say anything any more: they stay
 * finished. Where only some subtasks had, all begin again, for the others' records may reach them now.
 */
function finishedVertices(
  { vertices, edges }: ExecutionPlan,
  saved: ReadonlyMap<string, SavedOperator>,
): Set<number> {
  const finished = new Set<number>();
  const hadFinished = (uid: string) =>
    saved.get(uid)?.subtasks.every(({ isFinished }) => isFinished) ?? false;
  for (const { id, chain, inEdges } of vertices) {
    const isOver = chain.every(({ operator }) => hadFinished(operator.uid)) &&
      inEdges.every((edge) => finished.has(edges[edge].source));
    if (isOver) finished.add(id);
  }
  return finished;
}

/** What an operator's subtasks had, as this timeline numbers it. */
function toSnapshots(
  { uid, keyType, maxParallelism, subtasks }: SavedOperator,
  index: number,
  vertex: VertexSpec,
  plan: ExecutionPlan,
  keys: KeyTable,
): (OperatorSnapshot | undefined)[] {
  const { operator } = vertex.chain[index];
  const ownType = index === 0 ? inputKeyType(plan, vertex) : null;
  const hasKeyed = subtasks.some((subtask) => countSaved({ ...subtask, lists: [] }) > 0);
  if (hasKeyed && keyType !== ownType) refuseKeyType(uid, keyType, ownType);
  const numbering = new Numbering({
    keys,
    keyType: ownType ?? "auto",
    maxParallelism,
    windows: windowsOf(operator),
    operator: uid,
  });
  return subtasks.map(({ isFinished, parts, lists }) => {
    if (isFinished && lists.length === 0) return undefined;
    const keyed = parts.map((part) => [part.part, restorePart(part, numbering)] as const);
    return Object.freeze({ uid, keyed: Object.fromEntries(keyed), lists });
  });
}

/** Operators with state that the job has no more; one without any is no loss. */
function homeless({ operators }: Savepoint, uids: readonly string[]): DroppedState[] {
  return operators.flatMap(({ uid, subtasks }) => {
    const entryCount = sum(subtasks.map(countSaved));
    return uids.includes(uid) || entryCount === 0 ? [] : [{ uid, entryCount }];
  });
}

/** Splits that were read by a source which does not have them any more. */
function homelessSplits(
  { vertices }: ExecutionPlan,
  saved: ReadonlyMap<string, SavedOperator>,
): DroppedState[] {
  return vertices.flatMap(({ chain: [{ operator }] }) => {
    const { source, uid, name } = operator as SourceOperatorSpec;
    if (source === undefined) return [];
    const lists = saved.get(uid)?.subtasks.flatMap((subtask) => subtask.lists) ?? [];
    const positions = lists.filter((list) => list.name === SPLITS).flatMap(({ items }) => items);
    const known = new Set(source.splits.map(({ id }) => id));
    return savedPositions(positions, name)
      .filter(({ split }) => !known.has(split))
      .map(({ split }) => ({ uid: `${uid}/${split}`, entryCount: 1 }));
  });
}

function refuseHomeless(
  { checkpointId }: Savepoint,
  dropped: readonly DroppedState[],
  uids: readonly string[],
): never {
  const list = dropped
    .map(({ uid, entryCount }) => `${showValue(uid)} (${entryCount} entries)`)
    .join(", ");
  return refuse(
    "E-RESTORE-MISSING",
    `Savepoint ${checkpointId} has state of ${list}, for which this job has no operator; its uids are ` +
      `${
        uids.map((uid) => showValue(uid)).join(", ")
      }. Usual cause: an operator that was removed, or ` +
      `whose uid was changed or never given. With allowNonRestoredState that state is left behind`,
  );
}

function refuseKeyType(uid: string, saved: string | null, own: string | null): never {
  const words = (type: string | null) =>
    type === null
      ? "a stream without keys"
      : type === "long"
      ? "keys that hash as Long"
      : "keys that hash by what they are";
  return refuse(
    "E-RESTORE-SCHEMA",
    `Operator ${showValue(uid)} reads ${words(own)}, but its state was saved for ${
      words(saved)
    }; wanted: ` +
      `the same keys, or they would be looked for in other key groups. Usual cause: a keyBy that was changed`,
  );
}
