// What pictures of lanes over processing time need to find their places: the stage that all figures of a
// player share, the operator that is looked at, and what the numbers of the trace are called.

import type { PlanDescription } from "@headwater/sim";
import type { Language, TraceSlice } from "./figure.ts";
import { clockOf, type PictureClock } from "./picture_clock.ts";
import type { PictureHistory } from "./picture_history.ts";
import { readHistory } from "./picture_reader.ts";
import { spanOf, type SpanOptions } from "./picture_span.ts";
import { type Stage, stageOf, xOf } from "./stage.ts";
import { recordName } from "./value_name.ts";
import { type OperatorSubject, operatorSubject, type SubjectOptions } from "./windowed_subject.ts";

/** What such a picture can be told. */
export type LaneViewOptions = SpanOptions & SubjectOptions;

/** Places in a picture, and names. */
export class LaneView {
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly history: PictureHistory;
  readonly plan: PlanDescription;
  readonly subject: OperatorSubject;
  private readonly keyNames: readonly string[];
  private readonly recordNames: readonly string[];

  constructor(
    slice: TraceSlice,
    readonly language: Language,
    private readonly options: LaneViewOptions,
    /** True for the vertex that is looked at when none was asked for; the first such. */
    isWanted: (vertex: number) => boolean,
  ) {
    const { plan, names } = slice;
    this.plan = plan;
    this.stage = stageOf({ width: options.width, ...spanOf(slice, options) });
    this.clock = clockOf(this.stage, options.startMillis);
    this.history = readHistory(slice);
    this.subject = operatorSubject(plan, options, isWanted);
    this.keyNames = names.keys.map(String);
    this.recordNames = names.records ?? [];
  }

  /** Place of a time; what lies outside is brought to the edge. */
  x(time: number): number {
    return xOf(this.stage, Math.max(this.stage.from, Math.min(this.stage.until, time)));
  }

  /** True when something that lasts from one time to another is there within the stretch. */
  isSeen(from: number, until: number = from): boolean {
    return until >= this.stage.from && from <= this.stage.until;
  }

  /** True for a key that was asked for. */
  isShown({ key }: { readonly key: number }): boolean {
    return this.options.keys?.includes(this.key(key)) ?? true;
  }

  key(key: number): string {
    return key < 0 ? "" : this.keyNames[key] ?? String(key);
  }

  label(subtask: number): string {
    return this.plan.subtasks[subtask].label;
  }

  /** A record's name; what stems from many records may have none. */
  recordName(record: { readonly name: string; readonly origin: number }): string {
    return record.origin < 0 ? record.name : recordName(record, this.recordNames);
  }
}

/** Keys in the order of their names. */
export function compareKeys(
  a: { readonly name: string; readonly key: number },
  b: { readonly name: string; readonly key: number },
): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.key - b.key;
}
