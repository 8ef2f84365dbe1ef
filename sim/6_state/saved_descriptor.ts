// What is known of a state that was saved by another run, before somebody declares it here: its name and
// its kind, but none of its functions. State that nobody declares is kept as it is.

import type { StateDescriptor, StateKind } from "./state_descriptor.ts";
import { refuse } from "../clock/named_error.ts";
import { MAX } from "../clock/time.ts";
import { timeToLive } from "./time_to_live.ts";

/** A state without its declaration. */
export interface SavedDescriptor extends StateDescriptor {
  readonly isSaved: true;
}

/** How it was stored says whether it is forgotten, not after how long (TTL-6). */
const SOME_TIME = timeToLive({ ttl: MAX });

/** Describes a saved state. */
export function savedDescriptor(name: string, kind: StateKind, isTimed: boolean): SavedDescriptor {
  const forgetting = isTimed ? { timeToLive: SOME_TIME } : {};
  return Object.freeze({ name, kind, ...forgetting, isSaved: true });
}

/** A state that was saved is declared here. Errors: `E-RESTORE-SCHEMA` when it was another one. */
export function checkDeclared(
  saved: StateDescriptor | undefined,
  declared: StateDescriptor,
  operatorName: string,
): void {
  if (saved === undefined || !("isSaved" in saved)) return;
  const isSame = saved.kind === declared.kind &&
    (saved.timeToLive === undefined) === (declared.timeToLive === undefined);
  if (isSame) return;
  refuse(
    "E-RESTORE-SCHEMA",
    `Operator "${operatorName}" declares state "${declared.name}" as ${
      shapeOf(declared)
    }, but what was ` +
      `saved is ${
        shapeOf(saved)
      }; wanted: the state that it was, or another name for a new one. Usual ` +
      `cause: a job that was changed since the savepoint`,
  );
}

function shapeOf({ kind, timeToLive }: StateDescriptor): string {
  return `${kind}${timeToLive === undefined ? "" : " with a time to live"}`;
}
