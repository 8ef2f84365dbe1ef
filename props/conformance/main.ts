// deno task conformance DIR: runs every case file of a folder against our parts and says how many
// cases behave as Flink does.
//
// Exit code: 0 all supported cases pass or are declared, 1 some failed, 2 something could not be read.

import { NamedError } from "../../sim/clock/named_error.ts";
import {
  type CaseResult,
  type Outcome,
  parseConformanceFile,
  runConformanceFile,
} from "./conformance_file.ts";
import { listFolder, readFile } from "./conformance_folder.ts";
import { declaredCases, readFidelity } from "./fidelity.ts";

/**
 * Runs the files of a folder, prints line by line, and gives the exit code.
 *
 * Errors: `E-FILE-DIRECTORY`; a single file that cannot be read is printed and the rest still runs.
 */
export function runConformance(
  folder: string | undefined,
  declared: ReadonlyMap<string, string>,
  print: (line: string) => void,
): number {
  const results: CaseResult[] = [];
  let unreadCount = 0;
  for (const name of listFolder(folder)) {
    try {
      const file = parseConformanceFile(name, readFile(folder!, name));
      const fileResults = runConformanceFile(file, declared);
      for (const line of fileReport(name, fileResults, declared)) print(line);
      results.push(...fileResults);
    } catch (error) {
      print(sentenceOf(error));
      unreadCount++;
    }
  }
  const failedCount = count(results, "failed");
  print("");
  print(`${count(results, "declared")} declared, ${count(results, "unsupported")} unsupported`);
  print(`${count(results, "passed")} passed, ${failedCount} failed`);
  return unreadCount > 0 ? 2 : failedCount > 0 ? 1 : 0;
}

const OUTCOMES: readonly Outcome[] = ["passed", "failed", "declared", "unsupported"];

/** The counts of a file, then a line for each case that is worth one. */
function fileReport(
  name: string,
  results: readonly CaseResult[],
  declared: ReadonlyMap<string, string>,
): string[] {
  const counts = OUTCOMES.map((outcome) => `${count(results, outcome)} ${outcome}`).join(", ");
  const unsupported = results.find(({ outcome }) => outcome === "unsupported");
  const lines = [`${name}: ${counts}${unsupported ? `; ${unsupported.reason}` : ""}`];
  for (const { name, outcome, reason } of results) {
    if (outcome === "failed" || outcome === "declared") {
      lines.push(`  ${outcome} ${name}: ${reason}`);
    }
    if (outcome === "passed" && declared.has(name)) {
      lines.push(`  passed ${name}: although FIDELITY.json declares it; the row can go`);
    }
  }
  return lines;
}

function count(results: readonly CaseResult[], wanted: Outcome): number {
  return results.filter(({ outcome }) => outcome === wanted).length;
}

/** What a named error says; any other is our own mistake and goes on. */
function sentenceOf(error: unknown): string {
  if (error instanceof NamedError) return error.message;
  throw error;
}

function main(): number {
  try {
    return runConformance(Deno.args[0], declaredCases(readFidelity()), console.log);
  } catch (error) {
    console.error(sentenceOf(error));
    return 2;
  }
}

if (import.meta.main) Deno.exit(main());
