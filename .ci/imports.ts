// Which modules a file imports, and which file or package each name stands for.

import { lineAt, type SourceFile } from "./finding.ts";
import { mask } from "./mask.ts";

/** One import or re-export of a module. */
export interface Import {
  /** As written: `./ring.ts`, `fast-check`, `npm:d3@7.9.2`. */
  readonly specifier: string;
  readonly line: number;
  /** True when only types are taken, so that nothing is left of it at run time. */
  readonly isTypeOnly: boolean;
}

/** Package entry points by the name under which they are imported: `@headwater/sim` → a path. */
export type PackageEntries = ReadonlyMap<string, string>;

const FROM =
  /(?<![.\w$])(?:import|export)\s*(type\b)?\s*(?:[\w$]+\s*,?\s*)?(\*\s*(?:as\s+[\w$]+\s*)?|\{[^}]*\}\s*)?from\s*["']/g;
const BARE = /(?<![.\w$])import\s*["']/g;
const DYNAMIC = /(?<![.\w$])import\s*\(\s*["']/g;

/** All imports of a source, in no particular order; names inside strings and comments are no imports. */
export function importsOf(source: string): Import[] {
  const masked = mask(source);
  const imports: Import[] = [];
  for (const pattern of [FROM, BARE, DYNAMIC]) {
    for (const match of masked.matchAll(pattern)) {
      imports.push({
        specifier: quotedAt(source, match.index + match[0].length - 1),
        line: lineAt(source, match.index),
        isTypeOnly: match[1] !== undefined || takesTypesOnly(match[2]),
      });
    }
  }
  return imports;
}

/** Files that a source names in strings such as `"./worker.ts"`: workers and programs it starts. */
export function pathsNamedIn(source: string): string[] {
  return [...source.matchAll(/["'`](\.{1,2}\/[\w./-]+\.tsx?)["'`]/g)].map((match) => match[1]);
}

/** The path that an import leads to, or the bare name of a package: `node:assert`, `fast-check`. */
export function resolveImport(from: string, specifier: string, packages: PackageEntries): string {
  if (specifier.startsWith(".")) return joinPath(from, specifier);
  const entry = packages.get(specifier);
  if (entry !== undefined) return entry;
  return specifier.replace(/^(npm|jsr):\/?/, "").replace(/(?<=.)@[^/]*/, "");
}

/** The packages of this workspace, read from the `deno.json` of each member. */
export function packageEntries(files: readonly SourceFile[]): PackageEntries {
  const entries = new Map<string, string>();
  for (const { path, text } of files) {
    const folder = /^(\w+)\/deno\.json$/.exec(path)?.[1];
    if (folder === undefined) continue;
    const { name, exports = {} } = JSON.parse(text);
    for (const [key, target] of Object.entries<string>(exports)) {
      entries.set(name + key.slice(1), joinPath(path, target));
    }
  }
  return entries;
}

function quotedAt(source: string, start: number): string {
  return source.slice(start + 1, source.indexOf(source[start], start + 1));
}

function takesTypesOnly(names: string | undefined): boolean {
  if (names === undefined || !names.startsWith("{")) return false;
  const list = names.trim().slice(1, -1).split(",").map((name) => name.trim()).filter(Boolean);
  return list.length > 0 && list.every((name) => name.startsWith("type "));
}

function joinPath(from: string, relative: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
