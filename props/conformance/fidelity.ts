// Where we simplify or deviate from Flink: sim/FIDELITY.json is written by hand, sim/FIDELITY.md is
// made from it by this file.

import { refuse } from "../../sim/clock/named_error.ts";

/** One deviation: of a rule of the rule book, or of a single conformance case by its name. */
export interface FidelityRow {
  readonly rule?: string;
  readonly case?: string;
  /** The versions of Flink that do it otherwise. */
  readonly version: string;
  /** What we do, what Flink does, and why. */
  readonly reason: string;
}

const JSON_FILE = new URL("../../sim/FIDELITY.json", import.meta.url);
const PAGE_FILE = new URL("../../sim/FIDELITY.md", import.meta.url);

const LINE_WIDTH = 100;

const HEAD = `# Where Headwater is not Flink

Everything that is not listed here is meant to behave exactly as Flink does, and the conformance
cases check it. Made from \`FIDELITY.json\` by \`props/conformance/fidelity.ts\`.
`;

/** The rows of sim/FIDELITY.json. Errors: `E-FILE-SCHEMA`. */
export function readFidelity(): FidelityRow[] {
  const rows = JSON.parse(Deno.readTextFileSync(JSON_FILE)) as FidelityRow[];
  for (const row of rows) {
    const hasSubject = (typeof row.rule === "string") !== (typeof row.case === "string");
    if (hasSubject && row.version && row.reason) continue;
    refuse(
      "E-FILE-SCHEMA",
      `A row of FIDELITY.json is ${
        JSON.stringify(row)
      }, but each names a rule or a case, and has ` +
        `a version and a reason`,
    );
  }
  return rows;
}

/** The reasons of the rows that are about a case, by its name. */
export function declaredCases(rows: readonly FidelityRow[]): Map<string, string> {
  return new Map(rows.flatMap((row) => row.case === undefined ? [] : [[row.case, row.reason]]));
}

/** The page for people, in Markdown. */
export function fidelityPage(rows: readonly FidelityRow[]): string {
  const sections = rows.map(({ rule, case: name, version, reason }) =>
    `## ${rule ?? `Case ${name}`}\n\n${wrap(reason)}\n\nFlink ${version}.\n`
  );
  return [HEAD, ...sections].join("\n");
}

/** Breaks a paragraph where `deno fmt` would. */
function wrap(paragraph: string): string {
  const lines = [""];
  for (const word of paragraph.split(" ")) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= LINE_WIDTH) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** The page as it stands in the repository. */
export function readFidelityPage(): string {
  return Deno.readTextFileSync(PAGE_FILE);
}

if (import.meta.main) Deno.writeTextFileSync(PAGE_FILE, fidelityPage(readFidelity()));
