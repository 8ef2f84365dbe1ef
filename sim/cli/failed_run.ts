// A run that stopped in the middle, with the command that brings one back to where it did.

/** What was thrown, and how to see it again. */
export class FailedRun extends Error {
  override readonly name = "FailedRun";
  constructor(override readonly cause: unknown, readonly replay: string) {
    super("The run stopped");
  }
}
