// What a schema needs to be run: one function that drives our parts with a case.

import type { CaseReader } from "./case_reader.ts";

/**
 * Runs one case; throws when it fails, saying where it differs, or {@linkcode Planned}. It may not look
 * at the name.
 */
export type Adapter = (testCase: CaseReader) => void;

/** The case asks for something that we have not built yet: neither right nor wrong. */
export class Planned extends Error {
  override readonly name = "Planned";
}
