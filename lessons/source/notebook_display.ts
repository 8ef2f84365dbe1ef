// What notebooks import to show a figure: `await show(figures.ways)`.

import type { Language } from "@headwater/sim/trace";
import { drawLessonFigure } from "./draw_lesson_figure.ts";
import { figureBundle, type MimeBundle } from "./figure_bundle.ts";
import type { LessonFigure } from "./lesson_figure.ts";

/** The kernel says that a cell is done before its last output is out, unless it is given a moment. */
const PAUSE_MILLIS = 10;

/** The part of the kernel that is used; it has no types outside of one. */
interface Kernel {
  display(bundle: MimeBundle, options: { raw: boolean }): Promise<void>;
}

/** Shows a figure below the cell; outside a notebook, prints its words. */
export async function show(figure: LessonFigure, language: Language = "en"): Promise<void> {
  const bundle = figureBundle(drawLessonFigure(figure, { language }));
  const kernel = findKernel();
  if (kernel === null) console.log(bundle["text/plain"]);
  else await kernel.display(bundle, { raw: true });
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
}

function findKernel(): Kernel | null {
  try {
    return (Deno as { jupyter?: Kernel }).jupyter ?? null;
  } catch {
    // asking for it elsewhere is an error of its own
    return null;
  }
}
