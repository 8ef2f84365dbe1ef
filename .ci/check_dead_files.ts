// A file that nothing leads to is dead: it is read, kept in step and paid for, and does nothing.
// Its own test does not keep it alive.

import { type Finding, isTestPath, type SourceFile } from "./finding.ts";
import { importsOf, type PackageEntries, pathsNamedIn, resolveImport } from "./imports.ts";

// what the player and the lesson tests load by name, and what maintainers run by hand
const LOADED_BY_NAME = /^lessons\/[^/]+\/(job|figures|exercise|solution|check|fetch)\.tsx?$/;
// where tasks and settings name files
const NAMES_ENTRIES = /^(deno\.json|\.ci\/\w+\.json)$/;

/** Every module that no entry leads to. */
export function checkDeadFiles(
  files: readonly SourceFile[],
  packages: PackageEntries,
): Finding[] {
  const modules = new Map(
    files.filter(({ path }) => /\.tsx?$/.test(path)).map(({ path, text }) => [path, text]),
  );
  const alive = new Set<string>();
  const waiting = entriesOf(files, packages).filter((path) => modules.has(path));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (alive.has(path)) continue;
    alive.add(path);
    waiting.push(...leadsTo(path, modules.get(path)!, packages).filter((p) => modules.has(p)));
  }
  const sentence = "is imported by nothing but its own test; use it or delete it";
  return [...modules.keys()]
    .filter((path) => !alive.has(path))
    .map((path) => ({ path, line: 0, sentence }));
}

function entriesOf(files: readonly SourceFile[], packages: PackageEntries): string[] {
  const entries = [...packages.values()];
  for (const { path, text } of files) {
    if (isTestPath(path) || LOADED_BY_NAME.test(path)) entries.push(path);
    if (!NAMES_ENTRIES.test(path)) continue;
    // tasks name files from the root, settings from their own folder
    for (const name of text.match(/[\w.][\w./-]*\.tsx?\b/g) ?? []) {
      entries.push(name.startsWith("./") ? resolveImport(path, name, packages) : name);
    }
  }
  return entries;
}

function leadsTo(path: string, source: string, packages: PackageEntries): string[] {
  const subject = path.replace(/_(test|bench)\.(tsx?)$/, ".$2");
  const specifiers = [
    ...importsOf(source).map(({ specifier }) => specifier),
    ...pathsNamedIn(source),
  ];
  return specifiers
    .map((specifier) => resolveImport(path, specifier, packages))
    .filter((target) => target === path || target !== subject);
}
