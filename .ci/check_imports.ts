// Holds every import of the tree against the table in import_table.ts.

import { type Finding, isTestPath, type SourceFile } from "./finding.ts";
import { IMPORT_TABLE, type ImportRow, TEST_TABLE } from "./import_table.ts";
import { importsOf, type PackageEntries, resolveImport } from "./imports.ts";

/** Everything that is imported against the table; `.ci` itself may import anything. */
export function checkImports(
  files: readonly SourceFile[],
  packages: PackageEntries,
  table: readonly ImportRow[] = IMPORT_TABLE,
): Finding[] {
  return files
    .filter(({ path }) => /\.tsx?$/.test(path) && !path.startsWith(".ci/"))
    .flatMap((file) => checkFile(file, packages, table));
}

/** True when a path or package is the named one, or lies in the named folder. */
export function isNamedBy(name: string, target: string): boolean {
  const pattern = name.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
  return new RegExp(`^${pattern}(/|$)`).test(target);
}

function checkFile(
  { path, text }: SourceFile,
  packages: PackageEntries,
  table: readonly ImportRow[],
): Finding[] {
  const row = rowOf(path, table);
  if (row === undefined) {
    const sentence = "has no row in .ci/import_table.ts; say there what it may import";
    return [{ path, line: 0, sentence }];
  }
  const findings: Finding[] = [];
  for (const { specifier, line, isTypeOnly } of importsOf(text)) {
    const target = resolveImport(path, specifier, packages);
    const names = isTypeOnly ? [...row.may, ...(row.mayAsTypes ?? [])] : row.may;
    if ([row.folder, ...names].some((name) => isNamedBy(name, target))) continue;
    findings.push({ path, line, sentence: `imports ${target}, but ${sentenceOf(row)}` });
  }
  return findings;
}

function rowOf(path: string, table: readonly ImportRow[]): ImportRow | undefined {
  const row = longest(table.filter(({ folder }) => isNamedBy(folder, path)));
  if (row === undefined || !(isTestPath(path) || /_for_tests\.tsx?$/.test(path))) return row;
  const more = TEST_TABLE.find(({ folder }) => isNamedBy(folder, path));
  if (more === undefined) return row;
  return { ...row, folder: `tests in ${more.folder}`, may: [...row.may, ...more.may] };
}

function longest(rows: readonly ImportRow[]): ImportRow | undefined {
  return rows.reduce<ImportRow | undefined>(
    (best, row) => best === undefined || row.folder.length > best.folder.length ? row : best,
    undefined,
  );
}

function sentenceOf({ folder, may, mayAsTypes = [] }: ImportRow): string {
  const parts = [];
  if (may.length > 0) parts.push([...new Set(may)].join(", "));
  if (mayAsTypes.length > 0) parts.push(`the types of ${mayAsTypes.join(", ")}`);
  const list = parts.length === 0 ? "nothing at all" : parts.join(", and ");
  return `${folder} may import ${list}`;
}
