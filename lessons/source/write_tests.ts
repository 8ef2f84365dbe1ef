// Writes every lesson as a test below gen/, anew each time: `deno task gen`.

import { readLessons } from "./lesson_files.ts";
import { lessonTestText } from "./lesson_test_text.ts";

const FOLDER = "gen";

if (import.meta.main) {
  await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
  const lessons = await readLessons("en");
  for (const lesson of lessons) {
    await Deno.mkdir(`${FOLDER}/lessons/${lesson.slug}`, { recursive: true });
    await Deno.writeTextFile(`${FOLDER}/${lesson.path}.test.ts`, lessonTestText(lesson));
  }
  console.log(`gen: ${lessons.length} lesson${lessons.length === 1 ? "" : "s"} written as tests`);
}
