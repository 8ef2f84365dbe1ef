// A shipped job and what belongs to it, so that commands, scenarios and pages can use it by name.

import type { Config, Job, Key, Timeline } from "@headwater/sim";

/** A shipped job and what belongs to it. */
export interface Lesson {
  /** Its name in scenarios and commands, such as `lesson:readings`. */
  readonly ref: string;
  /** One line for people. */
  readonly title: string;
  readonly job: Job;
  /** What a run is told beside the job. */
  readonly config: Partial<Config>;
  /** Turns the text of a file into what a run is told instead of the lesson's own input. */
  readonly readInput?: (text: string, name: string) => LessonInput;
  /** What there is to say of a run that has ended. */
  readonly report?: (timeline: Timeline) => LessonReport;
  /** Names the series of a result, by sink, where order is kept within one; for the ledger. */
  readonly seriesOf?: (value: unknown, sink: string) => Key;
}

/** An input of one's own. */
export interface LessonInput {
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Partial<Config>;
}

/** The outcome of a run, for people and for programs. */
export interface LessonReport {
  /** Fields of the object that `--json` prints. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tables: readonly LessonTable[];
}

/** A table of texts; columns of numbers stand right. */
export interface LessonTable {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence below. */
  readonly note?: string;
}
