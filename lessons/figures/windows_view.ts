// What everything in the picture of windows needs to find its place, and what became of the windows.

import type { PlanDescription } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import type { Language, TraceSlice } from "./figure.ts";
import { LaneView, type LaneViewOptions } from "./lane_view.ts";
import type { Handling } from "./picture_history.ts";
import { readWindowLives, type WindowLife } from "./window_lives.ts";
import { windowPlanOf } from "./windowed_subject.ts";

/** Places in the picture, and what is shown there. */
export class WindowsView extends LaneView {
  /** Windows that are there within the stretch. */
  readonly lives: readonly WindowLife[];
  /** Records that no window took. */
  readonly losses: readonly Handling[];
  private readonly handled = new Map<string, Handling>();

  constructor(slice: TraceSlice, language: Language, options: LaneViewOptions) {
    super(slice, language, options, wantedVertex(slice));
    const { subtasks, windows } = this.subject;
    const lives = readWindowLives(slice, subtasks, {
      isEventTime: windows?.isEventTime ?? true,
      evictsBefore: windows?.evictsBefore ?? false,
      startMillis: options.startMillis,
    });
    this.lives = lives
      .filter((life) => this.isShown(life) && this.isSeen(life.opened, life.closed ?? Infinity));
    const handlings = this.history.handlings.filter(({ subtask }) => subtasks.includes(subtask));
    this.losses = handlings.filter((one) =>
      this.isShown(one) && this.isSeen(one.time) && isLost(one)
    );
    for (const handling of handlings) this.handled.set(idOf(handling), handling);
  }

  /** The record that a subtask was done with at a time. */
  handling(subtask: number, time: number, origin: number): Handling | undefined {
    return this.handled.get(idOf({ subtask, time, origin }));
  }
}

function idOf({ subtask, time, origin }: Pick<Handling, "subtask" | "time" | "origin">): string {
  return `${subtask} ${time} ${origin}`;
}

function isLost({ fate }: Handling): boolean {
  return fate === "dropped" || fate === "to a side output";
}

/** The first operator in which windows were opened, or else the first that has windows. */
function wantedVertex({ plan, facts }: TraceSlice): (vertex: number) => boolean {
  const first = facts.find(({ kind }) => kind === Fact.windowAssigned);
  if (first !== undefined) return (vertex) => vertex === plan.subtasks[first.owner].vertex;
  return (vertex) => hasWindows(plan, vertex);
}

function hasWindows({ vertices }: PlanDescription, vertex: number): boolean {
  return vertices[vertex].chain.some((one) => windowPlanOf(one) !== null);
}
