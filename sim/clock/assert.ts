// Claims that the engine makes about itself. They stay on: a wrong frame teaches something wrong.

/** A broken claim of the engine about itself: always our bug, never the user's. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** Throws an {@linkcode EngineError} when a claim of the engine about itself does not hold. */
export function assert(claim: boolean, sentence: string): asserts claim {
  if (!claim) throw new EngineError(`Engine assertion failed: ${sentence}`);
}
