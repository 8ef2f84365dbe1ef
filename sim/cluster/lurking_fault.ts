// Whether a fault does something by itself, or lies in wait: a snapshot that is to fail must be tried, and
// a message that is to be lost must be sent, while the fault is in force. Else nothing has happened, and
// the run proves nothing.

import type { Fault, FaultTargetKind } from "./fault.ts";

const MESSAGES: readonly FaultTargetKind[] = ["trigger", "ack", "notification"];

/** By verb: targets that have to be tried, or sent. */
const TRIED: Readonly<Partial<Record<Fault["verb"], readonly FaultTargetKind[]>>> = {
  decline: ["subtask", "operator"],
  fail: ["snapshot", "upload", "restore", "close", "commit"],
  lose: MESSAGES,
  hold: MESSAGES,
  repeat: [...MESSAGES, "requests"],
};

/**
 * True for a fault that lies in wait.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { isLurking, parseFault } from "@headwater/sim";
 * const faults = ["lose ack of window[0] at 1s", "crash window[0] at 1s"].map(parseFault);
 * deepStrictEqual(faults.map(isLurking), [true, false]);
 * ```
 */
export function isLurking({ verb, target }: Pick<Fault, "verb" | "target">): boolean {
  return TRIED[verb]?.includes(target.kind) ?? false;
}
