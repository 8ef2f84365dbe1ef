// The one command that decides whether a change may land: every check, then every test. It goes on
// after a failure, so that one run tells everything.

import { add, closingLine, isGood, NOTHING, type Summary } from "./summary.ts";
import { runTests } from "./test.ts";

/** A check passes or fails as a whole and counts as one in the closing line. */
interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "fmt", args: ["fmt", "--check"] },
  { name: "lint", args: ["task", "--quiet", "lint"] },
  { name: "check", args: ["task", "--quiet", "check"] },
  { name: "tidy", args: ["task", "--quiet", "tidy"] },
  { name: "docs", args: ["task", "--quiet", "docs"] },
];

async function runCheck({ name, args }: Check): Promise<Summary> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], stdin: "null" });
  const { success } = await command.spawn().status;
  console.log(`${name}: ${success ? "passed" : "FAILED"}`);
  return success ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

let sum = NOTHING;
for (const check of CHECKS) sum = add(sum, await runCheck(check));
const tests = await runTests([]);
sum = add(sum, tests);
console.log(closingLine(sum));
if (!isGood(sum) || !isGood(tests)) Deno.exit(1);
