// What becomes of every timer: registered, then fired, deleted, or left over when the input ends. Read from
// facts alone.
//
//   registered ──── waits for its time ────▶ fired
//                                      └───▶ deleted
//                                      └───▶ never: no clock fires it after the end of input

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import type { TimeDomain } from "./glyphs.ts";
import { FINISHED } from "./picture_numbers.ts";

/** How a timer ended. */
export type TimerEnd = "fired" | "deleted" | "never" | "waits";

/** One timer of one key in one subtask. */
export interface TimerLife {
  readonly subtask: number;
  readonly key: number;
  readonly domain: TimeDomain;
  /** When it is to fire, in milliseconds. */
  readonly due: number;
  readonly registered: number;
  /** When it ended, or nothing while it waits. */
  ended: number | null;
  end: TimerEnd;
}

/** The timers of some subtasks, in the order in which they were registered. */
export function readTimerLives(
  { facts }: Pick<TraceSlice, "facts">,
  subtasks: readonly number[],
  domainOf: (fact: FactRow) => TimeDomain,
): TimerLife[] {
  const lives: TimerLife[] = [];
  // windows of a key may have timers for the same time: those that were registered first go first
  const waiting = new Map<string, TimerLife[]>();
  const own = new Set(subtasks);
  for (const fact of facts) {
    if (!own.has(fact.owner)) continue;
    const { owner, key, stamp, time, kind } = fact;
    if (kind === Fact.executionStateChanged && fact.detail === FINISHED) {
      leaveOver(lives, fact);
      continue;
    }
    if (!KINDS.has(kind)) continue;
    const domain = domainOf(fact);
    const id = `${owner} ${fact.subject} ${key} ${stamp} ${domain}`;
    if (kind === Fact.timerRegistered) {
      const life: TimerLife = {
        subtask: owner,
        key,
        domain,
        due: stamp,
        registered: time,
        ended: null,
        end: "waits",
      };
      lives.push(life);
      waiting.set(id, [...waiting.get(id) ?? [], life]);
      continue;
    }
    const [life, ...others] = waiting.get(id) ?? [];
    if (life === undefined) continue;
    waiting.set(id, others);
    life.ended = time;
    life.end = kind === Fact.timerFired ? "fired" : "deleted";
  }
  return lives;
}

const KINDS: ReadonlySet<number> = new Set([
  Fact.timerRegistered,
  Fact.timerFired,
  Fact.timerDeleted,
]);

/** At the end of input the clock stops for timers (TI-10). */
function leaveOver(lives: readonly TimerLife[], { owner, time }: FactRow): void {
  for (const life of lives) {
    if (life.subtask !== owner || life.end !== "waits") continue;
    life.ended = time;
    life.end = "never";
  }
}
