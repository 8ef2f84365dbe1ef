// Makes the notebooks of all lessons: `deno task notebooks`. With `--check` it writes nothing and says
// which of them are out of step with their lesson. Needs the tests that `deno task gen` writes: their
// outcomes are what the cells show.

import type { LessonRun } from "../lessons/source/lesson_run.ts";
import { drawLessonFigure } from "../lessons/source/draw_lesson_figure.ts";
import { figureBundle, type MimeBundle } from "../lessons/source/figure_bundle.ts";
import type { LessonFigures } from "../lessons/source/lesson_figure.ts";
import { readLessons } from "../lessons/source/lesson_files.ts";
import { figureIdsOf, type LessonSource } from "../lessons/source/lesson_source.ts";
import { notebookOf, type NotebookOutputs, notebookText } from "../lessons/source/notebook.ts";

const ROOT = new URL("../", import.meta.url);

/** What became of one notebook. */
type Outcome = "written" | "unchanged" | "stale" | "wrong";

async function make(lesson: LessonSource, isCheck: boolean): Promise<Outcome> {
  const { slug, language } = lesson;
  // code is written once, in English
  const test = new URL(`gen/lessons/${slug}/lesson.en.mdx.test.ts`, ROOT);
  const run: LessonRun = (await import(test.href)).default;
  const wrong = run.outcomes.filter(({ holds }) => !holds);
  for (const { line } of wrong) console.log(`${run.path}:${line} claims what is not so`);
  if (wrong.length > 0) return "wrong";
  const text = notebookText(notebookOf(lesson, await outputsOf(lesson, run)));
  const file = new URL(`notebooks/${slug}.${language}.ipynb`, ROOT);
  const before = await Deno.readTextFile(file).catch(() => "");
  if (before === text) return "unchanged";
  if (isCheck) return "stale";
  await Deno.writeTextFile(file, text);
  return "written";
}

async function outputsOf(lesson: LessonSource, run: LessonRun): Promise<NotebookOutputs> {
  const { figures }: { figures: LessonFigures } = await import(
    new URL(`lessons/${lesson.slug}/figures.ts`, ROOT).href
  );
  const bundles = new Map<string, MimeBundle>();
  for (const id of figureIdsOf(lesson)) {
    if (figures[id] === undefined) continue;
    bundles.set(id, figureBundle(drawLessonFigure(figures[id], { language: lesson.language })));
  }
  return {
    values: run.values,
    figures: bundles,
  };
}

if (import.meta.main) {
  const isCheck = Deno.args.includes("--check");
  let isGood = true;
  for (const lesson of [...await readLessons("en"), ...await readLessons("zh")]) {
    const outcome = await make(lesson, isCheck);
    console.log(`notebooks/${lesson.slug}.${lesson.language}.ipynb: ${outcome}`);
    if (outcome === "stale") console.log("Run `deno task notebooks`, look at it, and commit it");
    isGood &&= outcome !== "stale" && (isCheck || outcome !== "wrong");
  }
  if (!isGood) Deno.exit(1);
}
