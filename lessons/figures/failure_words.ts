// The sentence about a failure that pictures of windows and of timers share: what it takes, and what a
// checkpoint brings back.

import type { Language } from "./figure.ts";

/** What a failure did to things that live in the memory of tasks. */
export interface FailureStory {
  /** When the first of them was lost, and how many then. */
  readonly lostAt: string;
  readonly lostCount: number;
  /** When some of them came back, and how many; nothing when none has. */
  readonly restoredAt: string | null;
  readonly restoredCount: number;
}

/** A thing as the story of a failure sees it: from when to when it was there, in microseconds and told. */
export interface FailedThing {
  readonly begun: number;
  readonly at: string;
  readonly isRestored: boolean;
  readonly ended: number;
  readonly endAt: string;
  readonly isLost: boolean;
}

/** The first failure, or nothing when none took anything. Tasks fall one after the other. */
export function failureOf(things: readonly FailedThing[]): FailureStory | null {
  const lost = things.filter(({ isLost }) => isLost).toSorted((a, b) => a.ended - b.ended);
  const restored = things.filter(({ isRestored }) => isRestored)
    .toSorted((a, b) => a.begun - b.begun);
  if (lost.length === 0) return null;
  const [back] = restored;
  const backTime = back?.begun ?? Infinity;
  const next = lost.find(({ ended }) => ended > backTime)?.ended ?? Infinity;
  return {
    lostAt: lost[0].endAt,
    lostCount: lost.filter(({ ended }) => ended <= backTime).length,
    restoredAt: back?.at ?? null,
    restoredCount: restored.filter(({ begun }) => begun < next).length,
  };
}

/** The sentence, as a title. */
export function failureTitle(
  { lostAt, lostCount, restoredAt, restoredCount }: FailureStory,
  [one, many]: readonly [one: string, many: string],
  language: Language,
): string {
  if (language === "zh") {
    const back = restoredAt === null ? "" : `，检查点在 ${restoredAt} 恢复了 ${restoredCount} 个`;
    return `${lostAt} 的故障使 ${lostCount} 个${one}丢失${back}`;
  }
  const what = lostCount === 1 ? one : many;
  const back = restoredAt === null
    ? ""
    : `; a checkpoint brings ${restoredCount} back at ${restoredAt}`;
  return `A failure at ${lostAt} takes ${lostCount} ${what}${back}`;
}
