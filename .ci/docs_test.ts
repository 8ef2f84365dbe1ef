import { deepStrictEqual, strictEqual } from "node:assert";
import { checkDocs, type Declaration, type ExportedSymbol, hasAssertingExample } from "./docs.ts";
import { showFinding } from "./finding.ts";

const PLAIN = "Adds.";
const SHOWN = "Adds.\n\n```ts\nstrictEqual(add(1, 2), 3);\n```";

function symbol(kind: string, doc?: string, more: Partial<Declaration> = {}): ExportedSymbol {
  const location = { filename: "sim/a.ts", line: 6 };
  return { name: "add", declarations: [{ kind, location, jsDoc: { doc }, ...more }] };
}

function findings(symbols: ExportedSymbol[], entry: ExportedSymbol[] = []): string[] {
  const exports = new Map([["sim/a.ts", symbols], ["sim/mod.ts", entry]]);
  return checkDocs(exports, ["sim/mod.ts"]).map(showFinding);
}

Deno.test("docs refuses an export without a comment, whatever it is", () => {
  for (const kind of ["function", "class", "variable", "interface", "typeAlias", "enum"]) {
    deepStrictEqual(findings([symbol(kind)]), [
      "sim/a.ts:7  add has no comment that says what it is",
    ]);
    deepStrictEqual(findings([symbol(kind, PLAIN)]), []);
  }
});

Deno.test("docs refuses a public value without an asserting example, at the place it stands", () => {
  for (const kind of ["function", "class", "variable"]) {
    const [hidden, shown] = [symbol(kind, PLAIN), symbol(kind, SHOWN)];
    deepStrictEqual(findings([hidden], [hidden]), [
      "sim/a.ts:7  add is public but has no example that asserts",
    ]);
    deepStrictEqual(findings([shown], [shown]), []);
  }
});

Deno.test("docs follows a re-export to the declaration", () => {
  const target = { filename: "sim/a.ts", line: 6 };
  const location = { filename: "sim/mod.ts", line: 0 };
  const reference = symbol("reference", undefined, { def: { target }, location });
  strictEqual(findings([symbol("function", PLAIN)], [reference]).length, 1);
  deepStrictEqual(findings([symbol("function", SHOWN)], [reference]), []);
});

Deno.test("docs asks no example of types, nor of values that nobody can import", () => {
  deepStrictEqual(findings([symbol("interface", PLAIN)], [symbol("interface", PLAIN)]), []);
  deepStrictEqual(findings([symbol("function", PLAIN)]), []);
});

Deno.test("docs is content when one of several overloads is documented", () => {
  const { declarations: [bare] } = symbol("function");
  const { declarations: [documented] } = symbol("function", PLAIN);
  deepStrictEqual(findings([{ name: "add", declarations: [bare, documented] }]), []);
});

Deno.test("an example asserts only by a call inside a fence of TypeScript", () => {
  strictEqual(hasAssertingExample(SHOWN), true);
  strictEqual(hasAssertingExample("Use strictEqual(a, b) to see."), false);
  strictEqual(hasAssertingExample("```ts\nconsole.log(add(1, 2));\n```"), false);
  strictEqual(hasAssertingExample("```sh\nstrictEqual(a, b)\n```"), false);
});
