// What everything in the picture of timers needs to find its place, and what became of the timers.

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { Language, TraceSlice } from "./figure.ts";
import type { TimeDomain } from "./glyphs.ts";
import { LaneView, type LaneViewOptions } from "./lane_view.ts";
import { eventTimeText } from "./picture_clock.ts";
import { FOREVER, PROCESSING_TIME } from "./picture_numbers.ts";
import { readTimerLives, type TimerLife } from "./timer_lives.ts";

/** Places in the picture, and what is shown there. */
export class TimersView extends LaneView {
  /** Timers that are there within the stretch. */
  readonly lives: readonly TimerLife[];

  constructor(slice: TraceSlice, language: Language, options: LaneViewOptions) {
    super(slice, language, options, wantedVertex(slice));
    this.lives = readTimerLives(slice, this.subject.subtasks, domainOf)
      .filter((life) => this.isShown(life) && this.isSeen(life.registered, life.ended ?? Infinity));
  }

  /** Place of the time at which a clock fires a timer. */
  xOfClock(millis: number): number {
    return this.x(this.microsOf(millis));
  }

  /** True when that place is within the stretch. */
  isClockSeen(millis: number): boolean {
    return this.isSeen(this.microsOf(millis));
  }

  /** When a timer is to fire, as a label says it. */
  dueText({ due }: Pick<TimerLife, "due">): string {
    return due === FOREVER ? "∞" : eventTimeText(this.clock, due);
  }

  private microsOf(millis: number): number {
    return (millis - (this.clock.startMillis ?? 0)) * 1000;
  }
}

function domainOf({ detail }: FactRow): TimeDomain {
  return detail === PROCESSING_TIME ? "processing time" : "event time";
}

/** The first operator that registers a timer, or else the first that has keys. */
function wantedVertex({ plan, facts }: TraceSlice): (vertex: number) => boolean {
  const first = facts.find(({ kind }) => kind === Fact.timerRegistered);
  if (first !== undefined) return (vertex) => vertex === plan.subtasks[first.owner].vertex;
  return (vertex) => plan.edges.some(({ target, isKeyed }) => isKeyed && target === vertex);
}
