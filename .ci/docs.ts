// Every export says what it is, and every value that a user can import shows how, in an example that
// asserts. The examples themselves are run by the tests (`deno test --doc`).

import { type Finding, isTestPath, printFindings } from "./finding.ts";
import { type PackageEntries, packageEntries } from "./imports.ts";
import { readTree } from "./source_tree.ts";

/** A place in a file, as `deno doc` gives it; the first line is 0. */
interface Place {
  readonly filename: string;
  readonly line: number;
}

/** One declaration of an exported name. */
export interface Declaration {
  readonly kind: string;
  readonly location: Place;
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly { readonly doc?: string }[] };
  /** For `export { a } from "./b.ts"`: where the thing itself stands. */
  readonly def?: { readonly target?: Place };
}

/** An exported name; overloads, and a type beside a constant, are several declarations. */
export interface ExportedSymbol {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** The exported names of each module, by its path from the root. */
export type Exports = ReadonlyMap<string, readonly ExportedSymbol[]>;

const DOCUMENTED = /^(sim|props|lessons|site)\/.*\.tsx?$/;
const SHOWN_BY_EXAMPLE = /^(function|class|variable|enum)$/;
const FENCE = /```ts[^\n]*\n([\s\S]*?)```/g;
const ASSERTION =
  /\b(assert|ok|equal|deepEqual|strictEqual|notStrictEqual|deepStrictEqual|throws|rejects|match)\s*\(/;

/** Exports without a comment, and values of the package's entries without an asserting example. */
export function checkDocs(exports: Exports, entries: readonly string[]): Finding[] {
  const findings = new Map<string, Finding>();
  const find = (path: string, { name, declarations }: ExportedSymbol, sentence: string) => {
    const line = declarations[0].location.line + 1;
    findings.set(`${path}:${line}:${name}`, { path, line, sentence: `${name} ${sentence}` });
  };
  for (const [path, symbols] of exports) {
    for (const symbol of symbols) {
      const isOwn = symbol.declarations.some(({ kind, location }) =>
        kind !== "reference" && kind !== "namespace" && location.filename === path
      );
      if (isOwn && textOf(symbol) === "") find(path, symbol, "has no comment that says what it is");
    }
  }
  for (const symbol of entries.flatMap((entry) => exports.get(entry) ?? [])) {
    const origin = originOf(symbol, exports);
    if (origin === undefined) continue;
    const { filename } = origin.declarations[0].location;
    const isValue = origin.declarations.some(({ kind }) => SHOWN_BY_EXAMPLE.test(kind));
    if (isValue && !hasAssertingExample(textOf(origin))) {
      find(filename, origin, "is public but has no example that asserts");
    }
  }
  return [...findings.values()];
}

/** True when a comment holds a fence of TypeScript that would fail if the claim were wrong. */
export function hasAssertingExample(comment: string): boolean {
  return [...comment.matchAll(FENCE)].some(([, code]) => ASSERTION.test(code));
}

/** Follows `export { a } from` to the module that declares the name. */
function originOf(symbol: ExportedSymbol, exports: Exports): ExportedSymbol | undefined {
  const target = symbol.declarations.find(({ kind }) => kind === "reference")?.def?.target;
  if (target === undefined) return symbol;
  return exports.get(target.filename)?.find(({ declarations }) =>
    declarations.some(({ location }) => location.line === target.line)
  );
}

function textOf({ declarations }: ExportedSymbol): string {
  return declarations
    .flatMap(({ jsDoc }) => [jsDoc?.doc, ...(jsDoc?.tags ?? []).map(({ doc }) => doc)])
    .filter((text) => text !== undefined)
    .join("\n");
}

/** Asks `deno doc` for the exports of all modules at once. */
async function readExports(paths: readonly string[]): Promise<Exports> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "--quiet", ...paths],
    stderr: "inherit",
  });
  const { success, stdout } = await command.output();
  if (!success) Deno.exit(1);
  const root = new URL("../", import.meta.url).href;
  // all places become paths from the root
  const json = new TextDecoder().decode(stdout).replaceAll(root, "");
  const { nodes } = JSON.parse(json) as { nodes: Record<string, { symbols?: ExportedSymbol[] }> };
  return new Map(Object.entries(nodes).map(([path, { symbols = [] }]) => [path, symbols]));
}

function checkEntries(packages: PackageEntries, paths: readonly string[]): Finding[] {
  return [...packages]
    .filter(([, entry]) => !paths.includes(entry))
    .map(([name, path]) => ({ path, line: 0, sentence: `is the entry of ${name} and is missing` }));
}

if (import.meta.main) {
  const files = await readTree(".");
  const paths = files.map(({ path }) => path).filter((path) =>
    DOCUMENTED.test(path) && !isTestPath(path)
  );
  const packages = packageEntries(files);
  const entries = [...packages.values()].filter((path) => path.startsWith("sim/"));
  const findings = [
    ...checkEntries(packages, paths),
    ...checkDocs(await readExports(paths), entries),
  ];
  if (!printFindings("docs", paths.length, findings)) Deno.exit(1);
}
