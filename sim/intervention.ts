// What a student changes in the past: a verb at a position. The timeline after it is a fork.

import type { Micros } from "./clock/time.ts";
import type { Position } from "./position.ts";
import type { World } from "./world.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { SAVEPOINT_MODES, type SavepointMode } from "./element/savepoint_mode.ts";

/** Sets the latency of a link, in one direction. */
export interface SetLatency {
  readonly verb: "setLatency";
  readonly at: Position;
  /** Task managers, counted from 0. */
  readonly from: number;
  readonly to: number;
  readonly latency: Micros;
}

/** Lets something go wrong, in the words of a fault plan without its trigger: `crash window[0]`. */
export interface InjectFault {
  readonly verb: "fault";
  readonly at: Position;
  readonly fault: string;
}

/** Asks for a savepoint; with the modes `stop` and `drain` the job ends with it (CP-15, CP-16). */
export interface RequestSavepoint {
  readonly verb: "savepoint";
  readonly at: Position;
  /** Default: take, and the job goes on. */
  readonly mode?: SavepointMode;
}

/** Everything a student may do to a running job. */
export type Intervention = SetLatency | InjectFault | RequestSavepoint;

/** What an intervention may do. */
export const INTERVENTION_VERBS: readonly Intervention["verb"][] = Object.freeze([
  "setLatency",
  "fault",
  "savepoint",
]);

/** Checks an intervention against a world. Errors: `E-INTERVENTION`. */
export function checkIntervention(intervention: Intervention, taskManagerCount: number): void {
  const { verb, at } = intervention;
  const wanted = (claim: boolean, sentence: string) => {
    if (!claim) refuse("E-INTERVENTION", `${showValue(intervention)}: ${sentence}`);
  };
  wanted(
    INTERVENTION_VERBS.includes(verb),
    `the verb is ${showValue(verb)}; wanted: ${INTERVENTION_VERBS.join(", ")}`,
  );
  wanted(
    Number.isSafeInteger(at?.time) && at.time >= 0 && Number.isSafeInteger(at.done) && at.done >= 0,
    `the position is ${showValue(at)}; wanted: a time from 0 in microseconds, and actions done`,
  );
  if (verb === "setLatency") return checkLatency(intervention, taskManagerCount, wanted);
  if (verb === "savepoint") {
    const { mode = "take" } = intervention;
    const modes = SAVEPOINT_MODES.join(", ");
    return wanted(
      SAVEPOINT_MODES.includes(mode),
      `the mode is ${showValue(mode)}; wanted: ${modes}`,
    );
  }
  const { fault } = intervention;
  wanted(typeof fault === "string", `the fault is ${showValue(fault)}; wanted: text`);
}

function checkLatency(
  { from, to, latency }: SetLatency,
  taskManagerCount: number,
  wanted: (claim: boolean, sentence: string) => void,
): void {
  for (const end of [from, to]) {
    wanted(
      Number.isInteger(end) && end >= 0 && end < taskManagerCount,
      `there is no task manager ${showValue(end)}; this run has 0 to ${taskManagerCount - 1}`,
    );
  }
  wanted(from !== to, "a task manager has no link to itself; what is local takes one tick");
  wanted(
    Number.isSafeInteger(latency) && latency >= 1,
    `a latency of ${showValue(latency)} µs; wanted: at least one whole microsecond`,
  );
}

/** Sets the latency. */
export function applyLatency({ from, to, latency }: SetLatency, world: World): void {
  world.links.set(from, to, latency);
}
