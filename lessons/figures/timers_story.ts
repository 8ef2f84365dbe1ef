// The facts behind the picture of timers as rows, from which its words are made. Independent of width and of
// language.

import { failureOf, type FailureStory } from "./failure_words.ts";
import type { TimeDomain } from "./glyphs.ts";
import { nowCell, nowText } from "./picture_clock.ts";
import type { TimerEnd, TimerLife } from "./timer_lives.ts";
import type { TimersView } from "./timers_view.ts";

/** What became of a timer. */
export interface TimerRow {
  readonly subtask: string;
  readonly key: string;
  readonly domain: TimeDomain;
  /** When it is to fire. */
  readonly due: string;
  /** When it was registered, as a table and as a sentence say it. */
  readonly time: string;
  readonly at: string;
  readonly isRestored: boolean;
  readonly end: TimerEnd;
  /** When it ended; 0 while it waits. */
  readonly micros: number;
  readonly endTime: string;
  readonly endAt: string;
}

/** What happened, for words. */
export interface TimersStory {
  readonly operator: string;
  readonly timers: readonly TimerRow[];
  readonly moreCount: number;
  readonly counts: Readonly<Record<TimerEnd, number>>;
  readonly domains: readonly TimeDomain[];
  /** What the first failure did. */
  readonly failure: FailureStory | null;
}

/** Timers that are told at most. */
const TIMERS_MAX = 300;

/** Collects the story. */
export function timersStory(view: TimersView): TimersStory {
  const { lives, subject } = view;
  const rows = lives.map((life) => rowOf(view, life));
  const count = (end: TimerEnd) => rows.filter((row) => row.end === end).length;
  const domains = ["event time", "processing time"] as const;
  return {
    operator: subject.uid,
    timers: rows.slice(0, TIMERS_MAX),
    moreCount: Math.max(0, rows.length - TIMERS_MAX),
    counts: {
      fired: count("fired"),
      deleted: count("deleted"),
      never: count("never"),
      lost: count("lost"),
      waits: count("waits"),
    },
    failure: failureOf(rows.map((row, index) => ({
      ...row,
      begun: lives[index].registered,
      ended: row.micros,
      isLost: row.end === "lost",
    }))),
    domains: domains.filter((domain) => lives.some((life) => life.domain === domain)),
  };
}

function rowOf(view: TimersView, life: TimerLife): TimerRow {
  const { clock, stage } = view;
  const isOver = life.ended !== null && life.ended <= stage.until;
  const ended = isOver ? life.ended! : 0;
  return {
    subtask: view.label(life.subtask),
    key: view.key(life.key),
    domain: life.domain,
    due: view.dueText(life),
    time: nowCell(clock, life.registered),
    at: nowText(clock, life.registered),
    isRestored: life.isRestored,
    end: isOver ? life.end : "waits",
    micros: ended,
    endTime: isOver ? nowCell(clock, ended) : "",
    endAt: isOver ? nowText(clock, ended) : "",
  };
}
