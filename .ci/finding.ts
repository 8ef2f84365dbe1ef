// What every checker of this folder gives back: where, and one sentence that says what to do.

/** One file of the repository: its path from the root, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One thing to repair. */
export interface Finding {
  readonly path: string;
  /** The first line is 1; 0 stands for the file as a whole. */
  readonly line: number;
  readonly sentence: string;
}

/** A finding as the line that editors and terminals turn into a link. */
export function showFinding({ path, line, sentence }: Finding): string {
  return line === 0 ? `${path}  ${sentence}` : `${path}:${line}  ${sentence}`;
}

/** Prints findings in order of place, then one closing sentence; true when there were none. */
export function printFindings(tool: string, fileCount: number, findings: Finding[]): boolean {
  const inOrder = findings.toSorted((a, b) => compareText(a.path, b.path) || a.line - b.line);
  for (const finding of inOrder) console.log(showFinding(finding));
  const verdict = findings.length === 0 ? "nothing to repair" : `${findings.length} to repair`;
  console.log(`${tool}: ${fileCount} files, ${verdict}`);
  return findings.length === 0;
}

/** The number of the line that holds a position; the first line is 1. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i !== -1 && i < position; i = text.indexOf("\n", i + 1)) line++;
  return line;
}

/** True for a test or a benchmark: code beside the code, under looser rules. */
export function isTestPath(path: string): boolean {
  return /_(test|bench)\.tsx?$/.test(path);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
