import { deepStrictEqual, strictEqual } from "node:assert";
import { importsOf, packageEntries, resolveImport } from "./imports.ts";
import { mask } from "./mask.ts";

const MASKED: readonly (readonly [source: string, masked: string])[] = [
  ['a = "from"; // x', 'a = "    ";     '],
  ["a = 'it\\'s' + b", "a = '     ' + b"],
  ["a /* x\ny */ + b", "a     \n     + b"],
  ["a = `x ${b} y` + c", "a = `  ${b}  ` + c"],
  ["a = `${`in ${b}`}` + c", "a = `${`   ${b}`}` + c"],
  ["a = `${f({ b: 1 })} x`;", "a = `${f({ b: 1 })}  `;"],
  ["a = b / c / d", "a = b / c / d"],
  ["a = (b) / c; // d", "a = (b) / c;     "],
  ["a = /[/\"]'/g.test(b)", "a = /     /g.test(b)"],
  ["return /'/.test(a)", "return / /.test(a)"],
  // never closed: ends with its line, whose last character counts as the quote
  ["a = 'open\nb = 1", "a = '   n\nb = 1"],
];

for (const [source, masked] of MASKED) {
  Deno.test(`mask keeps the code and the places of: ${source}`, () => {
    strictEqual(mask(source), masked);
  });
}

Deno.test("importsOf finds every form, with its line, and none in strings and comments", () => {
  const source = [
    'import { a } from "./a.ts";',
    "import type { B } from './b.ts';",
    'import { type C, type D } from "./c.ts";',
    'import { type E, f } from "./e.ts";',
    "export {",
    "  g,",
    '} from "./g.ts";',
    'export const text = "import h from \'./h.ts\'"; // import "./i.ts"',
    "/** ```ts",
    ' * import { j } from "./j.ts";',
    " * ``` */",
    'const k = await import("./k.ts");',
    'const l = Array.from("./l.ts"), from = "./m.ts";',
  ].join("\n");
  const found = importsOf(source).toSorted((a, b) => a.line - b.line);
  deepStrictEqual(found.map((i) => [i.line, i.specifier, i.isTypeOnly]), [
    [1, "./a.ts", false],
    [2, "./b.ts", true],
    [3, "./c.ts", true],
    [4, "./e.ts", false],
    [5, "./g.ts", false],
    [12, "./k.ts", false],
  ]);
});

const RESOLVED: readonly (readonly [specifier: string, target: string])[] = [
  ["./b.ts", "sim/task/b.ts"],
  ["../clock/b.ts", "sim/clock/b.ts"],
  ["@headwater/sim", "sim/mod.ts"],
  ["@headwater/sim/trace", "sim/trace/mod.ts"],
  ["node:assert", "node:assert"],
  ["npm:d3@7.9.2", "d3"],
  ["npm:@observablehq/plot@0.6.17", "@observablehq/plot"],
  ["jsr:@std/assert@1", "@std/assert"],
  ["preact/jsx-runtime", "preact/jsx-runtime"],
];

for (const [specifier, target] of RESOLVED) {
  Deno.test(`resolveImport leads from sim/task/a.ts by ${specifier} to ${target}`, () => {
    const exports = { ".": "./mod.ts", "./trace": "./trace/mod.ts" };
    const text = JSON.stringify({ name: "@headwater/sim", exports });
    const packages = packageEntries([{ path: "sim/deno.json", text }]);
    strictEqual(resolveImport("sim/task/a.ts", specifier, packages), target);
  });
}
