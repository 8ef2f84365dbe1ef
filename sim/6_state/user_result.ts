// What a user function gave back: checked and frozen, before it goes anywhere.

import { deepFreeze } from "../clock/freeze.ts";
import { refuse } from "../clock/named_error.ts";

/**
 * Deep-freezes the result of a user function and gives it back; `doing` says what the function did,
 * in an operator of that name.
 *
 * Errors: `E-VALUE` for `undefined`, and for everything that {@linkcode deepFreeze} refuses; `E-UDF` for
 * a promise.
 */
export function freezeResult<T>(result: T, doing: string, operatorName: string): T {
  if (typeof result === "number" || typeof result === "string") return result;
  if (result === undefined) refuseNothing(doing, operatorName);
  refusePromise(result, doing, operatorName);
  return deepFreeze(result, `${doing} in "${operatorName}"`);
}

/**
 * Refuses what an asynchronous function gives back, with `E-UDF`: nobody waits for it, so whatever it
 * does later would happen outside simulated time.
 */
export function refusePromise(result: unknown, doing: string, operatorName: string): void {
  if (!(result instanceof Promise)) return;
  result.catch(() => {}); // its rejection would be reported a second time, without a name
  refuse(
    "E-UDF",
    `While ${doing} in "${operatorName}": the function returned a Promise, but functions are ` +
      `synchronous; wanted: AsyncDataStream, whose answers come in simulated time. Usual cause: an async ` +
      `function`,
  );
}

function refuseNothing(doing: string, operatorName: string): never {
  refuse(
    "E-VALUE",
    `While ${doing} in "${operatorName}": the function returned undefined, but a result is wanted; ` +
      `the usual cause is a body in braces without return`,
  );
}
