// Times as text, without a locale and without a clock: `12.4 s` of simulated time, or wall-clock dates
// in UTC when the data has them. Digits only, so that they read the same in every language.

/** Processing time in microseconds as `12.4 s`. */
export function secondsText(micros: number): string {
  return `${secondsNumber(micros)} s`;
}

/** The same without its unit, for the ticks of an axis that names the unit once. */
export function secondsNumber(micros: number): string {
  const text = (Math.round(micros / 1000) / 1000).toFixed(3).replace(/\.?0+$/, "");
  return text.replace("-", "−");
}

/** What processing time is told in: a stretch below a second is told in milliseconds. */
export type TimeUnit = "s" | "ms";

/** The unit for a stretch of so many microseconds. */
export function timeUnitOf(span: number): TimeUnit {
  return span < 1_000_000 ? "ms" : "s";
}

/** A time in a unit, without its name. */
export function timeNumber(micros: number, unit: TimeUnit): string {
  return secondsNumber(unit === "ms" ? micros * 1000 : micros);
}

/** A time in a unit, as `12.4 s` or `26 ms`. */
export function timeText(micros: number, unit: TimeUnit): string {
  return `${timeNumber(micros, unit)} ${unit}`;
}

/** A moment in UTC, in parts. */
export interface Moment {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milli: number;
}

const DAY = 86_400_000;

/** Splits milliseconds since 1970 into a date and a time of day (the proleptic Gregorian calendar). */
export function momentOf(millis: number): Moment {
  const day = Math.floor(millis / DAY);
  const rest = millis - day * DAY;
  // days counted from 1 March of year 0, in eras of 400 years: leap days come last
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear = ofEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * march + 2) / 5) + 1,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    milli: rest % 1000,
  };
}

/** `07-03`, the day of a moment. */
export function dayText(millis: number): string {
  const { month, day } = momentOf(millis);
  return `${two(month)}-${two(day)}`;
}

/** `2024-07-03`. */
export function dateText(millis: number): string {
  return `${String(momentOf(millis).year).padStart(4, "0")}-${dayText(millis)}`;
}

/** `06:30`, or `06:30:05` when there are seconds. */
export function clockText(millis: number): string {
  const { hour, minute, second } = momentOf(millis);
  return `${two(hour)}:${two(minute)}${second === 0 ? "" : `:${two(second)}`}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
