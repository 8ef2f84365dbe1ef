// A lesson as it was written: prose, cells of code, listings and figures, each with the line where it
// begins. The page, the notebook and the test are three writings of this one thing.

import type { Language } from "@headwater/sim/trace";
import type { MdxNode } from "./mdx_node.ts";

/** One lesson in one language. */
export interface LessonSource {
  /** The name of its folder. */
  readonly slug: string;
  readonly language: Language;
  /** From the root of the repository: `lessons/order/lesson.en.mdx`. */
  readonly path: string;
  readonly front: FrontMatter;
  readonly blocks: readonly Block[];
}

/** What stands above a lesson, about it. */
export interface FrontMatter {
  readonly title: string;
  /** One sentence that makes one want to read it. */
  readonly summary: string;
  /** How long it takes. */
  readonly minutes: number;
  /** The page of Flink's documentation that says the same. */
  readonly flink: string;
  /** Claims of that page that the lesson shows, such as `CI-33`. */
  readonly rules: readonly string[];
  /** Misconceptions that it is made to undo. */
  readonly misconceptions: readonly string[];
}

/** A piece of a lesson. */
export type Block = Prose | Cell | Listing | FigureUse;

/** Text, until the next cell, listing, figure or chapter. */
export interface Prose {
  readonly kind: "prose";
  readonly line: number;
  readonly nodes: readonly MdxNode[];
}

/** Code that runs: on the page, in the notebook and as a test, to the letter the same. */
export interface Cell {
  readonly kind: "cell";
  readonly id: string;
  /** The line of the first line of code. */
  readonly line: number;
  readonly code: string;
  /** A file beside the lesson that holds this very code too. */
  readonly file?: string;
}

/** Code that is only read; it stands in a file beside the lesson, to the letter the same. */
export interface Listing {
  readonly kind: "listing";
  readonly line: number;
  readonly code: string;
  readonly file: string;
}

/** The place of a figure; what it shows is said in the lesson's `figures.ts`. */
export interface FigureUse {
  readonly kind: "figure";
  readonly id: string;
  readonly line: number;
}

/** The cells of a lesson, in order. */
export function cellsOf({ blocks }: LessonSource): Cell[] {
  return blocks.filter((block) => block.kind === "cell");
}

/** The ids of a lesson's figures, in order. */
export function figureIdsOf({ blocks }: LessonSource): string[] {
  return blocks.filter((block) => block.kind === "figure").map(({ id }) => id);
}
