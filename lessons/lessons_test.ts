import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { comparePositions, parsePosition, START } from "@headwater/sim";
import { LAWS } from "@headwater/props";
import { GLOSSARY, glossaryEntry } from "./glossary.ts";
import { LESSONS } from "./lessons.ts";
import { drawLessonFigure } from "./source/draw_lesson_figure.ts";
import type { LessonFigures } from "./source/lesson_figure.ts";
import { fileOf, readLessons } from "./source/lesson_files.ts";
import { figureIdsOf, type LessonSource } from "./source/lesson_source.ts";
import { attributeOf, type MdxNode, textOf, visit } from "./source/mdx_node.ts";

/** The chapters of every lesson, in this order; the first may be left out where nothing breaks. */
const CHAPTERS = [
  "The question",
  "The picture",
  "Predict",
  "Run",
  "Why",
  "Change",
  "Break",
  "Prove",
  "Elsewhere",
  "To take with you",
  "For teachers",
];
const WHY_WORDS_MAX = 150;

function nodesOf(lesson: LessonSource): MdxNode[] {
  return lesson.blocks.flatMap((block) => block.kind === "prose" ? block.nodes : []);
}

function idsOf(lesson: LessonSource, component: string): string[] {
  const ids: string[] = [];
  visit({ type: "root", children: nodesOf(lesson) }, (node) => {
    if (node.name === component) ids.push(attributeOf(node, "id")!);
  });
  return ids;
}

Deno.test("every lesson that is written has its place in the order", async () => {
  const slugs: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(".", import.meta.url))) {
    if (!isDirectory) continue;
    const text = await fileOf(name, "lesson.en.mdx").catch(() => "");
    if (text !== "") slugs.push(name);
  }
  const refs = LESSONS.map(({ ref }) => ref);
  for (const slug of slugs) ok(refs.includes(`lesson:${slug}`), `${slug} is not in lessons.ts`);
  deepStrictEqual((await readLessons("en")).map(({ slug }) => slug).toSorted(), slugs.toSorted());
});

Deno.test("words of the glossary have one entry each, explained in one breath", () => {
  const ids = GLOSSARY.map(({ id }) => id);
  strictEqual(new Set(ids).size, ids.length);
  for (const { meaning } of GLOSSARY) ok(meaning.en.length < 200 && meaning.en.endsWith("."));
});

for (const lesson of await readLessons("en")) {
  const { slug } = lesson;
  const { figures }: { figures: LessonFigures } = await import(`./${slug}/figures.ts`);

  Deno.test(`${slug}: the lesson follows the template`, () => {
    const titles = nodesOf(lesson).filter(({ type }) => type === "heading").map(textOf);
    deepStrictEqual(titles, CHAPTERS.filter((chapter) => titles.includes(chapter)));
    for (const chapter of ["The question", "Predict", "Run", "Why", "Prove", "For teachers"]) {
      ok(titles.includes(chapter), `the lesson has no chapter "${chapter}"`);
    }
  });

  Deno.test(`${slug}: the explanation is short`, () => {
    const nodes = nodesOf(lesson);
    const why = nodes.findIndex((node) => node.type === "heading" && textOf(node) === "Why");
    const rest = nodes.slice(why + 1);
    const end = rest.findIndex(({ type }) => type === "heading");
    const words = rest.slice(0, end).map(textOf).join(" ").split(/\s+/).length;
    ok(words <= WHY_WORDS_MAX, `${words} words are more than ${WHY_WORDS_MAX}`);
  });

  Deno.test(`${slug}: words and laws that it names exist`, () => {
    for (const id of idsOf(lesson, "Term")) ok(glossaryEntry(id), `no word "${id}"`);
    const laws = LAWS.map(({ id }) => id);
    for (const id of idsOf(lesson, "Law")) ok(laws.includes(id), `no law "${id}"`);
  });

  Deno.test(`${slug}: figures of the lesson and of figures.ts are the same, and can be drawn`, () => {
    deepStrictEqual(figureIdsOf(lesson).toSorted(), Object.keys(figures).toSorted());
    for (const [id, figure] of Object.entries(figures)) {
      ok(
        comparePositions(parsePosition(figure.at), START) > 0,
        `${id} is paused before all begins`,
      );
      for (const { svg } of drawLessonFigure(figure)) ok(svg.length < 60_000);
    }
  });

  Deno.test(`${slug}: code that also stands in a file is the same there`, async () => {
    for (const block of lesson.blocks) {
      if (block.kind === "prose" || block.kind === "figure" || block.file === undefined) continue;
      const text = await fileOf(slug, block.file);
      ok(text.includes(block.code), `${lesson.path}:${block.line} differs from ${block.file}`);
    }
  });
}
