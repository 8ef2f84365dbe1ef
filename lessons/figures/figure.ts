// The contract of every picture. A figure is three pure functions: first the numbers, then the
// drawing, then the words.
//
//     slice of a trace ──model──▶ plain data ──paint──▶ SVG in an element
//                                     └──────describe──▶ title, caption, text alternative, table
//
// Only models cross the border of a worker: never elements, never a whole trace. A model is complete:
// painting it needs no further knowledge and makes no decision, so equal models give equal pictures.

import type { FactRow, TraceNames } from "@headwater/sim/trace";
import type { PlanDescription, Position } from "@headwater/sim";

/** A stretch of a run, as a figure sees it. Plain data. */
export interface TraceSlice {
  readonly plan: PlanDescription;
  readonly names: TraceNames;
  readonly from: Position;
  readonly until: Position;
  /** Every fact of the stretch, in order. */
  readonly facts: readonly FactRow[];
}

/** What every model has, whatever it shows. */
export interface FigureModel {
  /** Name of the figure that made it. */
  readonly figure: string;
  /** Size of the drawing in CSS pixels; the height follows from the content. */
  readonly width: number;
  readonly height: number;
}

/** What every figure can be told. */
export interface FigureOptions {
  /** 358 for a phone, 720 for the column, 1080 for a break-out. */
  readonly width: number;
  /** Of the words in the drawing; English when left out. */
  readonly language?: Language;
}

/** Languages that the words of a figure exist in. */
export type Language = "en" | "zh";

/** The words of a figure, and its data as a table. */
export interface Description {
  /** States the message: "Window [0, 10) fires when both sources have passed 10 s". */
  readonly title: string;
  /** One or two sentences under the picture. */
  readonly caption: string;
  /** Tells the story to somebody who cannot see the picture. */
  readonly alternative: string;
  readonly table: FigureTable;
}

/** The data behind a picture. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** One kind of picture. */
export interface Figure<Model extends FigureModel, Options extends FigureOptions> {
  /** Stable name, such as `space-time`. */
  readonly name: string;
  model(slice: TraceSlice, options: Options): Model;
  /** Draws into an `<svg>` element: keyed join on `data-id`, updates in place. */
  paint(model: Model, svg: Element): void;
  describe(model: Model, language: Language): Description;
}
