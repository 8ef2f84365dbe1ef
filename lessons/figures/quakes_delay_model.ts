// The numbers behind the chart of delays: for each seismic network, how long after the ground moved the
// feed last told of it. Read off a run of the earthquake job: every record that its source created.

import { Fact } from "@headwater/sim/trace";
import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { extentOf } from "./picture_extent.ts";
import { isPhone } from "./theme.ts";

/** One network. */
export interface NetworkRow {
  /** Its code: `ci`. */
  readonly net: string;
  readonly count: number;
  /** Delays in hours. */
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** Records of one network whose delays are about the same. */
export interface DelayBin {
  readonly net: string;
  /** Their mean, in hours. */
  readonly hours: number;
  readonly count: number;
}

/** The chart's numbers: rows by median, the fastest network first. */
export interface QuakesDelayModel extends FigureModel {
  readonly figure: "quakes-delay";
  readonly language: Language;
  readonly rows: readonly NetworkRow[];
  readonly bins: readonly DelayBin[];
  readonly count: number;
  readonly median: number;
  /** Milliseconds since 1970: the first and the last earthquake. */
  readonly from: number;
  readonly until: number;
}

/** Pixels of a network's row, and around the rows. */
export const ROW = { column: 24, phone: 22 } as const;
/** Above the rows and below them. */
export const AROUND = { top: 24, bottom: 40 } as const;

/** Makes the model from a run of the earthquake job. */
export function quakesDelayModel(
  slice: TraceSlice,
  { width, language = "en" }: FigureOptions,
): QuakesDelayModel {
  const quakes = slice.facts.filter(({ kind }) => kind === Fact.recordCreated)
    .map(({ value }) => value as Told);
  const nets = new Map<string, number[]>();
  for (const { net, time, updated } of quakes) {
    nets.set(net, [...nets.get(net) ?? [], (updated - time) / HOUR]);
  }
  const rows = Array.from(nets, ([net, delays]) => rowOf(net, delays))
    .sort((a, b) => a.median - b.median || (a.net < b.net ? -1 : 1));
  const [from, until] = extentOf(quakes.map(({ time }) => time));
  const height = isPhone(width) ? ROW.phone : ROW.column;
  return {
    figure: "quakes-delay",
    language,
    width,
    height: AROUND.top + Math.max(1, rows.length) * height + AROUND.bottom,
    rows,
    bins: rows.flatMap(({ net }) => binsOf(net, nets.get(net)!, isPhone(width) ? 2 : 1)),
    count: quakes.length,
    median: median(quakes.map(({ time, updated }) => (updated - time) / HOUR)),
    from: quakes.length === 0 ? 0 : from,
    until: quakes.length === 0 ? 0 : until,
  };
}

/** What the chart needs of a record of the feed. */
interface Told {
  readonly net: string;
  /** When the ground moved, and when the feed last changed its word, in milliseconds since 1970. */
  readonly time: number;
  readonly updated: number;
}

const HOUR = 3_600_000;

function rowOf(net: string, delays: readonly number[]): NetworkRow {
  const [least, most] = extentOf(delays);
  return { net, count: delays.length, least, median: median(delays), most };
}

/** The delay within which half of them came. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Ten steps a decade, as rulers and resistors have them: no logarithm, so no last bits that differ. */
const DECADE = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];
const EDGES = [0.01, 0.1, 1, 10, 100].flatMap((unit) => DECADE.map((step) => step * unit));

/** Counts delays in bins of one or two steps; empty bins are left out. */
function binsOf(net: string, delays: readonly number[], steps: number): DelayBin[] {
  const edges = EDGES.filter((_, index) => index % steps === 0);
  return edges.flatMap((edge, index) => {
    const next = edges[index + 1] ?? Infinity;
    const own = delays.filter((delay) => delay >= edge && delay < next);
    const mean = own.reduce((sum, delay) => sum + delay, 0) / own.length;
    const hours = Math.round(mean * 10_000) / 10_000;
    return own.length === 0 ? [] : { net, hours, count: own.length };
  });
}
