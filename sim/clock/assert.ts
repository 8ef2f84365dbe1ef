// Claims that the engine makes about itself. They stay on: a wrong frame teaches something wrong.

/** Throws when a claim of the engine about itself does not hold: always our bug, never the user's. */
export function assert(claim: boolean, sentence: string): asserts claim {
  if (!claim) throw new Error(`Engine assertion failed: ${sentence}`);
}
