import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Planned } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import { CaseReader } from "./case_reader.ts";
import { failureOf, parseConformanceFile, runConformanceFile } from "./conformance_file.ts";
import { listFolder, readFile } from "./conformance_folder.ts";
import { fidelityPage, readFidelity, readFidelityPage } from "./fidelity.ts";
import { LONG_MAX, LONG_MIN, toLong, toTime } from "./java_long.ts";
import { runConformance } from "./main.ts";
import { MAX, MIN } from "../../sim/clock/time.ts";

const CASES = decodeURIComponent(new URL("./cases", import.meta.url).pathname);

const NONE: ReadonlyMap<string, string> = new Map();

for (const name of listFolder(CASES)) {
  const file = parseConformanceFile(name, readFile(CASES, name));
  for (const testCase of file.cases) {
    Deno.test(`conformance ${name}: ${testCase.get("name").text()}`, () => {
      ok(ADAPTERS.has(file.schema), `there is an adapter for schema "${file.schema}"`);
      const [{ outcome, reason }] = runConformanceFile({ ...file, cases: [testCase] }, NONE);
      strictEqual(`${outcome} ${reason}`.trim(), "passed");
    });
  }
}

function valveFile(...steps: unknown[]): string {
  const cases = [{ name: "a case", channels: 1, steps }];
  return JSON.stringify({ area: "valve", schema: "watermark-valve", source: {}, cases });
}

function outcomes(text: string, declared = NONE): string[] {
  return runConformanceFile(parseConformanceFile("f.json", text), declared)
    .map(({ outcome, reason }) => `${outcome} ${reason}`);
}

Deno.test("runConformanceFile tells passed, failed, declared and unsupported apart", () => {
  const right = valveFile({ channel: 0, watermark: 4 }, { expect: [{ watermark: 4 }] });
  const wrong = valveFile({ channel: 0, watermark: 4 }, { expect: [] });
  const differs = 'f.json.cases[0].steps[1]: expected [], got [{"watermark":4}]';
  deepStrictEqual(outcomes(right), ["passed "]);
  deepStrictEqual(outcomes(wrong), [`failed ${differs}`]);
  deepStrictEqual(outcomes(wrong, new Map([["a case", "we know"]])), ["declared we know"]);
  deepStrictEqual(outcomes(right.replace("watermark-valve", "no-such")), [
    'unsupported no adapter for schema "no-such"',
  ]);
  const [testCase] = parseConformanceFile("f.json", right).cases;
  const isPlanned = () => {
    throw new Planned("nobody has built it");
  };
  strictEqual(failureOf(testCase, isPlanned), "nobody has built it");
});

Deno.test("CaseReader fails a case whose steps nobody understands", () => {
  for (
    const step of [
      { channel: 0, watermark: 4, hurry: true },
      { channel: 0, barrier: 4 },
      { channel: 0, watermark: "soon" },
      { channel: 0, status: "asleep" },
      { channel: 0, watermark: 1.5 },
      [],
    ]
  ) {
    const [outcome] = outcomes(valveFile(step));
    ok(
      /^failed E-CASE: f\.json\.cases\[0\]\.steps\[0\].* but its schema wants /.test(outcome),
      outcome,
    );
  }
});

Deno.test("E-FILE parseConformanceFile refuses what is not a file of cases", () => {
  throws(() => parseConformanceFile("f.json", '{"cases": ['), /E-FILE-JSON: "f.json" cannot be/);
  throws(() => parseConformanceFile("f.json", "[]"), /E-FILE-SCHEMA/);
  throws(() => parseConformanceFile("f.json", '{"schema":"x","cases":[{}]}'), /E-FILE-SCHEMA/);
  strictEqual(parseConformanceFile("f.json", `\ufeff${valveFile()}\r\n`).cases.length, 1);
});

Deno.test("E-FILE listFolder refuses a file, a folder without cases and no folder", () => {
  throws(() => listFolder(undefined), /E-FILE-DIRECTORY: .*Usage: deno task conformance DIR/);
  throws(() => listFolder(`${CASES}/nowhere`), /E-FILE-DIRECTORY: .*there is no such folder/);
  throws(() => listFolder(`${CASES}/README.md`), /E-FILE-DIRECTORY: .*it is a file/);
  throws(() => listFolder(`${CASES}/../adapters`), /E-FILE-DIRECTORY: .*no file that ends in/);
  throws(() => readFile(CASES, "nothing.json"), /E-FILE-MISSING: .*it is gone/);
});

Deno.test("runConformance ends with its totals and exits with 0 when nothing failed", () => {
  const lines: string[] = [];
  strictEqual(runConformance(CASES, NONE, (line) => lines.push(line)), 0);
  ok(/^[1-9]\d* passed, 0 failed$/.test(lines[lines.length - 1]));
});

Deno.test("toTime keeps a long's distance from the end that it is near", () => {
  strictEqual(toTime(LONG_MIN), MIN);
  strictEqual(toTime(LONG_MIN + 10n), MIN + 10);
  strictEqual(toTime(LONG_MAX - 1n), MAX - 1);
  strictEqual(toTime(-(2n ** 53n) + 1n), MIN);
  strictEqual(toTime(2n ** 60n), null);
});

Deno.test("toLong takes exact numbers and decimal texts of 64 bits", () => {
  strictEqual(toLong("9223372036854775807"), LONG_MAX);
  strictEqual(toLong(-5), -5n);
  for (const bad of [2 ** 53, 1.5, "9223372036854775808", "1e3", "", null, true]) {
    strictEqual(toLong(bad), null);
  }
});

// forms of `key-groups` and functions that no case in the folder uses
const UNSEEN = [
  { operatorRanges: [{ maxParallelism: 10, parallelism: 3, operatorIndex: 1, start: 4, end: 6 }] },
  { operatorRanges: [{ maxParallelism: 10, parallelism: 2, ranges: [[0, 4], [5, 9]] }] },
  { function: "log2floor", points: [{ args: [-1], result: 31 }, { args: [0], error: true }] },
  { function: "log2floor", points: [{ args: [8193], result: 13 }, { args: [7], result: 2 }] },
  { function: "roundUpToPowerOfTwo", points: [{ args: [0], result: 0 }, { args: [1], result: 1 }] },
  {
    function: "roundUpToPowerOfTwo",
    points: [{ args: [67108863], result: 67108864 }, { args: [9], result: 16 }],
  },
  {
    function: "isPowerOf2",
    points: [
      { args: ["4611686018427387904"], result: true },
      { args: ["9223372036854775807"], result: false },
    ],
  },
  { function: "divideRoundUp", points: [{ args: [1, -1], error: true }] },
];

for (const testCase of UNSEEN) {
  Deno.test(`key-groups runs ${JSON.stringify(testCase)}`, () => {
    strictEqual(failureOf(new CaseReader(testCase, "case"), ADAPTERS.get("key-groups")!), null);
  });
}

Deno.test("FIDELITY.md is what fidelity.ts makes of FIDELITY.json", () => {
  strictEqual(readFidelityPage(), fidelityPage(readFidelity()));
});
