// One picture of the gallery: a figure, what it is shown, and how. Goldens, tests and the site's page of
// figures draw the same exhibits, so what stands there is what is tested.

import type { Drawing, Setting } from "../draw.ts";
import { drawModel } from "../draw.ts";
import type { Figure, FigureModel, FigureOptions, Language, TraceSlice } from "../figure.ts";
import { WIDTH } from "../theme.ts";

/** A picture that knows how to draw itself, whatever its figure. */
export interface Exhibit {
  /** Stable, in kebab-case: the name of its goldens and its anchor on a page. */
  readonly id: string;
  /** What it is an example of: "One subtask", "More than sixteen subtasks". */
  readonly title: string;
  /** Name of the figure. */
  readonly figure: string;
  /** Widths at which it is drawn, the narrow one first. */
  readonly widths: readonly number[];
  model(width: number, language?: Language): FigureModel;
  draw(width: number, setting: Setting): Drawing;
}

/** Exhibits that belong together on the page of figures. */
export interface GalleryGroup {
  readonly name: string;
  readonly about: string;
  readonly exhibits: readonly Exhibit[];
}

/** What an exhibit is made of. */
export interface ExhibitSpec<Model extends FigureModel, Options extends FigureOptions> {
  readonly id: string;
  readonly title: string;
  readonly figure: Figure<Model, Options>;
  /** Called when the exhibit is drawn, so that looking at the list runs no job. */
  slice(): TraceSlice;
  readonly options: Omit<Options, "width">;
  readonly widths?: readonly number[];
}

/** Makes an exhibit. */
export function exhibit<Model extends FigureModel, Options extends FigureOptions>(
  { id, title, figure, slice, options, widths = [WIDTH.phone, WIDTH.column] }: ExhibitSpec<
    Model,
    Options
  >,
): Exhibit {
  const model = (width: number, language: Language = "en") =>
    figure.model(slice(), { language, ...options, width } as Options);
  return {
    id,
    title,
    figure: figure.name,
    widths,
    model,
    draw: (width, setting) => drawModel(figure, model(width, setting.language), setting),
  };
}
