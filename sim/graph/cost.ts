// How long one record keeps an operator busy. Flink measures this; a simulator is told.

import type { Micros } from "../clock/time.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** An hour for one record is a mistake. */
const COST_MAX: Micros = 3_600_000_000;

/** Gives a cost back when it is whole microseconds from 0 to an hour. Errors: `E-COST`. */
export function checkCost(cost: unknown, where: string): Micros {
  if (Number.isInteger(cost) && (cost as Micros) >= 0 && (cost as Micros) <= COST_MAX) {
    return cost as Micros;
  }
  return refuse(
    "E-COST",
    `The cost of a record in ${where} is ${
      showValue(cost)
    }; wanted: whole microseconds from 0 to ` +
      `${COST_MAX}. Usual cause: a time in seconds or a fraction from a calculation`,
  );
}
