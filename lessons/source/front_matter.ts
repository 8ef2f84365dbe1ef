// The few lines above a lesson, `key: value` each. Not YAML: no types to guess, nothing to learn.

import type { FrontMatter } from "./lesson_source.ts";
import type { Refuse } from "./lesson_error.ts";

const KEYS = ["title", "summary", "minutes", "flink", "rules", "misconceptions"] as const;

/** Reads them; all but the last two must be there. */
export function readFrontMatter(text: string, line: number, refuse: Refuse): FrontMatter {
  const fields = new Map<string, string>();
  text.split("\n").forEach((row, index) => {
    const match = /^(\w+): +(\S.*)$/.exec(row);
    if (match === null) refuse(line + 1 + index, `"${row}" is no line of the form "key: value"`);
    const [, key, value] = match!;
    if (!KEYS.includes(key as typeof KEYS[number])) {
      refuse(line + 1 + index, `"${key}" is not known; wanted: ${KEYS.join(", ")}`);
    }
    // quotes, which tools that know YAML want around a colon
    fields.set(key, value.trim().replace(/^"(.*)"$/, "$1"));
  });
  const need = (key: string) =>
    fields.get(key) ?? refuse(line, `the lines above the lesson lack "${key}: …"`);
  const list = (key: string) => fields.get(key)?.split(/,\s*/) ?? [];
  const minutes = Number(need("minutes"));
  if (!Number.isInteger(minutes) || minutes < 1) {
    refuse(line, `minutes is ${need("minutes")}; wanted: a whole number, 10 to 15 are good`);
  }
  return {
    title: need("title"),
    summary: need("summary"),
    minutes,
    flink: need("flink"),
    rules: list("rules"),
    misconceptions: list("misconceptions"),
  };
}
