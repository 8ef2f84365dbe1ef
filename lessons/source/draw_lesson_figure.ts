// Draws a figure of a lesson where there is no browser: for the notebook, which takes pictures as files.

import type { Language } from "@headwater/sim/trace";
import { parseHTML } from "linkedom";
import { draw, tell } from "../figures/draw.ts";
import type { Description, FigureOptions } from "../figures/figure.ts";
import { exportText } from "../figures/svg_text.ts";
import { type LessonFigure, sliceOfFigure, wordsOfFigure } from "./lesson_figure.ts";

/** A picture that can leave the page, with its words. */
export interface DrawnPicture {
  /** A file of its own: paper, colours and all. */
  readonly svg: string;
  readonly description: Description;
}

/** How a figure of a lesson is drawn. */
export interface DrawOptions {
  readonly language?: Language;
  readonly width?: number;
}

/** The pictures of a figure. */
export function drawLessonFigure(
  lessonFigure: LessonFigure,
  { language = "en", width = 720 }: DrawOptions = {},
): DrawnPicture[] {
  const { document } = parseHTML("<!doctype html><html></html>");
  const slice = sliceOfFigure(lessonFigure);
  return lessonFigure.pictures.map(({ figure, options }, index) => {
    const setting = { document: document as unknown as Document, prefix: `p${index}`, language };
    const drawn = draw(figure, slice, { ...options, width } as FigureOptions, setting);
    const description = wordsOfFigure(lessonFigure, drawn.description, language);
    tell(drawn.svg, description);
    return { svg: exportText(drawn.svg, "light"), description };
  });
}
