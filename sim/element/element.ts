// What travels on a channel (Flink's StreamElement and its runtime events). In flight an element is a
// row of numbers and one frozen value (row_ring.ts); these objects are made for facts, harnesses,
// goldens and figures only.

import type { Millis } from "../clock/time.ts";

/** A data element: a user's value, the timestamp it carries, and the record it stems from. */
export interface Record<T = unknown> {
  readonly type: "record";
  readonly value: T;
  readonly timestamp: Millis;
}

/** "No more records with a timestamp at or before this one" (Flink's `Watermark`, TS-4). */
export interface Watermark {
  readonly type: "watermark";
  readonly timestamp: Millis;
}

/** Whether a channel takes part in event time (Flink's `WatermarkStatus`). */
export interface WatermarkStatus {
  readonly type: "status";
  readonly status: "active" | "idle";
}

/** The last element of a bounded stream, before the channel closes (EOI-1). */
export interface EndOfData {
  readonly type: "endOfData";
}

/** Anything on a channel. */
export type Element<T = unknown> = Record<T> | Watermark | WatermarkStatus | EndOfData;

/**
 * The kind of an element in flight, as a number in its row. Values are permanent.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { ELEMENT_NAMES, ElementKind } from "@headwater/sim";
 * strictEqual(ELEMENT_NAMES[ElementKind.WATERMARK], "watermark");
 * ```
 */
export const ElementKind = {
  RECORD: 0,
  WATERMARK: 1,
  IDLE: 2,
  ACTIVE: 3,
  END_OF_DATA: 4,
  LATENCY_MARKER: 5,
  CHECKPOINT_BARRIER: 6,
  CANCEL_CHECKPOINT_MARKER: 7,
  END_OF_PARTITION: 8,
  EVENT_ANNOUNCEMENT: 9,
} as const;

/**
 * The names of {@linkcode ElementKind}, by number.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { ELEMENT_NAMES } from "@headwater/sim";
 * strictEqual(ELEMENT_NAMES[0], "record");
 * ```
 */
export const ELEMENT_NAMES = [
  "record",
  "watermark",
  "idle",
  "active",
  "endOfData",
  "latencyMarker",
  "checkpointBarrier",
  "cancelCheckpointMarker",
  "endOfPartition",
  "eventAnnouncement",
] as const;

/**
 * The key column of a row that belongs to no key.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { NO_KEY } from "@headwater/sim";
 * strictEqual(NO_KEY, -1);
 * ```
 */
export const NO_KEY = -1;

/**
 * The origin column of a row that stems from many records, such as a window's result.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { NO_ORIGIN } from "@headwater/sim";
 * strictEqual(NO_ORIGIN, -1);
 * ```
 */
export const NO_ORIGIN = -1;
