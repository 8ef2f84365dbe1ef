// Everything that the command line asks of the machine it runs on. One object, so that a test gives
// another: texts in, texts out, files in a map, a clock that stands still.

/** The machine, as far as a command may see it. */
export interface Host {
  /** What was asked for: results. */
  stdout(text: string): void;
  /** Everything else: errors, warnings, progress. */
  stderr(text: string): void;
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** False when the user said NO_COLOR. */
  readonly wantsColour: boolean;
  /** Milliseconds of the wall clock. */
  now(): number;
  /** Null where there is nothing. Errors: whatever the machine says. */
  stat(path: string): { readonly isDirectory: boolean; readonly size: number } | null;
  read(path: string): Uint8Array;
  readStdin(): Promise<Uint8Array>;
  /** All or nothing: a file is never left half-written. Makes the folder if need be. */
  write(path: string, pieces: Iterable<string | Uint8Array>): void;
  /** Loads a module by its path. */
  load(path: string): Promise<Record<string, unknown>>;
  /**
   * Sends a request to a program that has no permission whatever, and waits so many milliseconds for
   * its answer. Errors: `E-BUDGET-TIME`.
   */
  askSandbox(request: unknown, deadline: number): Promise<unknown>;
}
