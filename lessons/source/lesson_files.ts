// Finds lessons on disk, in the order of lessons.ts. The only file here that touches one.

import type { Language } from "@headwater/sim/trace";
import { LESSONS } from "../lessons.ts";
import type { LessonSource } from "./lesson_source.ts";
import { readLesson } from "./read_lesson.ts";

const LESSONS_FOLDER = new URL("../", import.meta.url);

/** Reads every lesson that has been written in a language, in their order. */
export async function readLessons(language: Language = "en"): Promise<LessonSource[]> {
  const lessons: LessonSource[] = [];
  for (const { ref } of LESSONS) {
    const slug = ref.replace(/^lesson:/, "");
    const text = await textOf(slug, language);
    if (text === null) continue;
    const original = language === "en"
      ? undefined
      : readLesson(await textOf(slug, "en") ?? "", { slug, language: "en" });
    lessons.push(readLesson(text, { slug, language, original }));
  }
  return lessons;
}

/** Everything that lies beside a lesson, by name: for listings, which stand in a file too. */
export async function fileOf(slug: string, file: string): Promise<string> {
  return await Deno.readTextFile(new URL(`${slug}/${file}`, LESSONS_FOLDER));
}

async function textOf(slug: string, language: Language): Promise<string | null> {
  try {
    return await fileOf(slug, `lesson.${language}.mdx`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
