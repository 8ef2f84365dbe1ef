import { deepStrictEqual, strictEqual } from "node:assert";
import { add, closingLine, isGood, NOTHING, summaryOf, withExitCode } from "./summary.ts";

const JUNIT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="6" failures="1" errors="1" time="0.022">
  <testsuite name="./sim/a_test.ts" tests="4" disabled="1" errors="0" failures="1"></testsuite>
  <testsuite name="./sim/b_test.ts" tests="2" disabled="0" errors="1" failures="0"></testsuite>
</testsuites>`;

Deno.test("summary counts suites once, and ignored tests as neither", () => {
  deepStrictEqual(summaryOf(JUNIT), { passed: 3, failed: 2 });
});

Deno.test("summary of nothing is not good: no test ran", () => {
  deepStrictEqual(summaryOf(""), NOTHING);
  strictEqual(isGood(NOTHING), false);
});

Deno.test("summary is good only when something passed and nothing failed", () => {
  strictEqual(isGood({ passed: 1, failed: 0 }), true);
  strictEqual(isGood({ passed: 1, failed: 1 }), false);
});

Deno.test("summary counts a run that died without a failed test as one failure", () => {
  deepStrictEqual(withExitCode({ passed: 3, failed: 0 }, 1), { passed: 3, failed: 1 });
  deepStrictEqual(withExitCode({ passed: 3, failed: 2 }, 1), { passed: 3, failed: 2 });
  deepStrictEqual(withExitCode({ passed: 3, failed: 0 }, 0), { passed: 3, failed: 0 });
});

Deno.test("summary closes with one plain line", () => {
  const sum = add({ passed: 3, failed: 0 }, { passed: 4, failed: 1 });
  strictEqual(closingLine(sum), "7 passed, 1 failed");
});
