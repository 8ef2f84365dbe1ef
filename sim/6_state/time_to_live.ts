// State that is forgotten (Flink's StateTtlConfig and TtlUtils): a value is remembered together with when it
// was touched last, and has expired when its time has passed since (TTL-1). Processing time only.
//
//   written ●────────── ttl ──────────▶│ expired: reads as nothing, and is removed by that read

import type { Millis } from "../clock/time.ts";
import { MAX } from "../clock/time.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** What may be said about forgetting. */
export interface TimeToLiveOptions {
  /** How long something is remembered after it was touched. */
  readonly ttl: Millis;
  /** What touches it: writing, or reading too (TTL-2). Default `OnCreateAndWrite`. */
  readonly updateType?: "OnCreateAndWrite" | "OnReadAndWrite";
  /** Whether what has expired is still told once, by the read that removes it (TTL-3). */
  readonly visibility?: "NeverReturnExpired" | "ReturnExpiredIfNotCleanedUp";
  /** Entries that each access looks at besides, to remove what has expired (TTL-5). Default 5. */
  readonly cleanupSize?: number;
}

/** Time to live, complete. */
export interface TimeToLive extends Required<TimeToLiveOptions> {
  readonly ttl: Millis;
}

/** A value and when it was touched last. */
export interface Timed<T = unknown> {
  readonly value: T;
  readonly at: Millis;
}

/** What a declaration says of forgetting, checked. Errors: `E-TTL`. */
export function timeToLive(options: TimeToLiveOptions): TimeToLive {
  const {
    ttl,
    updateType = "OnCreateAndWrite",
    visibility = "NeverReturnExpired",
    cleanupSize = 5,
  } = options;
  const isSize = Number.isSafeInteger(cleanupSize) && cleanupSize >= 0;
  if (!Number.isSafeInteger(ttl) || ttl <= 0 || !isSize) {
    refuse(
      "E-TTL",
      `A time to live is ${showValue(ttl)} with ${
        showValue(cleanupSize)
      } entries to clean; wanted: ` +
        `whole milliseconds, 1 or more, and a whole number of entries. Usual cause: another unit`,
    );
  }
  return Object.freeze({ ttl, updateType, visibility, cleanupSize });
}

/** A value that is touched now. */
export function timed<T>(value: T, now: Millis): Timed<T> {
  return Object.freeze({ value, at: now });
}

/** Whether its time has passed (TTL-1): capped, so that a ttl of +∞ never has. */
export function isExpired({ at }: Timed, { ttl }: TimeToLive, now: Millis): boolean {
  return ttl < MAX && at + Math.min(ttl, MAX - at) <= now;
}
