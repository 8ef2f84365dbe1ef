// What becomes of every timer: registered, then fired, deleted, or left over when the input ends. Read from
// facts alone.
//
//   registered ──── waits for its time ────▶ fired
//                                      └───▶ deleted
//                                      ├───▶ never: no clock fires it after the end of input
//                                      └───▶ lost: a failure took it; a snapshot may bring it back

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import type { TimeDomain } from "./glyphs.ts";
import { FINISHED } from "./picture_numbers.ts";
import { Snapshots } from "./recovery_facts.ts";

/** How a timer ended. */
export type TimerEnd = "fired" | "deleted" | "never" | "lost" | "waits";

/** One timer of one key in one subtask. */
export interface TimerLife {
  readonly subtask: number;
  readonly key: number;
  readonly domain: TimeDomain;
  /** When it is to fire, in milliseconds. */
  readonly due: number;
  /** When it was registered, or came back. */
  readonly registered: number;
  /** A snapshot brought it back. */
  readonly isRestored: boolean;
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
  const waiting = new Map<string, readonly TimerLife[]>();
  const own = new Set(subtasks);
  const snapshots = new Snapshots<readonly TimerLife[]>();
  const register = (life: TimerLife) => {
    lives.push(life);
    waiting.set(idOf(life), [...waiting.get(idOf(life)) ?? [], life]);
  };
  for (const fact of facts) {
    if (!own.has(fact.owner)) continue;
    const { owner, key, stamp, time, kind, detail } = fact;
    const waits = () => lives.filter(({ subtask, end }) => subtask === owner && end === "waits");
    const change = snapshots.apply(fact, waits);
    if (change !== undefined) {
      for (const life of waits()) endIt(life, "lost", time, waiting);
      for (const life of change.held ?? []) {
        register({ ...life, registered: time, isRestored: true, ended: null, end: "waits" });
      }
    } else if (kind === Fact.executionStateChanged && detail === FINISHED) {
      // at the end of input the clock stops for timers (TI-10)
      for (const life of waits()) endIt(life, "never", time, waiting);
    } else if (KINDS.has(kind)) {
      const timer = { subtask: owner, key, domain: domainOf(fact), due: stamp };
      if (kind === Fact.timerRegistered) {
        register({ ...timer, registered: time, isRestored: false, ended: null, end: "waits" });
        continue;
      }
      const [life] = waiting.get(idOf(timer)) ?? [];
      if (life === undefined) continue;
      endIt(life, kind === Fact.timerFired ? "fired" : "deleted", time, waiting);
    }
  }
  return lives;
}

function idOf(
  { subtask, key, domain, due }: Pick<TimerLife, "subtask" | "key" | "domain" | "due">,
) {
  return `${subtask} ${key} ${due} ${domain}`;
}

function endIt(
  life: TimerLife,
  end: TimerEnd,
  time: number,
  waiting: Map<string, readonly TimerLife[]>,
): void {
  life.ended = time;
  life.end = end;
  const id = idOf(life);
  waiting.set(id, (waiting.get(id) ?? []).filter((other) => other !== life));
}

const KINDS: ReadonlySet<number> = new Set([
  Fact.timerRegistered,
  Fact.timerFired,
  Fact.timerDeleted,
]);
