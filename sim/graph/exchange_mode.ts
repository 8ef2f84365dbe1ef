// May a receiver read while its sender still writes? (Flink's StreamExchangeMode, which an edge may
// ask for; GlobalStreamExchangeMode, which decides for the edges that ask for nothing; and
// ResultPartitionType, which is the answer.) Streaming jobs are pipelined everywhere (G-15); batch
// jobs finish one stage, keep its result, and begin the next (BX-2).
//
//   PIPELINED   map ─▶─▶─▶ reduce         BLOCKING   map ─▶ ▤▤▤ (map has finished) ▤▤▤ ─▶ reduce

import type { PartitionerSpec } from "../2_partitioner/partitioner.ts";
import type { ResultPartitionType } from "../task/subtask_spec.ts";

/** What an edge asks for (Flink's StreamExchangeMode). */
export type ExchangeMode = "UNDEFINED" | "PIPELINED" | "BATCH" | "HYBRID_FULL" | "HYBRID_SELECTIVE";

/** How edges are exchanged that ask for nothing (Flink's GlobalStreamExchangeMode). */
export type GlobalExchangeMode =
  | "ALL_EDGES_PIPELINED"
  | "ALL_EDGES_PIPELINED_APPROXIMATE"
  | "ALL_EDGES_BLOCKING"
  | "ALL_EDGES_HYBRID_FULL"
  | "ALL_EDGES_HYBRID_SELECTIVE"
  | "FORWARD_EDGES_PIPELINED"
  | "POINTWISE_EDGES_PIPELINED";

const ASKED: Record<Exclude<ExchangeMode, "UNDEFINED">, ResultPartitionType> = {
  PIPELINED: "PIPELINED_BOUNDED",
  BATCH: "BLOCKING",
  HYBRID_FULL: "HYBRID_FULL",
  HYBRID_SELECTIVE: "HYBRID_SELECTIVE",
};

const ALIKE: Partial<Record<GlobalExchangeMode, ResultPartitionType>> = {
  ALL_EDGES_PIPELINED: "PIPELINED_BOUNDED",
  ALL_EDGES_PIPELINED_APPROXIMATE: "PIPELINED_APPROXIMATE",
  ALL_EDGES_BLOCKING: "BLOCKING",
  ALL_EDGES_HYBRID_FULL: "HYBRID_FULL",
  ALL_EDGES_HYBRID_SELECTIVE: "HYBRID_SELECTIVE",
};

/**
 * The kind of result that an edge carries: what it asks for, else what the job's mode says (G-15).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { resultTypeOf } from "./exchange_mode.ts";
 * import { rebalance } from "@headwater/sim";
 * const edge = { exchangeMode: "UNDEFINED", partitioner: rebalance() } as const;
 * deepStrictEqual(
 *   [resultTypeOf(edge, "ALL_EDGES_PIPELINED"), resultTypeOf(edge, "FORWARD_EDGES_PIPELINED")],
 *   ["PIPELINED_BOUNDED", "BLOCKING"],
 * );
 * ```
 */
export function resultTypeOf(
  { exchangeMode, partitioner }: {
    readonly exchangeMode: ExchangeMode;
    readonly partitioner: PartitionerSpec;
  },
  mode: GlobalExchangeMode,
): ResultPartitionType {
  if (exchangeMode !== "UNDEFINED") return ASKED[exchangeMode];
  const isPipelined = mode === "FORWARD_EDGES_PIPELINED"
    ? partitioner.name === "FORWARD"
    : partitioner.isPointwise;
  return ALIKE[mode] ?? (isPipelined ? "PIPELINED_BOUNDED" : "BLOCKING");
}

/** True when sender and receiver have to run at the same time. */
export function isPipelined(type: ResultPartitionType): boolean {
  return type === "PIPELINED_BOUNDED" || type === "PIPELINED_APPROXIMATE";
}
