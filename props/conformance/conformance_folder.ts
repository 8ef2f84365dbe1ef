// A folder of case files, as the command line is given it.

import { refuse } from "../../sim/clock/named_error.ts";

/** No file of cases is nearly as large. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

/**
 * The JSON files right in the folder, in the order of their names.
 *
 * Errors: `E-FILE-DIRECTORY` when it is not a folder, or holds no JSON file.
 */
export function listFolder(folder: string | undefined): string[] {
  if (folder === undefined) {
    refuse("E-FILE-DIRECTORY", "Which folder of cases? Usage: deno task conformance DIR");
  }
  const names: string[] = [];
  try {
    for (const entry of Deno.readDirSync(folder)) {
      if (!entry.isDirectory && entry.name.endsWith(".json")) names.push(entry.name);
    }
  } catch (error) {
    const why = explain(error, "there is no such folder", "it is a file; give the folder it is in");
    refuse("E-FILE-DIRECTORY", `The folder of cases "${folder}" cannot be read: ${why}`, error);
  }
  if (names.length > 0) return names.sort();
  refuse("E-FILE-DIRECTORY", `The folder "${folder}" holds no file that ends in .json`);
}

/**
 * The text of a file in the folder.
 *
 * Errors: `E-FILE-SIZE`, `E-FILE-MISSING`.
 */
export function readFile(folder: string, name: string): string {
  const path = `${folder.replace(/\/+$/, "")}/${name}`;
  let size: number;
  try {
    size = Deno.statSync(path).size;
    if (size <= FILE_BYTES_MAX) return Deno.readTextFileSync(path);
  } catch (error) {
    const why = explain(error, "it is gone", "it is not a file");
    refuse("E-FILE-MISSING", `The file "${path}" cannot be read: ${why}`, error);
  }
  refuse(
    "E-FILE-SIZE",
    `The file "${path}" has ${size} bytes, more than the ${FILE_BYTES_MAX} that cases ever need`,
  );
}

function explain(error: unknown, missing: string, wrongKind: string): string {
  if (error instanceof Deno.errors.NotFound) return missing;
  if (error instanceof Deno.errors.NotADirectory) return wrongKind;
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "reading it is not allowed";
  }
  return (error as Error).message;
}
