// Reads a lesson for the site: its words compiled, its figures drawn, its chapters named.

import { evaluate } from "@mdx-js/mdx";
import * as runtime from "preact/jsx-runtime";
import type { ComponentType } from "preact";
import { fileOf, readLessons as readSources } from "../lessons/source/lesson_files.ts";
import {
  type LessonFigure,
  type LessonFigures,
  sliceOfFigure,
} from "../lessons/source/lesson_figure.ts";
import type { FrontMatter, LessonSource } from "../lessons/source/lesson_source.ts";
import { lessonPlugins } from "../lessons/source/remark_lesson.ts";
import type { Picture } from "./figure_view.tsx";
import { type Chapter, lessonTree } from "./lesson_tree.ts";
import { pictureOf } from "./picture.ts";
import { folderOf, type Language, LANGUAGES } from "./strings.ts";

/** A lesson as a page shows it. */
export interface ReadLesson {
  readonly slug: string;
  readonly language: Language;
  /** Path of its page. */
  readonly path: string;
  readonly front: FrontMatter;
  readonly chapters: readonly Chapter[];
  /** The same lesson as a notebook. */
  readonly notebook: Notebook | undefined;
  /** What stands behind each `<Figure id="…" />`. */
  readonly pictures: ReadonlyMap<string, readonly Picture[]>;
  /** Its text, as a component that is given the components it uses. */
  readonly Text: ComponentType<{ components: Readonly<Record<string, unknown>> }>;
}

/** A file of the site that can be taken away. */
export interface Notebook {
  readonly path: string;
  readonly content: string;
}

const FOLDER = new URL("../lessons/", import.meta.url);
const NOTEBOOKS = new URL("../notebooks/", import.meta.url);

/** Every lesson that is written, in the order in which they are read. */
export async function readLessons(): Promise<ReadLesson[]> {
  const sources = await Promise.all(LANGUAGES.map((language) => readSources(language)));
  return await Promise.all(sources.flat().map(readLesson));
}

async function readLesson(source: LessonSource): Promise<ReadLesson> {
  const { slug, language, front } = source;
  const chapters: Chapter[] = [];
  const { default: Text } = await evaluate(
    await fileOf(slug, `lesson.${language}.mdx`),
    {
      ...runtime,
      remarkPlugins: [...lessonPlugins(source), lessonTree(chapters)],
    } as unknown as Parameters<typeof evaluate>[1],
  );
  const { figures } = await import(new URL(`${slug}/figures.ts`, FOLDER).href) as {
    figures: LessonFigures;
  };
  const pictures = new Map(
    Object.entries(figures).map(([id, figure]) => [id, picturesOf(id, figure, language)]),
  );
  return {
    slug,
    language,
    path: `${folderOf(language)}lessons/${slug}.html`,
    front,
    chapters,
    notebook: await readNotebook(`${slug}.${language}.ipynb`),
    pictures,
    Text: Text as ReadLesson["Text"],
  };
}

async function readNotebook(name: string): Promise<Notebook | undefined> {
  const content = await Deno.readTextFile(new URL(name, NOTEBOOKS)).catch(() => undefined);
  return content === undefined ? undefined : { path: `notebooks/${name}`, content };
}

/** The first picture carries the title of the figure, the last one its caption. */
function picturesOf(id: string, figure: LessonFigure, language: Language): Picture[] {
  const slice = sliceOfFigure(figure);
  const { title, caption } = figure;
  return figure.pictures.map(({ figure, options }, index, all) => {
    const name = all.length === 1 ? id : `${id}-${index + 1}`;
    const drawn = pictureOf({ id: name, figure, slice, options }, language);
    const description = { ...drawn.description };
    if (title !== undefined && index === 0) description.title = title[language] ?? title.en;
    if (caption !== undefined && index === all.length - 1) {
      description.caption = caption[language] ?? caption.en;
    }
    return { ...drawn, description };
  });
}
