// What pictures of the control plane need to find their places: the stage that all figures of a player share,
// the lanes of subtasks, and what became of checkpoints, attempts and faults.

import type { PlanDescription } from "@headwater/sim";
import { type AttemptLives, readAttemptLives, type Stint } from "./attempt_lives.ts";
import { type CheckpointLives, readCheckpointLives } from "./checkpoint_lives.ts";
import { type FaultSpan, readFaultSpans } from "./fault_spans.ts";
import type { Language, TraceSlice } from "./figure.ts";
import { clockOf, type PictureClock } from "./picture_clock.ts";
import { spanOf, type SpanOptions } from "./picture_span.ts";
import { lanesOf } from "./space_time_lanes.ts";
import { type Stage, stageOf, xOf } from "./stage.ts";
import { isPhone } from "./theme.ts";

/** What such a picture can be told. */
export interface ControlViewOptions extends SpanOptions {
  /** Operators (`window`) or subtasks (`window[0]`) to show; default: all. */
  readonly lanes?: readonly string[];
  /** A shorter stretch or fewer lanes for the narrow drawing, which has less room and the same type. */
  readonly phone?: Partial<Pick<ControlViewOptions, "from" | "until" | "lanes">>;
  /** The plan of faults as text: those that never struck are shown as such. */
  readonly faults?: readonly string[];
}

/** A lane: a subtask, or one operator with all of its subtasks. */
export interface ControlLane {
  readonly id: string;
  readonly label: string;
  readonly vertex: number;
  readonly subtasks: readonly number[];
}

/** Places in a picture, and names. */
export class ControlView {
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly plan: PlanDescription;
  readonly lanes: readonly ControlLane[];
  readonly lives: CheckpointLives;
  readonly attempts: AttemptLives;
  readonly faults: readonly FaultSpan[];

  constructor(
    readonly slice: TraceSlice,
    readonly language: Language,
    options: ControlViewOptions,
  ) {
    const { lanes } = isPhone(options.width) ? { ...options, ...options.phone } : options;
    this.plan = slice.plan;
    this.stage = stageOf({ width: options.width, ...spanOf(slice, options) });
    this.clock = clockOf(this.stage, options.startMillis);
    this.lanes = lanesOf(slice.plan, lanes);
    this.lives = readCheckpointLives(slice);
    this.attempts = readAttemptLives(slice);
    this.faults = readFaultSpans(slice);
  }

  /** Place of a time; what lies outside is brought to the edge. */
  x(time: number): number {
    return xOf(this.stage, Math.max(this.stage.from, Math.min(this.stage.until, time)));
  }

  /** True when something that lasts from one time to another is there within the stretch. */
  isSeen(from: number, until: number = from): boolean {
    return until >= this.stage.from && from <= this.stage.until;
  }

  label(subtask: number): string {
    return this.plan.subtasks[subtask].label;
  }

  /** The times at which a lane's subtasks ran; of several, those at which any of them did. */
  stints({ subtasks }: ControlLane): readonly Stint[] {
    const own = this.attempts.stints.filter(({ subtask }) => subtasks.includes(subtask));
    if (subtasks.length === 1) return own;
    const attempts = [...new Set(own.map(({ attempt }) => attempt))];
    return attempts.map((attempt) => envelopeOf(own.filter((stint) => stint.attempt === attempt)));
  }
}

/** From the first of several subtasks to the last; a failure is everybody's. */
function envelopeOf(stints: readonly Stint[]): Stint {
  const from = Math.min(...stints.map((stint) => stint.from));
  const ends = stints.map(({ until }) => until ?? Infinity);
  const last = Math.max(...ends);
  const failed = stints.find(({ end }) => end === "failed");
  return {
    ...(failed ?? stints[ends.indexOf(last)]),
    from,
    until: last === Infinity ? null : last,
  };
}
