// The one command that decides whether a change may land: every check, then every test. It goes on
// after a failure, so that one run tells everything.

import { add, closingLine, isGood, NOTHING, type Summary } from "./summary.ts";
import { runTests, writeLessonTests } from "./test.ts";

/** A check passes or fails as a whole and counts as one in the closing line. */
interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "fmt", args: ["fmt", "--check"] },
  { name: "fmt of lessons", args: ["run", "-R=.", "--allow-run", ".ci/fmt_lessons.ts"] },
  { name: "lint", args: ["task", "--quiet", "lint"] },
  { name: "check", args: ["task", "--quiet", "check"] },
  { name: "tidy", args: ["task", "--quiet", "tidy"] },
  { name: "docs", args: ["task", "--quiet", "docs"] },
  { name: "notebooks", args: ["task", "--quiet", "notebooks", "--check"] },
  { name: "kernel", args: ["task", "--quiet", "kernel"] },
  { name: "look", args: ["task", "--quiet", "look", "--check"] },
];

/** How a check says that it could not be made here: neither passed nor failed. */
const NOT_MADE = 3;

async function runCheck({ name, args }: Check): Promise<Summary> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], stdin: "null" });
  const { success, code } = await command.spawn().status;
  if (code === NOT_MADE) return NOTHING;
  console.log(`${name}: ${success ? "passed" : "FAILED"}`);
  return success ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

let sum = NOTHING;
await writeLessonTests(); // types of lessons are checked too; a lesson that cannot be read fails below
for (const check of CHECKS) sum = add(sum, await runCheck(check));
const tests = await runTests([]);
sum = add(sum, tests);
console.log(closingLine(sum));
if (!isGood(sum) || !isGood(tests)) Deno.exit(1);
