// How a picture tells time: in seconds (or milliseconds) of simulated time, or, when the data has them, as
// dates and hours in UTC.

import { FOREVER, NEVER } from "./picture_numbers.ts";
import { type Stage, unitOf } from "./stage.ts";
import {
  clockText,
  dayText,
  secondsNumber,
  secondsText,
  timeNumber,
  timeText,
  type TimeUnit,
} from "./time_text.ts";

/** What decides how times are told; plain data. */
export interface PictureClock {
  readonly unit: TimeUnit;
  /** The wall clock at simulated time 0, or null for simulated time. */
  readonly startMillis: number | null;
}

/** The clock of a stage. */
export function clockOf(stage: Stage, startMillis?: number): PictureClock {
  return { unit: unitOf(stage), startMillis: startMillis ?? null };
}

/** Processing time with its unit: `13.3 s`, `26 ms`, `02-06 14:24`. */
export function nowText({ unit, startMillis }: PictureClock, micros: number): string {
  return startMillis === null
    ? timeText(micros, unit)
    : momentText(startMillis + Math.floor(micros / 1000));
}

/** The same for a table whose head names the unit. */
export function nowCell(clock: PictureClock, micros: number): string {
  return clock.startMillis === null ? timeNumber(micros, clock.unit) : nowText(clock, micros);
}

/** Event time with its unit: `10 s`, `02-06 14:24`. */
export function eventTimeText({ startMillis }: PictureClock, millis: number): string {
  return startMillis === null ? secondsText(millis * 1000) : momentText(millis);
}

/** A watermark without its unit: `9.999`, `02-06 14:24`, `∞`. */
export function watermarkText({ startMillis }: PictureClock, watermark: number): string {
  if (watermark === FOREVER) return "∞";
  if (watermark === NEVER) return "−∞";
  return startMillis === null ? secondsNumber(watermark * 1000) : momentText(watermark);
}

/** A stretch of event time: `0–10 s`, a day as `02-06`. */
export function rangeText(clock: PictureClock, start: number, end: number): string {
  if (clock.startMillis === null) {
    return `${secondsNumber(start * 1000)}–${secondsText(end * 1000)}`;
  }
  const isDay = start % DAY === 0 && end === start + DAY;
  return isDay ? dayText(start) : `${momentText(start)}–${momentText(end)}`;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

function momentText(millis: number): string {
  return `${dayText(millis)} ${clockText(Math.floor(millis / MINUTE) * MINUTE)}`;
}
