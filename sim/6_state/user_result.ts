// What a user function gave back: checked and frozen, before it goes anywhere.

import { deepFreeze } from "../clock/freeze.ts";
import { refuse } from "../clock/named_error.ts";

/**
 * Deep-freezes the result of a user function and gives it back; `doing` says what the function did,
 * in an operator of that name.
 *
 * Errors: `E-VALUE` for `undefined`, and for everything that {@linkcode deepFreeze} refuses.
 */
export function freezeResult<T>(result: T, doing: string, operatorName: string): T {
  if (typeof result === "number" || typeof result === "string") return result;
  if (result === undefined) refuseNothing(doing, operatorName);
  return deepFreeze(result, `${doing} in "${operatorName}"`);
}

function refuseNothing(doing: string, operatorName: string): never {
  refuse(
    "E-VALUE",
    `While ${doing} in "${operatorName}": the function returned undefined, but a result is wanted; ` +
      `the usual cause is a body in braces without return`,
  );
}
