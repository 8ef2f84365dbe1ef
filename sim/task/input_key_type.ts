// How numbers among the keys of an operator's input hash: what its keyed edges were told (KG-6).

import type { KeyType } from "../element/key.ts";
import type { ExecutionPlan, VertexSpec } from "./subtask_spec.ts";

/** The key type of a vertex's input; null where that has no key. */
export function inputKeyType({ edges }: ExecutionPlan, { inEdges }: VertexSpec): KeyType | null {
  const keyed = inEdges.map((id) => edges[id]).find(({ keySelector }) => keySelector !== null);
  return keyed?.keyType ?? null;
}
