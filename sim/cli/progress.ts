// Runs a timeline in slices, so that a person who waits sees how far it is, and so that a run without
// end has one.

import type { Timeline } from "../timeline.ts";
import type { SourceOperatorSpec } from "../1_source/source_operator.ts";
import { refuse } from "../clock/named_error.ts";
import { comparePositions, type Position } from "../position.ts";
import { showCount, showDuration } from "./duration.ts";
import type { Host } from "./host.ts";

/** Who waits: a part of the host. */
export type Watcher = Pick<Host, "stderr" | "isTerminal" | "now">;

/** Steps that a run may take, unless told otherwise. */
export const STEPS_MAX = 500_000_000;

const STEPS_OF_SLICE = 20_000;
/** Milliseconds of silence: on a terminal before the first word and between words, and elsewhere. */
const SILENCE_FIRST = 500;
const SILENCE_NEXT = 100;
const SILENCE_ELSEWHERE = 5000;

/** Runs to the end. Errors: `E-BUDGET-EVENTS` after too many steps; whatever the job throws. */
export function runToEnd(timeline: Timeline, host: Watcher, stepMax: number = STEPS_MAX): void {
  runSlices(timeline, host, stepMax, () => timeline.isDone);
}

/** Goes forward until a position lies behind it or right before it; the end comes first if it does. */
export function runNear(
  timeline: Timeline,
  position: Position,
  host: Watcher,
  stepMax: number = STEPS_MAX,
): void {
  const isThere = () => timeline.isDone || comparePositions(timeline.position, position) >= 0;
  runSlices(timeline, host, stepMax, isThere);
}

function runSlices(
  timeline: Timeline,
  host: Watcher,
  stepMax: number,
  isThere: () => boolean,
): void {
  const progress = new Progress(timeline, host);
  try {
    while (!isThere()) {
      if (timeline.step >= stepMax) {
        refuse(
          "E-BUDGET-EVENTS",
          `The run took ${showCount(stepMax)} steps and has not ended; it stands at ` +
            `${
              showDuration(timeline.position.time / 1000)
            } of simulated time. If it only needs more, ` +
            `raise --max-steps`,
        );
      }
      timeline.seekStep(Math.min(timeline.step + STEPS_OF_SLICE, stepMax));
      progress.tell();
    }
  } finally {
    progress.end();
  }
}

/** One line that is written again and again on a terminal, or now and then a new one. */
class Progress {
  private readonly from: number;
  private last: number;
  private readonly arrivalMax: number;
  private isShown = false;

  constructor(private readonly timeline: Timeline, private readonly host: Watcher) {
    this.from = this.last = host.now();
    this.arrivalMax = lastArrival(timeline);
  }

  tell(): void {
    const { host } = this;
    const now = host.now();
    const isLive = host.isTerminal.stderr;
    const onTerminal = this.isShown ? SILENCE_NEXT : SILENCE_FIRST;
    const silence = isLive ? onTerminal : SILENCE_ELSEWHERE;
    if (now - this.last < silence) return;
    this.last = now;
    this.isShown = true;
    host.stderr(isLive ? `\r${this.line()}\x1b[K` : `${this.line()}\n`);
  }

  end(): void {
    if (this.isShown && this.host.isTerminal.stderr) this.host.stderr("\r\x1b[K");
  }

  private line(): string {
    const { position, step } = this.timeline;
    const share = this.arrivalMax > 0 ? Math.min(1, position.time / this.arrivalMax) : 1;
    const percent = `${Math.floor(100 * share)}`.padStart(3);
    return `${percent} %  ${showDuration(position.time / 1000)} of simulated time, ` +
      `${showCount(step)} steps, ${showDuration(this.host.now() - this.from)}`;
  }
}

/** When the last record of any source can be read: about when a run ends. */
function lastArrival({ ground }: Timeline): number {
  let last = 0;
  for (const { chain } of ground.plan.vertices) {
    const { source } = chain[0].operator as Partial<SourceOperatorSpec>;
    for (const { records } of source?.splits ?? []) {
      last = Math.max(last, records.at(-1)?.arrival ?? 0);
    }
  }
  return last;
}
