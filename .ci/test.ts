// Runs every test and every example of the documentation, each group with the permissions it needs,
// and closes with one plain line. Further arguments go to `deno test`: `deno task test --filter V-3`.

import {
  add,
  closingLine,
  isGood,
  NOTHING,
  type Summary,
  summaryOf,
  withExitCode,
} from "./summary.ts";

const JUNIT_FOLDER = "out/junit";

/** Tests that run together: where they are and what they may do. */
interface Group {
  readonly name: string;
  readonly options: readonly string[];
}

const GROUPS: readonly Group[] = [
  // the engine, its laws and lessons read this folder and touch nothing else
  {
    name: "library",
    options: [
      "-R=.",
      "--ignore=sim/cli",
      "sim",
      "lessons",
      "props",
      "README.md",
      "CONTRIBUTING.md",
    ],
  },
  // every claim of every lesson, at its line in the lesson
  { name: "lessons", options: ["-R=.", "gen"] },
  // the site also reads the faces, which lie where packages are kept
  { name: "site", options: ["-R", "--ignore-env", "--ignore=site/look", "site"] },
  // the command line, the checkers and the browser start programs and write files
  { name: "tools", options: ["-A", ".ci", "sim/cli", "site/look"] },
];

/** Runs all groups, also after one has failed. */
export async function runTests(more: readonly string[]): Promise<Summary> {
  await Deno.mkdir(JUNIT_FOLDER, { recursive: true });
  let sum = await writeLessonTests() ? NOTHING : { passed: 0, failed: 1 };
  for (const group of GROUPS) sum = add(sum, await runGroup(group, more));
  return sum;
}

/** Writes lessons as tests; false when one of them cannot be read, and then it has said why. */
export async function writeLessonTests(): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "gen"],
    stdin: "null",
  }).spawn().status;
  return success;
}

async function runGroup({ name, options }: Group, more: readonly string[]): Promise<Summary> {
  const junitPath = `${JUNIT_FOLDER}/${name}.xml`;
  await Deno.writeTextFile(junitPath, "");
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "test",
      "--doc",
      "--parallel",
      "--no-prompt",
      `--junit-path=${junitPath}`,
      ...options,
      ...more,
    ],
    stdin: "null",
  }).spawn().status;
  return withExitCode(summaryOf(await Deno.readTextFile(junitPath)), code);
}

if (import.meta.main) {
  const summary = await runTests(Deno.args);
  console.log(closingLine(summary));
  if (!isGood(summary)) Deno.exit(1);
}
