// Makes the notebooks of all lessons: `deno task notebooks`. With `--check` it writes nothing and says
// which of them are out of step with their lesson. Needs the tests that `deno task gen` writes: what the
// cells gave there is what the notebooks show.

import {
  drawLessonFigure,
  figureBundle,
  figureIdsOf,
  type LessonFigures,
  type LessonSource,
  type MimeBundle,
  notebookOf,
  notebookText,
  outcomesOf,
  readLessons,
} from "../lessons/source/mod.ts";

const ROOT = new URL("../", import.meta.url);

/** How the caller hears that there was nothing to compare. */
const NOT_MADE = 3;

/** What became of one notebook. */
type Outcome = "written" | "unchanged" | "stale" | "wrong";

async function make(lesson: LessonSource, isCheck: boolean): Promise<Outcome> {
  const { slug, language } = lesson;
  const { values, wrong } = await outcomesOf(lesson).catch((error) => {
    return { values: new Map<string, string>(), wrong: [`a cell of ${slug} failed: ${error}`] };
  });
  for (const place of wrong) console.log(`wrong: ${place}`);
  if (wrong.length > 0) return "wrong";
  const text = notebookText(notebookOf(lesson, { values, figures: await bundlesOf(lesson) }));
  const file = new URL(`notebooks/${slug}.${language}.ipynb`, ROOT);
  const before = await Deno.readTextFile(file).catch(() => "");
  if (before === text) return "unchanged";
  if (isCheck) return "stale";
  await Deno.writeTextFile(file, text);
  return "written";
}

async function bundlesOf(lesson: LessonSource): Promise<Map<string, MimeBundle>> {
  const file = new URL(`lessons/${lesson.slug}/figures.ts`, ROOT);
  const { figures }: { figures: LessonFigures } = await import(file.href);
  const bundles = new Map<string, MimeBundle>();
  for (const id of figureIdsOf(lesson)) {
    if (figures[id] === undefined) continue;
    bundles.set(id, figureBundle(drawLessonFigure(figures[id], { language: lesson.language })));
  }
  return bundles;
}

if (import.meta.main) {
  const isCheck = Deno.args.includes("--check");
  const outcomes: Outcome[] = [];
  for (const lesson of [...await readLessons("en"), ...await readLessons("zh")]) {
    const outcome = await make(lesson, isCheck);
    console.log(`notebooks/${lesson.slug}.${lesson.language}.ipynb: ${outcome}`);
    if (outcome === "stale") console.log("Run `deno task notebooks`, look at it, and commit it");
    outcomes.push(outcome);
  }
  if (outcomes.includes("stale")) Deno.exit(1);
  // a wrong claim has a test of its own, which is red; what it gives is not compared
  if (outcomes.includes("wrong")) Deno.exit(isCheck ? NOT_MADE : 1);
}
