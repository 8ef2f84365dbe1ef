// What a bench says: a line for each program, and whether the gate holds.
//
//   program                    ns/record    ratio    (least)
//   flat hash loop                  28.4      1.0       24.1

import { BASELINE, GATED } from "./programs.ts";
import { type Measurement, median } from "./round_robin.ts";

/** The engine, with every fact recorded in a ring, takes at most so many times the flat loop. */
export const GATE = 20;

/** The ratio of two programs' medians. */
export function ratioOf(measurements: readonly Measurement[], name: string): number {
  const timeOf = (wanted: string) =>
    median(measurements.find(({ name }) => name === wanted)!.times);
  return timeOf(name) / timeOf(BASELINE);
}

/** True when the gate holds. */
export function isWithinGate(measurements: readonly Measurement[]): boolean {
  return ratioOf(measurements, GATED) <= GATE;
}

/** The table, and the verdict under it. */
export function reportText(measurements: readonly Measurement[]): string {
  const lines = measurements.map(({ name, times }) =>
    [
      name.padEnd(26),
      median(times).toFixed(1).padStart(9),
      ratioOf(measurements, name).toFixed(1).padStart(9),
      Math.min(...times).toFixed(1).padStart(9),
    ].join("")
  );
  const { answer, traceHash } = measurements.at(-1)!.outcome;
  const verdict = isWithinGate(measurements) ? "within the gate" : "MISSES the gate";
  return [
    `${"program".padEnd(26)}${"ns/record".padStart(9)}${"ratio".padStart(9)}${"least".padStart(9)}`,
    ...lines,
    "",
    `${answer.results} results, checksum ${answer.checksum}, trace hash ${traceHash}`,
    `${GATED}: ${ratioOf(measurements, GATED).toFixed(1)}, ${verdict} of ${GATE}`,
    "",
  ].join("\n");
}
