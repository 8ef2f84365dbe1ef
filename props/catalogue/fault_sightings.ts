// Where a fault of the catalogue is met: the tests that are titled with its number, and the lessons that
// name it. Looked up in the files as they stand, so nobody has to keep a list.

/** The numbers that are met, F01 to F80. */
export interface FaultSightings {
  /** In a title, or in a row of a table of tests. */
  readonly inTests: ReadonlySet<string>;
  /** Anywhere in the folder of a lesson. */
  readonly inLessons: ReadonlySet<string>;
}

const ROOT = new URL("../../", import.meta.url);
const TEST_FOLDERS = ["sim", "props", "lessons"];
/** Folders of `lessons` that are no lesson. */
const NO_LESSONS: ReadonlySet<string> = new Set(["figures", "player", "source"]);

const NUMBER = /\bF(?:0[1-9]|[1-7]\d|80)\b/g;
const STRING = /(["'`])((?:\\.|(?!\1).)*)\1/g;
const COMMENT = /^\s*(\/\/|\*|\/\*)/;

/** Looks through the whole repository. */
export function readSightings(): FaultSightings {
  const tests = TEST_FOLDERS.flatMap((folder) => filesBelow(`${folder}/`, /_test\.tsx?$/));
  const lessons = filesBelow("lessons/", /\.(ts|tsx|mdx)$/)
    .filter((path) => isInLesson(path) && !path.endsWith("_test.ts"));
  return {
    inTests: new Set(tests.flatMap((path) => numbersInStrings(read(path)))),
    inLessons: new Set(lessons.flatMap((path) => read(path).match(NUMBER) ?? [])),
  };
}

function isInLesson(path: string): boolean {
  const [, folder, ...rest] = path.split("/");
  return rest.length > 0 && !NO_LESSONS.has(folder);
}

/**
 * The faults that a file of tests names in its texts; comments do not count.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { numbersInStrings } from "./fault_sightings.ts";
 * const source = '// like F01\nDeno.test("F02 F03 all is well", () => tell("F99"));';
 * deepStrictEqual(numbersInStrings(source), ["F02", "F03"]);
 * ```
 */
export function numbersInStrings(source: string): string[] {
  return source.split("\n").filter((line) => !COMMENT.test(line)).flatMap((line) =>
    [...line.matchAll(STRING)].flatMap(([, , text]) => text.match(NUMBER) ?? [])
  );
}

/** Paths from the root, in order. */
function filesBelow(folder: string, name: RegExp): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))]
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap((entry) => {
      const path = folder + entry.name;
      if (entry.isDirectory) return filesBelow(`${path}/`, name);
      return name.test(entry.name) ? [path] : [];
    });
}

function read(path: string): string {
  return Deno.readTextFileSync(new URL(path, ROOT));
}
