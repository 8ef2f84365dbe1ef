// What stands above every notebook: what it is, what running it means, and what it needs.

import type { Language } from "@headwater/sim/trace";
import type { LessonSource } from "./lesson_source.ts";

/** The two cells above a lesson: words, and the imports that its figures need. */
export interface Preface {
  readonly markdown: string;
  readonly code: string;
}

/** The preface of a lesson. */
export function prefaceOf({ front, slug, language }: LessonSource): Preface {
  const { title, summary, minutes, flink } = front;
  return {
    markdown: `# ${title}\n\n${summary}\n\n${(NOTES[language] ?? NOTES.en)({ minutes, flink })}`,
    code: [
      `import { show } from "@headwater/lessons/notebook";`,
      `import { figures } from "@headwater/lessons/${slug}/figures";`,
    ].join("\n"),
  };
}

interface Facts {
  readonly minutes: number;
  readonly flink: string;
}

const NOTES: Partial<Record<Language, (facts: Facts) => string>> & {
  readonly en: (facts: Facts) => string;
} = {
  en: ({ minutes, flink }) =>
    `Takes about ${minutes} minutes. What Flink itself says of it: [${pageName(flink)}](${flink}).

> **Before you run anything.** Deno's Jupyter kernel runs with every permission: a cell can read,
> change and send whatever you can. Look through a notebook before you run it. The cells of this one
> ask for no network and write no file.
>
> **What it needs.** The kernel, once: \`deno jupyter --install\`. And this repository: the cells
> import \`@headwater/sim\` and \`@headwater/lessons\`, names that the \`deno.json\` at its root explains.
> If you have this file alone, clone the repository and open \`notebooks/\` there; anywhere else the
> first cell says that it cannot find the names.
>
> **If something hangs,** restart the kernel: interrupting it loses everything as well. Outputs are
> already in the file, so all of it can be read without running any of it.`,
};

function pageName(url: string): string {
  const name = new URL(url).hash.slice(1).replaceAll("-", " ");
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
