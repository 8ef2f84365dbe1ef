// What is decided for a graph as a whole, by its runtime mode or by options that hardly anybody sets
// (fields of Flink's StreamGraph).

import type { GlobalExchangeMode } from "./exchange_mode.ts";

/** Decisions for all operators and edges of a graph. */
export interface StreamGraphSettings {
  /** Flink's `pipeline.operator-chaining.chain-operators-with-different-max-parallelism` (G-5). */
  readonly chainsDifferentMaxParallelism: boolean;
  /** For edges that ask for nothing themselves. */
  readonly exchangeMode: GlobalExchangeMode;
  /** All vertices of the default group share slots; else only those of one pipelined region (G-14). */
  readonly sharesSlotsByDefault: boolean;
}

/**
 * A streaming job: everything runs at once (G-15).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { STREAMING } from "@headwater/sim";
 * strictEqual(STREAMING.exchangeMode, "ALL_EDGES_PIPELINED");
 * ```
 */
export const STREAMING: StreamGraphSettings = Object.freeze({
  chainsDifferentMaxParallelism: true,
  exchangeMode: "ALL_EDGES_PIPELINED",
  sharesSlotsByDefault: true,
});

/**
 * A batch job: stage after stage (BX-2). A description only: the engine runs streaming jobs.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { BATCH } from "@headwater/sim";
 * strictEqual(BATCH.exchangeMode, "ALL_EDGES_BLOCKING");
 * ```
 */
export const BATCH: StreamGraphSettings = Object.freeze({
  chainsDifferentMaxParallelism: true,
  exchangeMode: "ALL_EDGES_BLOCKING",
  sharesSlotsByDefault: false,
});
