// What stands behind a `<Figure id="…" />`: the run, the moment at which it is paused, and the pictures of
// it. Plain data and the figures' own functions: a page, a notebook and a player all begin here.

import { openScenario, parsePosition, type Scenario, START, type Timeline } from "@headwater/sim";
import { SABOTAGES } from "@headwater/sim/sabotage";
import type { Language } from "@headwater/sim/trace";
import type {
  Description,
  Figure,
  FigureModel,
  FigureOptions,
  TraceSlice,
} from "../figures/figure.ts";
import { lessonOf } from "../lessons.ts";
import { sliceOf } from "../slice.ts";

/** A picture of a run, and how it is to be drawn. */
export interface PictureChoice {
  readonly figure: Figure<FigureModel, FigureOptions>;
  /** All options but the width, which follows from where it is shown. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A text in the languages that have it. */
export interface InLanguages {
  readonly en: string;
  readonly zh?: string;
}

/** One figure of a lesson. */
export interface LessonFigure {
  /** Everything that decides the run. */
  readonly scenario: Scenario;
  /** Where the run is paused, such as `24ms`; never the start, where nothing is to be seen. */
  readonly at: string;
  readonly pictures: readonly PictureChoice[];
  /** What the figure says, and what to see in it; where left out, the picture's own words are said. */
  readonly title?: InLanguages;
  readonly caption?: InLanguages;
}

/** The figures of a lesson, by id. */
export type LessonFigures = Readonly<Record<string, LessonFigure>>;

/** Chooses a picture; the compiler holds the options against the figure. */
export function picture<Model extends FigureModel, Options extends FigureOptions>(
  figure: Figure<Model, Options>,
  options: Omit<Options, "width">,
): PictureChoice {
  return { figure: figure as unknown as Figure<FigureModel, FigureOptions>, options };
}

/** The run of a figure, paused where it says. */
export function openFigure({ scenario, at }: LessonFigure): Timeline {
  const { timeline } = openScenario(scenario, (ref) => lessonOf(ref)?.job, {
    sabotages: SABOTAGES,
  });
  return timeline.seek(parsePosition(at));
}

/** What its pictures are drawn from. */
export function sliceOfFigure(figure: LessonFigure): TraceSlice {
  return sliceOf(openFigure(figure), START, parsePosition(figure.at));
}

/** A picture's words with the lesson's own in their place. */
export function wordsOfFigure(
  { title, caption }: LessonFigure,
  own: Description,
  language: Language,
): Description {
  return {
    ...own,
    title: title?.[language] ?? title?.en ?? own.title,
    caption: caption?.[language] ?? caption?.en ?? own.caption,
  };
}
