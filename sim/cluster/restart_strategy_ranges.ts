// The options of each restart strategy: Flink's defaults (DF-17 … DF-20), and what they may be.

/** One option: its default, what it may be, and what it is. */
export interface Range {
  readonly byDefault: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  readonly meaning: string;
}

/** Milliseconds that are still exact in microseconds. */
const MILLIS_MAX = 9e12;
/** Failures that a strategy remembers. */
const FAILURES_MAX = 10_000;
/** Flink's largest int, its way to say "for ever". */
const ATTEMPTS_MAX = 2_147_483_647;

const whole = (byDefault: number, min: number, max: number, meaning: string): Range => ({
  byDefault,
  min,
  max,
  isWhole: true,
  meaning,
});
const ratio = (byDefault: number, min: number, max: number, meaning: string): Range => ({
  ...whole(byDefault, min, max, meaning),
  isWhole: false,
});

/** By type, in the order of Flink's documentation, the options by name. */
export const RESTART_STRATEGY_RANGES: ReadonlyMap<string, ReadonlyMap<string, Range>> = new Map([
  ["none", new Map<string, Range>()],
  [
    "fixed-delay",
    new Map([
      ["attempts", whole(1, 0, ATTEMPTS_MAX, "restarts in the life of the job")],
      ["delay", whole(1000, 0, MILLIS_MAX, "milliseconds until the restart")],
    ]),
  ],
  [
    "failure-rate",
    new Map([
      ["maxFailures", whole(1, 1, FAILURES_MAX, "failures in any one interval")],
      ["interval", whole(60_000, 1, MILLIS_MAX, "milliseconds in which failures are counted")],
      ["delay", whole(1000, 0, MILLIS_MAX, "milliseconds until the restart")],
    ]),
  ],
  [
    "exponential-delay",
    new Map([
      ["initialBackoff", whole(1000, 1, MILLIS_MAX, "milliseconds until the first restart")],
      ["maxBackoff", whole(60_000, 1, MILLIS_MAX, "milliseconds that no delay exceeds")],
      ["backoffMultiplier", ratio(1.5, 1, 1e6, "by which each delay is longer; more than 1")],
      ["resetThreshold", whole(3_600_000, 1, MILLIS_MAX, "quiet milliseconds to begin anew")],
      ["jitterFactor", ratio(0.1, 0, 1, "share of a delay by which chance changes it")],
      ["attempts", whole(ATTEMPTS_MAX, 0, ATTEMPTS_MAX, "restarts before the delay begins anew")],
    ]),
  ],
]);
