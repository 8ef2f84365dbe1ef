/**
 * The lessons, in their order: the only place where it is stated. Each names its job, so that a
 * scenario, a link or a command can say `lesson:readings` instead of carrying a program.
 *
 * @module
 */

import type { Job } from "@headwater/sim";
import type { Lesson } from "./lesson.ts";
import clicks, { config as clicksConfig } from "./clicks/job.ts";
import { clicksReport } from "./clicks/report.ts";
import flights, { config as flightsConfig } from "./flights/job.ts";
import { readFlightsInput } from "./flights/input.ts";
import { flightsReport } from "./flights/report.ts";
import order, { network } from "./order/job.ts";
import quakes, { config as quakesConfig } from "./quakes/job.ts";
import { readQuakesInput } from "./quakes/input.ts";
import { networkOf, quakesReport } from "./quakes/report.ts";
import readings from "./readings/job.ts";

export * from "./lesson.ts";

/** All lessons, in the order in which they are read. */
export const LESSONS: readonly Lesson[] = [
  {
    ref: "lesson:readings",
    title: "Twelve readings of three sensors: one out of order, one late, one too late",
    job: readings,
    config: {},
  },
  {
    ref: "lesson:order",
    title: "The twelve readings at once: what a shuffle keeps of their order, and what it does not",
    job: order as Job,
    config: network,
  },
  {
    ref: "lesson:quakes",
    title: "One real week of earthquakes, counted per seismic network and day",
    job: quakes as Job,
    config: quakesConfig,
    readInput: readQuakesInput,
    report: quakesReport,
    seriesOf: networkOf,
  },
  {
    ref: "lesson:flights",
    title: "A quarter of flights: delays of each airport by sliding days, busy times of each route",
    job: flights as Job,
    config: flightsConfig,
    readInput: readFlightsInput,
    report: flightsReport,
  },
  {
    ref: "lesson:clicks",
    title:
      "A clickstream from a published seed: visits found as sessions, pages told every 5 minutes",
    job: clicks as Job,
    config: clicksConfig,
    report: clicksReport,
  },
];

/**
 * The lesson of a name.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { lessonOf } from "@headwater/lessons";
 * strictEqual(lessonOf("lesson:quakes")?.config.startTime, 1517356800000);
 * strictEqual(lessonOf("lesson:unknown"), undefined);
 * ```
 */
export function lessonOf(ref: string): Lesson | undefined {
  return LESSONS.find((lesson) => lesson.ref === ref);
}
