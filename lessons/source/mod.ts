/**
 * Lessons as they are written: one reader, and what each writer of pages, notebooks and tests needs.
 *
 * @module
 */

// reading
export * from "./lesson_files.ts";
export * from "./lesson_source.ts";
export * from "./lesson_error.ts";
export * from "./components.ts";
export { type LessonPlace, readLesson } from "./read_lesson.ts";
// the page
export { lessonPlugins, remarkLesson } from "./remark_lesson.ts";
export * from "./lesson_figure.ts";
export { outcomesOf } from "./lesson_outcomes.ts";
// the test
export { lessonTestText } from "./lesson_test_text.ts";
export type { ClaimOutcome, LessonRun } from "./lesson_run.ts";
// the notebook
export * from "./notebook.ts";
export * from "./figure_bundle.ts";
export * from "./draw_lesson_figure.ts";
