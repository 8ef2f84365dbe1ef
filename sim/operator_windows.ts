// Which operators keep state by window, and the numbers of those windows.

import type { OperatorSpec } from "./5_operator/operator.ts";
import { WindowOperator } from "./5_operator/window/window_operator.ts";
import { type WindowTable, windowTableOf } from "./5_operator/window/window_table.ts";

/** The window table of an operator; null for one whose namespaces are no windows. */
export function windowsOf(spec: OperatorSpec): WindowTable | null {
  const { Operator } = spec;
  const isWindowed = Operator === WindowOperator as unknown ||
    Operator.prototype instanceof WindowOperator;
  return isWindowed ? windowTableOf(spec) : null;
}
