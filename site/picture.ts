// Makes a figure into what a page shows: drawn once per width, in a document made of nothing but memory.

import { parseHTML } from "linkedom";
import { draw } from "../lessons/figures/draw.ts";
import type { Figure, FigureModel, FigureOptions, TraceSlice } from "../lessons/figures/figure.ts";
import { WIDTH } from "../lessons/figures/theme.ts";
import type { Picture } from "./figure_view.tsx";
import type { Language } from "./strings.ts";

/** Widths in which figures of the column are drawn, the narrow one first. */
export const WIDTHS: readonly number[] = [WIDTH.phone, WIDTH.column];

/** What a figure shows and how, apart from its width. */
export interface Subject<Model extends FigureModel, Options extends FigureOptions> {
  /** Distinguishes the figure from the others of its page. */
  readonly id: string;
  readonly figure: Figure<Model, Options>;
  readonly slice: TraceSlice;
  readonly options: Omit<Options, "width">;
}

/** Draws a subject in every width. */
export function pictureOf<Model extends FigureModel, Options extends FigureOptions>(
  { id, figure, slice, options }: Subject<Model, Options>,
  language: Language,
  widths: readonly number[] = WIDTHS,
): Picture {
  const { document } = parseHTML("<!doctype html><html></html>");
  const drawn = widths.map((width) => {
    const setting = {
      document: document as unknown as Document,
      prefix: `${id}-${width}`,
      language,
    };
    const { svg, description } = draw(figure, slice, { ...options, width } as Options, setting);
    return { width, svg: svg.outerHTML, description };
  });
  return { id, drawings: drawn, description: drawn[drawn.length - 1].description };
}
