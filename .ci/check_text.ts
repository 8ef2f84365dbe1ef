// What can be seen in the text of one file: its size, its name, its first line, and what was left over.

import { type Finding, isTestPath, lineAt, type SourceFile } from "./finding.ts";

const FILE_LINES_MAX = 400;
const CODE = /\.(ts|tsx|js|css)$/;
const SNAKE_CASE = /^[a-z0-9]+(_[a-z0-9]+)*(\.d)?\.(ts|tsx|js|css)$/;
const SIM_FOLDER = /^([1-7]_)?[a-z]+(_[a-z]+)*$/;

// written in pieces, so that this file does not find itself
const LEFTOVERS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\b(TO${""}DO|FIX${""}ME|X${""}XX|HA${""}CK|W${""}IP)\\b`, "g"),
    "leaves a marker behind; do it now or write an issue",
  ],
  [/^(<{7}|>{7}) /gm, "holds a merge conflict"],
  [/\bDeno\.test\.(only|ignore)\b/g, "switches tests off"],
  [
    new RegExp(`deno-lint-ignore(-file)?[^\\n]*\\bhead${""}water/`, "g"),
    "silences our own lint; exceptions are named in .ci/lint_plugin.ts, where all can read them",
  ],
  [
    new RegExp(`(?<![\\w.)])/(work|root|tmp|home/\\w+|Users/\\w+)${"/"}\\w`, "g"),
    "names a path of one machine",
  ],
];

/** Everything that the text of a file alone gives away. */
export function checkText(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) => [...checkShape(file), ...checkLeftovers(file)]);
}

function checkShape({ path, text }: SourceFile): Finding[] {
  if (!CODE.test(path)) return [];
  const findings: Finding[] = [];
  const find = (sentence: string) => findings.push({ path, line: 0, sentence });

  const lineCount = lineAt(text, text.trimEnd().length);
  if (lineCount > FILE_LINES_MAX) {
    find(`has ${lineCount} lines; ${FILE_LINES_MAX} are the limit, so find its second noun`);
  }
  const folders = path.split("/");
  const name = folders.pop()!;
  if (!SNAKE_CASE.test(name)) find(`is not named in snake_case after its main export`);
  if (folders[0] === "sim" && !folders.every((folder) => SIM_FOLDER.test(folder))) {
    find("lies in a folder that is not named in snake_case, or N_noun for a stage");
  }
  if (!isTestPath(path) && !/^\s*(\/\/|\/\*)/.test(text)) {
    find("does not start with a comment that says what it is");
  }
  return findings;
}

function checkLeftovers({ path, text }: SourceFile): Finding[] {
  return LEFTOVERS.flatMap(([pattern, sentence]) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
      path,
      line: lineAt(text, index),
      sentence: `${sentence}: ${found.trim()}`,
    }))
  );
}
