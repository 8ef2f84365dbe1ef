// A run that can be held, rewound and forked. The past is not stored but known: keyframes, copies of
// the world at a few positions, and exact re-execution from the nearest one.
//
//     0 ───────●───────────●───────────●────────▶ end        ● keyframe, copied out, never run in
//              └─ copy, run to the position wanted
//
// When there are too many keyframes every second one is dropped and their distance doubles, so memory
// stays bounded however long the run is.

import type { Intervention } from "./intervention.ts";
import { Trace } from "./trace/trace.ts";
import type { World } from "./world.ts";
import { copy } from "./clock/copy.ts";
import { checkIntervention } from "./intervention.ts";
import { comparePositions, nearestPosition, type Position } from "./position.ts";
import { firstDifference, refuseMemory } from "./verify.ts";
import { firstWorld, startOf } from "./first_world.ts";
import { completeGround, type Ground, isControlled, takesCheckpoints } from "./ground.ts";
import { Simulation } from "./simulation.ts";
import { WatchingWriter } from "./trace/watching_writer.ts";
import { type RecordOptions, TraceWriter } from "./trace/trace_writer.ts";

/** How a timeline keeps its past. */
export interface TimelineOptions {
  /** What is recorded while it runs forward; default: everything at level `flight`. */
  readonly record?: RecordOptions;
  /** Steps between keyframes at first. */
  readonly keyframeDistance?: number;
  /** Keyframes kept at most; at least 2. */
  readonly keyframeCountMax?: number;
}

interface Keyframe {
  readonly position: Position;
  readonly step: number;
  readonly world: World;
}

const KEYFRAME_DISTANCE = 50_000;
const KEYFRAME_COUNT_MAX = 64;

/**
 * One history of a job: runs forward, steps back, seeks, forks.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, open, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * });
 * const end = timeline.run().traceHash;
 * timeline.stepBack();
 * timeline.stepForward();
 * strictEqual(timeline.traceHash, end);
 * ```
 */
export class Timeline {
  private keyframes: Keyframe[] = [];
  private distance: number;
  private readonly countMax: number;
  private readonly record: RecordOptions;
  private simulation: Simulation;
  /** Steps of the run as far as it is known. */
  private known = 0;
  private hasMissed = false;

  constructor(readonly ground: Ground, options: TimelineOptions = {}, parent?: Timeline) {
    this.distance = options.keyframeDistance ?? KEYFRAME_DISTANCE;
    this.countMax = Math.max(2, options.keyframeCountMax ?? KEYFRAME_COUNT_MAX);
    this.record = options.record ?? { level: "flight" };
    if (parent === undefined) {
      this.simulation = this.wire(firstWorld(ground), this.record);
      this.keep();
    } else {
      this.distance = parent.distance;
      this.keyframes = parent.keyframesFor(ground);
      this.simulation = this.restore(this.keyframes.at(-1)!, this.record);
    }
  }

  /** Where the run stands. */
  get position(): Position {
    return this.simulation.position;
  }

  /** Where the run begins: later than 0 when it begins from a savepoint. */
  get start(): Position {
    return startOf(this.ground);
  }

  /** Actions done so far; for display, positions are what is stored. */
  get step(): number {
    return this.simulation.world.stepCount;
  }

  /** The furthest step reached by any run forward. */
  get knownSteps(): number {
    return Math.max(this.known, this.step);
  }

  /** Copies of the world that are held. */
  get keyframeCount(): number {
    return this.keyframes.length;
  }

  /** True when nothing will ever happen any more. */
  get isDone(): boolean {
    return this.simulation.isDone;
  }

  /** True when the last place asked for is not in this run: it stands as near to it as it could. */
  get isClamped(): boolean {
    return this.hasMissed;
  }

  /** The hash over everything consumed so far. */
  get traceHash(): string {
    return this.simulation.traceHash;
  }

  /** The facts recorded since the timeline was opened or last sought backwards. */
  get trace(): Trace {
    return this.simulation.trace;
  }

  /** The world as it stands: for reading only. */
  get world(): World {
    return this.simulation.world;
  }

  /** Runs to the end, or until the condition holds after a step. */
  run(isEnough?: (world: World) => boolean): this {
    while (!this.isDone) {
      const limit = this.nextKeyframeStep();
      let isFound = false;
      this.simulation.run(limit, isEnough && ((world) => isFound = isEnough(world)));
      this.keepIfDue();
      if (isFound) break;
    }
    return this;
  }

  /**
   * Goes to a position, forward or back. Before the start it stands at the start, past the end at the
   * end, and {@linkcode Timeline.isClamped} says so.
   */
  seek(wanted: Position): this {
    const position = this.inThisRun(nearestPosition(wanted));
    if (comparePositions(position, this.position) < 0) this.goBackTo(position);
    while (!this.isDone && this.isBefore(position)) {
      const limit = this.nextKeyframeStep();
      const { world } = this.simulation;
      this.simulation.runTo(position, limit);
      this.keepIfDue();
      if (world.stepCount < limit) break;
    }
    this.hasMissed = position !== wanted || (this.isDone && this.isBefore(position));
    return this;
  }

  /** Does the next action; false at the end. */
  stepForward(): boolean {
    const isDone = !this.simulation.step();
    this.keepIfDue();
    return !isDone;
  }

  /** Undoes the last action; false at the start. */
  stepBack(): boolean {
    return this.step > 0 && this.seekStep(this.step - 1).step >= 0;
  }

  /** Goes to a step number, as near as there is one. */
  seekStep(wanted: number): this {
    const step = wanted >= 0 ? wanted : 0;
    if (step < this.step) {
      const frame = this.keyframes.findLast((frame) => frame.step <= step)!;
      this.simulation = this.restore(frame, this.record);
    }
    while (!this.isDone && this.step < step) {
      this.simulation.run(Math.min(step, this.nextKeyframeStep()));
      this.keepIfDue();
    }
    this.hasMissed = this.step !== wanted;
    return this;
  }

  /**
   * Every fact from one position to another, by running that stretch again. The start of the tasks
   * comes after position 0.
   */
  view(first: Position, last: Position): Trace {
    const from = this.inThisRun(nearestPosition(first)), until = nearestPosition(last);
    if (comparePositions(until, from) <= 0) return new Trace();
    const recorded = this.wire(this.worldAt(from), { level: "all" });
    recorded.runTo(until);
    return recorded.trace;
  }

  /** The timeline that follows when something is done at a position; this one stays as it is. */
  fork(intervention: Intervention, options: TimelineOptions = {}): Timeline {
    checkIntervention(intervention, this.ground.plan.taskManagerCount);
    const kept = this.ground.interventions.filter(({ at }) =>
      comparePositions(at, intervention.at) <= 0
    );
    const ground = completeGround({
      ...this.ground,
      interventions: [...kept, intervention],
    });
    return new Timeline(ground, options, this);
  }

  /**
   * Runs every stretch between keyframes again and compares the outcome, part by part.
   *
   * Errors: `E-UDF-MEMORY` naming the operator whose function remembers outside its state.
   */
  verify(): void {
    const { world, position } = this.simulation;
    const now = { position, step: world.stepCount, world };
    const frames = [...this.keyframes.filter(({ step }) => step < now.step), now];
    for (let i = 1; i < frames.length; i++) {
      const again = this.restore(frames[i - 1], { level: "off" });
      again.runTo(frames[i].position, frames[i].step);
      // a keyframe of the run that was forked from knows nothing of what this one adds before it is wired
      const kept = this.restore(frames[i], { level: "off" });
      const path = firstDifference(again.world, kept.world);
      if (path !== null) refuseMemory(path, again.world);
    }
  }

  /** The position itself, or the start, which comes later where the job begins from a savepoint. */
  private inThisRun(position: Position): Position {
    return comparePositions(position, this.start) < 0 ? this.start : position;
  }

  private isBefore(position: Position): boolean {
    return comparePositions(this.position, position) < 0;
  }

  private goBackTo(position: Position): void {
    this.known = this.knownSteps;
    this.simulation = this.restore(this.keyframeBefore(position), this.record);
  }

  private keyframeBefore(position: Position): Keyframe {
    return this.keyframes.findLast((frame) => comparePositions(frame.position, position) <= 0)!;
  }

  /** Those that a fork shares. Where it has a control plane that this run has not, it begins anew. */
  private keyframesFor(fork: Ground): Keyframe[] {
    const { ground } = this;
    const isAlike = isControlled(fork) === isControlled(ground) &&
      takesCheckpoints(fork) === takesCheckpoints(ground);
    const { at } = fork.interventions.at(-1)!;
    return this.keyframes.filter(({ step, position }) =>
      step === 0 || (isAlike && comparePositions(position, at) <= 0)
    );
  }

  /** A world of its own at a position; at the start, one in which nothing has happened yet. */
  private worldAt(position: Position): World {
    if (comparePositions(position, this.start) <= 0) return firstWorld(this.ground);
    const simulation = this.restore(this.keyframeBefore(position), { level: "off" });
    simulation.runTo(position);
    return simulation.world;
  }

  private restore(frame: Keyframe, record: RecordOptions): Simulation {
    return this.wire(copy(frame.world), record);
  }

  private wire(world: World, record: RecordOptions): Simulation {
    const { watchedKinds } = this.ground.faultTriggers;
    const writer = watchedKinds.length > 0
      ? new WatchingWriter(record, watchedKinds)
      : new TraceWriter(record);
    return new Simulation(this.ground, world, writer);
  }

  private nextKeyframeStep(): number {
    return Math.max(this.keyframes.at(-1)!.step, this.step) + this.distance;
  }

  private keepIfDue(): void {
    if (this.step >= this.keyframes.at(-1)!.step + this.distance) this.keep();
  }

  private keep(): void {
    const { world, position } = this.simulation;
    this.keyframes.push({ position, step: world.stepCount, world: copy(world) });
    if (this.keyframes.length <= this.countMax) return;
    this.keyframes = this.keyframes.filter((_, index) => index % 2 === 0);
    this.distance *= 2;
  }
}
