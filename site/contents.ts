// What the site consists of: runs the job once, makes the pictures, and hands both to the pages.

import { LAWS } from "../props/mod.ts";
import { WIDTH } from "../lessons/figures/theme.ts";
import { eventTime } from "../lessons/figures/event_time.ts";
import { galleryPictures } from "./gallery.ts";
import { pictureOf } from "./picture.ts";
import { figuresPage } from "./pages/figures.tsx";
import { homePage } from "./pages/home.tsx";
import { type Notebook, readLessons } from "./lesson.ts";
import { lessonPage } from "./pages/lesson.tsx";
import { lawsPage } from "./pages/laws.tsx";
import type { Page } from "./page.ts";
import type { Frame } from "./shell.tsx";
import { tellStory } from "./story.ts";
import { wordsOf } from "./strings.ts";

/** The pages, and what stands around them. */
export interface Contents {
  readonly pages: readonly Page[];
  readonly frame: Frame;
  /** Lessons as notebooks, to be taken away. */
  readonly notebooks: readonly Notebook[];
}

const JOB = new URL("../lessons/readings/job.ts", import.meta.url);
const CITATION = new URL("../CITATION.cff", import.meta.url);

/** Everything, made anew. */
export async function gatherSite(): Promise<Contents> {
  const story = tellStory();
  const lessons = await readLessons();
  const home = homePage({
    story,
    picture: pictureOf(
      { id: "readings", figure: eventTime, slice: story.slice, options: {} },
      "en",
      [WIDTH.phone, WIDTH.column, WIDTH.breakout],
    ),
    listing: listingOf(await Deno.readTextFile(JOB)),
    lessons,
    lawCount: LAWS.length,
  });
  const pages = [
    home,
    ...lessons.map(lessonPage),
    figuresPage(galleryPictures("en")),
    lawsPage(LAWS),
  ];
  const version = /^version: (.*)$/m.exec(await Deno.readTextFile(CITATION))![1];
  const words = wordsOf("en");
  const places = [
    ...lessons.map(({ path }) => ({ name: words.lesson, path })),
    { name: words.figures, path: "figures.html" },
    { name: words.laws, path: "laws.html" },
  ];
  const notebooks = lessons.flatMap(({ notebook }) => notebook ?? []);
  return { pages, frame: { places, version }, notebooks };
}

/** The job from its source to the heart of its window, as it stands in the file. */
function listingOf(source: string): string {
  const lines = source.split("\n");
  const first = lines.findIndex((line) => line.includes("const peaks = env"));
  const last = lines.findIndex((line) => line.includes("(a, b) => b.celsius"));
  if (first < 0 || last < first) throw new Error("The job of the readings is written otherwise");
  return lines.slice(first, last + 1).map((line) => line.slice(2)).join("\n") + " …";
}
