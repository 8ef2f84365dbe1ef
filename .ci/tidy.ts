// The habits that no compiler checks: who imports whom, sizes, names, dead files and leftovers.
// Lengths of functions are a lint rule (lint_plugin.ts), because they need the syntax tree.

import { checkDeadFiles } from "./check_dead_files.ts";
import { checkImports } from "./check_imports.ts";
import { checkText } from "./check_text.ts";
import { type Finding, printFindings, type SourceFile } from "./finding.ts";
import { packageEntries } from "./imports.ts";
import { readTree } from "./source_tree.ts";

/** Everything to repair in a tree. */
export function tidy(files: readonly SourceFile[]): Finding[] {
  const packages = packageEntries(files);
  return [
    ...checkImports(files, packages),
    ...checkDeadFiles(files, packages),
    ...checkText(files),
  ];
}

if (import.meta.main) {
  const files = await readTree(".");
  if (!printFindings("tidy", files.length, tidy(files))) Deno.exit(1);
}
