// One file of cases: reading it, running it, counting it.

import { refuse, showValue } from "../../sim/clock/named_error.ts";
import { type Adapter, Planned } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import { CaseReader } from "./case_reader.ts";

/** How a case ended; `declared`: it fails, and FIDELITY.json says that and why. */
export type Outcome = "passed" | "failed" | "declared" | "unsupported";

/** A case and how it ended. */
export interface CaseResult {
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it failed, why that is declared, which schema has no adapter, or what is only planned. */
  readonly reason: string;
}

/** A file of cases of one schema. */
export interface ConformanceFile {
  readonly name: string;
  readonly schema: string;
  readonly cases: readonly CaseReader[];
}

/**
 * Reads a file's text; a byte order mark is no harm.
 *
 * Errors: `E-FILE-JSON`, `E-FILE-SCHEMA`.
 */
export function parseConformanceFile(name: string, text: string): ConformanceFile {
  const root = new CaseReader(parseJson(name, text), name);
  try {
    const schema = root.only("area", "schema", "source", "cases").get("schema").text();
    const cases = root.get("cases").items();
    for (const testCase of cases) testCase.get("name").text();
    return { name, schema, cases };
  } catch (error) {
    refuse(
      "E-FILE-SCHEMA",
      `"${name}" is JSON but not a file of conformance cases: it needs "schema" and a list ` +
        `"cases", each with a "name" (${(error as Error).message})`,
      error,
    );
  }
}

/** Runs every case of a file; `declared` holds the reasons of the failures we know of, by name. */
export function runConformanceFile(
  file: ConformanceFile,
  declared: ReadonlyMap<string, string>,
): CaseResult[] {
  const adapter = ADAPTERS.get(file.schema);
  return file.cases.map((testCase) => {
    const name = testCase.get("name").text();
    if (adapter === undefined) {
      return { name, outcome: "unsupported", reason: `no adapter for schema "${file.schema}"` };
    }
    return { name, ...outcomeOf(testCase, adapter, declared.get(name)) };
  });
}

/** Runs one case: null when it passes, else what differs. */
export function failureOf(testCase: CaseReader, adapter: Adapter): string | null {
  const { outcome, reason } = outcomeOf(testCase, adapter);
  return outcome === "passed" ? null : reason;
}

function outcomeOf(
  testCase: CaseReader,
  adapter: Adapter,
  declared?: string,
): Omit<CaseResult, "name"> {
  try {
    adapter(testCase);
    return { outcome: "passed", reason: "" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Planned) return { outcome: "unsupported", reason };
    if (declared !== undefined) return { outcome: "declared", reason: declared };
    return { outcome: "failed", reason };
  }
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    refuse(
      "E-FILE-JSON",
      `"${name}" cannot be read as JSON: ${(error as Error).message}; it begins with ` +
        `${showValue(text.slice(0, 40))}. Usual cause: a file that was cut off, or not JSON at all`,
      error,
    );
  }
}
