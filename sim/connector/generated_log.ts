// A log that is made, not recorded: a pure function of a seed that everybody may know. Each partition
// has its own producer, with its own gaps, keys, silences and delays, and draws from streams of its
// own name, so that one partition more changes nothing in the others.
//
//   producer    ■  ■■   ■ ┆ silent ┆  ■    ■ ■ ■
//   arrives        ■  ■■   ■          ■    ■ ┆ stalled ┆■■        delayed, and held up together

import type { Arrivals, Draw } from "../1_source/arrivals.ts";
import type { KeyChoice } from "../1_source/key_choice.ts";
import type { Source, SourceRecord } from "../1_source/source.ts";
import type { LogPartition } from "./replayable_log.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { drawBelow, streamNumber } from "../clock/prng.ts";
import type { Micros, Millis } from "../clock/time.ts";
import type { Key } from "../element/key.ts";
import { replayableLog } from "./replayable_log.ts";

/** A stretch of simulated time, `until` not included. */
export interface Stretch {
  readonly from: Micros;
  readonly until: Micros;
}

/** One partition to be made. */
export interface GeneratedPartition {
  readonly id: string;
  /** How many records, or fewer if its arrivals end before. */
  readonly count: number;
  /** When they are produced; the log's if left out. */
  readonly arrivals?: Arrivals;
  /** Nothing is produced in these stretches, which do not overlap; afterwards it goes on (F51). */
  readonly silences?: readonly Stretch[];
  /** What is produced in one of these arrives together at its end (F54). */
  readonly stalls?: readonly Stretch[];
  /** From production to arrival: a partition that lags. Default 0. */
  readonly delay?: Micros;
  /** A record's timestamp is up to so much before its production, drawn for each. Default 0. */
  readonly disorder?: Millis;
}

/** What is known of a record when its value is made. */
export interface GeneratedRecord<K extends Key> {
  /** Its offset. */
  readonly n: number;
  readonly partition: string;
  readonly key: K;
  readonly timestamp: Millis;
  /** A draw of its own, in [0, bound); `which` from 0 to 15 tells several apart. */
  readonly draw: (bound: number, which?: number) => number;
}

/** A whole log to be made. */
export interface GeneratedLogSpec<T, K extends Key> {
  readonly name: string;
  /** Decides every draw; publish it, and everybody has the same log. */
  readonly seed: number;
  readonly arrivals: Arrivals;
  readonly keys: KeyChoice<K>;
  readonly partitions: readonly GeneratedPartition[];
  readonly value: (record: GeneratedRecord<K>) => T;
  /** Event time at simulated time 0. Default 0. */
  readonly startTime?: Millis;
  readonly retention?: Micros;
}

/** So many records a generated log may have, over all partitions. */
const GENERATED_COUNT_MAX = 10_000_000;

/** Draws that one record may make of one stream. */
const DRAWS_PER_RECORD = 16;

/**
 * Makes a replayable log.
 *
 * Errors: `E-LOG-GENERATED` for a seed, count, delay, disorder or stretch that is none; those of
 * {@linkcode replayableLog}.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { fixedRate, generatedLog, millis, uniformKeys } from "@headwater/sim";
 * const log = generatedLog({
 *   name: "readings",
 *   seed: 1,
 *   arrivals: fixedRate(millis(5)),
 *   keys: uniformKeys(["ash"]),
 *   partitions: [{ id: "0", count: 3, delay: millis(2) }],
 *   value: ({ key, n }) => `${key} ${n}`,
 * });
 * deepStrictEqual(log.splits[0].records, [
 *   { arrival: 2000, timestamp: 0, value: "ash 0" },
 *   { arrival: 7000, timestamp: 5, value: "ash 1" },
 *   { arrival: 12000, timestamp: 10, value: "ash 2" },
 * ]);
 * ```
 */
export function generatedLog<T, K extends Key>(spec: GeneratedLogSpec<T, K>): Source<T> {
  const { name, retention } = spec;
  check(spec);
  const partitions = spec.partitions.map((partition) => producePartition(spec, partition));
  return replayableLog({ name, partitions, retention });
}

function producePartition<T, K extends Key>(
  spec: GeneratedLogSpec<T, K>,
  partition: GeneratedPartition,
): LogPartition<T> {
  const { id, arrivals = spec.arrivals, count, disorder = 0 } = partition;
  const stream = (what: string) => {
    const number = streamNumber(`log/${spec.name}/${id}/${what}`);
    return (n: number, bound: number) => drawBelow(spec.seed, number, 0, n, bound);
  };
  const gapDraw = stream("arrivals"), keyDraw = stream("keys");
  const lateDraw = stream("disorder"), valueDraw = stream("values");
  const records: SourceRecord<T>[] = [];
  let active: Micros = 0;
  for (let n = 0; n < count; n++) {
    const gap = arrivals.gap(n, once(gapDraw, n));
    if (gap === null) break;
    active += gap;
    const produced = withoutSilence(active, partition.silences ?? []);
    const late = disorder === 0 ? 0 : lateDraw(n, disorder + 1);
    const timestamp = (spec.startTime ?? 0) + Math.floor(produced / 1000) - late;
    const key = spec.keys.choose(once(keyDraw, n));
    const draw = (bound: number, which = 0) => valueDraw(n * DRAWS_PER_RECORD + which, bound);
    const value = spec.value({ n, partition: id, key, timestamp, draw });
    records.push({ value, arrival: arrivalOf(produced, partition), timestamp });
  }
  return { id, records };
}

function once(draw: (n: number, bound: number) => number, n: number): Draw {
  return (bound) => draw(n, bound);
}

/** Silent stretches are cut into the producer's time; it knows nothing of them. */
function withoutSilence(active: Micros, silences: readonly Stretch[]): Micros {
  let at = active;
  for (const { from, until } of silences) if (at >= from) at += until - from;
  return at;
}

function arrivalOf(produced: Micros, { stalls = [], delay = 0 }: GeneratedPartition): Micros {
  const stall = stalls.find(({ from, until }) => from <= produced && produced < until);
  return (stall === undefined ? produced : stall.until) + delay;
}

type Checked = Pick<GeneratedLogSpec<unknown, Key>, "name" | "seed" | "partitions" | "startTime">;

function check({ name, seed, partitions, startTime = 0 }: Checked): void {
  const where = `log ${showValue(name)}`;
  requireWhole(seed, `the seed of ${where}`, 0, Number.MAX_SAFE_INTEGER);
  requireWhole(startTime, `the start time of ${where}`, -8.64e15, 8.64e15);
  let sum = 0;
  for (const partition of partitions) {
    const { id, count, delay = 0, disorder = 0, silences = [], stalls = [] } = partition;
    const which = `partition ${showValue(id)} of ${where}`;
    requireWhole(count, `the count of ${which}`, 0, GENERATED_COUNT_MAX);
    requireWhole(delay, `the delay of ${which}`, 0, Number.MAX_SAFE_INTEGER);
    requireWhole(disorder, `the disorder of ${which}`, 0, 2 ** 31);
    checkStretches(silences, `silence of ${which}`);
    checkStretches(stalls, `stall of ${which}`);
    sum += count;
  }
  requireWhole(sum, `the count of all partitions of ${where}`, 0, GENERATED_COUNT_MAX);
}

/** In order, and none into the next one. */
function checkStretches(stretches: readonly Stretch[], what: string): void {
  let earliest = 0;
  stretches.forEach(({ from, until }, i) => {
    requireWhole(from, `the beginning of ${what} ${i}`, earliest, Number.MAX_SAFE_INTEGER);
    requireWhole(until, `the end of ${what} ${i}`, from, Number.MAX_SAFE_INTEGER);
    earliest = until;
  });
}

function requireWhole(value: unknown, what: string, min: number, max: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) return;
  refuse(
    "E-LOG-GENERATED",
    `While making a log: ${what} is ${showValue(value)}; wanted: a whole number from ${min} to ` +
      `${max}. Usual cause: stretches out of order, or a fraction from a calculation`,
  );
}
