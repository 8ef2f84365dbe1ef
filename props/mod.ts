/**
 * The laws: what is true of every run of every job, checked on made-up runs, and each with the cases
 * that must occur for it to mean anything.
 *
 * @module
 */

import { CREDITS } from "./credits.ts";
import { DETERMINISM } from "./determinism.ts";
import { FLOW } from "./flow.ts";
import { LATENESS } from "./lateness.ts";
import type { Law } from "./law.ts";
import { ORDER } from "./order.ts";
import { RESULTS } from "./results.ts";
import { ROUTING } from "./routing.ts";
import { TIME_TRAVEL } from "./time_travel.ts";
import { WATERMARKS } from "./watermarks.ts";
import { WINDOWS } from "./windows.ts";

export type { Cover, Law, LawOptions, LawSpec } from "./law.ts";

/**
 * Every law, group after group.
 *
 * ```ts
 * import { ok, strictEqual } from "node:assert";
 * import { LAWS } from "@headwater/props";
 * const order = LAWS.find(({ id }) => id === "order/pair-is-first-in-first-out")!;
 * ok(order.rules.includes("ORD-2"));
 * order.check({ runCount: 5, path: "0" }); // throws a report with a scenario if it does not hold
 * strictEqual(new Set(LAWS.map(({ id }) => id)).size, LAWS.length);
 * ```
 */
export const LAWS: readonly Law[] = [
  ...DETERMINISM,
  ...TIME_TRAVEL,
  ...ORDER,
  ...ROUTING,
  ...FLOW,
  ...CREDITS,
  ...WATERMARKS,
  ...WINDOWS,
  ...LATENESS,
  ...RESULTS,
];
