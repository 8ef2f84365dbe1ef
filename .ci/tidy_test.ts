import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { checkDeadFiles } from "./check_dead_files.ts";
import { checkImports } from "./check_imports.ts";
import { checkText } from "./check_text.ts";
import { type Finding, showFinding } from "./finding.ts";
import { packageEntries } from "./imports.ts";
import { tidy } from "./tidy.ts";

// a tiny tree: paths and texts
type Tree = Readonly<Record<string, string>>;

const filesOf = (tree: Tree) => Object.entries(tree).map(([path, text]) => ({ path, text }));
const shown = (findings: Finding[]) => findings.map(showFinding);

const SIM: Tree = {
  "sim/deno.json": JSON.stringify({
    name: "@headwater/sim",
    exports: { ".": "./mod.ts", "./trace": "./trace/mod.ts" },
  }),
};

function importFindings(path: string, source: string): string[] {
  const files = filesOf({ ...SIM, [path]: source });
  return shown(checkImports(files, packageEntries(files)));
}

const ALLOWED: readonly (readonly [path: string, source: string])[] = [
  ["sim/element/a.ts", 'import { b } from "../clock/b.ts";'],
  ["sim/clock/a.ts", 'import { b } from "./b.ts";'],
  ["sim/clock/a_test.ts", 'import "node:assert"; import { b } from "../graph/b.ts";'],
  ["sim/5_operator/window/a.ts", 'import { b } from "../operator.ts";'],
  ["sim/5_operator/a.ts", 'import { b } from "../1_source/watermark_output.ts";'],
  ["sim/6_state/a.ts", 'import { b } from "../2_partitioner/key_group.ts";'],
  ["sim/graph/a.ts", 'import type { B } from "../task/subtask_spec.ts";'],
  ["sim/graph/a.ts", 'import { type B } from "../task/subtask_spec.ts";'],
  ["sim/graph/a.ts", 'import { b } from "../config.ts";'],
  ["sim/simulation.ts", 'import { b } from "./cluster/b.ts"; export * from "./timeline.ts";'],
  ["sim/cli/main.ts", 'import { b } from "../mod.ts"; import "node:path";'],
  ["lessons/figures/a.ts", 'import { b } from "@headwater/sim/trace"; import "npm:d3@7.9.2";'],
  ["lessons/order/job.ts", 'import { b } from "@headwater/sim";'],
  ["props/a_test.ts", 'import fc from "fast-check"; import { b } from "@headwater/sim";'],
  ["props/oracle.ts", 'import type { B } from "@headwater/sim";'],
  ["site/a.ts", 'import { b } from "@codemirror/state";'],
];

for (const [path, source] of ALLOWED) {
  Deno.test(`tidy lets ${path} say ${source}`, () => {
    deepStrictEqual(importFindings(path, source), []);
  });
}

const REFUSED: readonly (readonly [path: string, source: string, target: string])[] = [
  ["sim/clock/a.ts", 'import { b } from "../element/b.ts";', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'export { b } from "../element/b.ts";', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'export * from "../element/b.ts";', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'export * as b from "../element/b.ts";', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'import b, { c } from "../element/b.ts";', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'import "../element/b.ts";', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'const b = import("../element/b.ts");', "sim/element/b.ts"],
  ["sim/clock/a.ts", 'import { ok } from "node:assert";', "node:assert"],
  ["sim/mod.ts", 'import fc from "fast-check";', "fast-check"],
  ["sim/task/a.ts", 'import { b } from "../graph/b.ts";', "sim/graph/b.ts"],
  ["sim/5_operator/a.ts", 'import { b } from "../1_source/source.ts";', "sim/1_source/source.ts"],
  [
    "sim/6_state/a.ts",
    'import { b } from "../2_partitioner/hash.ts";',
    "sim/2_partitioner/hash.ts",
  ],
  [
    "sim/graph/a.ts",
    'import { b } from "../task/subtask_spec.ts";',
    "sim/task/subtask_spec.ts",
  ],
  ["sim/simulation.ts", 'import { b } from "./cli/main.ts";', "sim/cli/main.ts"],
  ["sim/clock/a_test.ts", 'import fc from "fast-check";', "fast-check"],
  ["lessons/figures/a.ts", 'import { b } from "@headwater/sim";', "sim/mod.ts"],
  ["props/oracle.ts", 'import { b } from "@headwater/sim";', "sim/mod.ts"],
  ["props/a.ts", 'import { b } from "../.ci/mask.ts";', ".ci/mask.ts"],
];

for (const [path, source, target] of REFUSED) {
  Deno.test(`tidy refuses ${path} to say ${source}`, () => {
    const findings = importFindings(path, `// a\n${source}`);
    strictEqual(findings.length, 1);
    match(findings[0], /may import/);
    ok(findings[0].startsWith(`${path}:2  imports ${target}, but `), findings[0]);
  });
}

Deno.test("tidy says what a folder may import instead", () => {
  deepStrictEqual(importFindings("sim/clock/a.ts", 'import "../element/b.ts";'), [
    "sim/clock/a.ts:1  imports sim/element/b.ts, but sim/clock may import nothing at all",
  ]);
});

Deno.test("tidy refuses a folder without a row", () => {
  match(importFindings("sim/gossip/a.ts", "")[0], /has no row/);
});

Deno.test("tidy finds dead files, and a file that only its own test imports is dead", () => {
  const files = filesOf({
    ...SIM,
    "deno.json": '{"tasks": {"demo": "deno run sim/cli/main.ts demo"}}',
    "sim/mod.ts": 'export * from "./alive.ts";',
    "sim/alive.ts": "",
    "sim/dead.ts": 'import "./dead_too.ts";',
    "sim/dead_too.ts": "",
    "sim/dead_test.ts": 'import "./dead.ts"; import "./helper.ts";',
    "sim/helper.ts": "",
    "sim/cli/main.ts": 'const url = new URL("./worker.ts", import.meta.url);',
    "sim/cli/worker.ts": "",
    "lessons/order/job.ts": "",
  });
  const dead = checkDeadFiles(files, packageEntries(files)).map(({ path }) => path);
  deepStrictEqual(dead, ["sim/dead.ts", "sim/dead_too.ts"]);
});

const HEAD = "// What it is.\n";

const UNTIDY: readonly (readonly [path: string, text: string, finding: string])[] = [
  ["sim/a.ts", HEAD + "a();\n".repeat(400), "sim/a.ts  has 401 lines; 400 are the limit"],
  ["sim/someThing.ts", HEAD, "sim/someThing.ts  is not named in snake_case"],
  ["sim/8_extra/a.ts", HEAD, "sim/8_extra/a.ts  lies in a folder"],
  ["sim/a.ts", "export {};", "sim/a.ts  does not start with a comment"],
  ["README.md", `# A\nTO${""}DO later`, "README.md:2  leaves a marker behind"],
  ["sim/a.ts", `${HEAD}// FIX${""}ME`, "sim/a.ts:2  leaves a marker behind"],
  ["props/a.ts", `${HEAD}const a = "${"/"}root/b";`, "props/a.ts:2  names a path of one machine"],
  ["README.md", `${"/"}home/ann/b`, "README.md:1  names a path of one machine"],
  ["sim/a_test.ts", `Deno.test${"."}only("a", b);`, "sim/a_test.ts:1  switches tests off"],
  ["a.md", `${"<".repeat(7)} ours`, "a.md:1  holds a merge conflict"],
  [
    "sim/a.ts",
    `${HEAD}// deno-lint-ignore head${""}water/no-clock`,
    "sim/a.ts:2  silences our own lint",
  ],
];

for (const [path, text, finding] of UNTIDY) {
  Deno.test(`tidy says: ${finding}`, () => {
    const findings = shown(checkText([{ path, text }]));
    strictEqual(findings.length, 1, findings.join("\n"));
    ok(findings[0].startsWith(finding), findings[0]);
  });
}

Deno.test("tidy accepts a file of exactly 400 lines, and work/ inside a longer path", () => {
  const text = HEAD + "a(); // see docs/work/plan and https://example.org/tmp/a\n".repeat(399);
  deepStrictEqual(checkText([{ path: "sim/a.ts", text }]), []);
});

Deno.test("tidy is silent about a tidy tree", () => {
  const files = filesOf({
    ...SIM,
    "sim/mod.ts": HEAD + 'export * from "./clock/time.ts";',
    "sim/trace/mod.ts": HEAD,
    "sim/clock/time.ts": HEAD,
  });
  deepStrictEqual(tidy(files), []);
});
