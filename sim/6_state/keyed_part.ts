// State that belongs to keys, as a checkpoint holds it and a restart gives it back (Flink's
// KeyedStateHandle): a copy of the part itself. A restart takes over only what belongs to the key groups
// of its subtask, entry by entry, so the same way serves every parallelism (KG-8).

/** A part whose entries belong to keys. */
export interface KeyedPart {
  /** Entries held. */
  readonly size: number;
  /**
   * Takes over the entries of a saved part of the same kind whose key is this subtask's own. The saved
   * part stays as it is: other subtasks, and other attempts, read it too.
   */
  absorb(saved: KeyedPart, isOwn: IsOwnKey): void;
}

/** True for the number of a key that this subtask owns (KG-3). */
export type IsOwnKey = (key: number) => boolean;

/** The keyed parts of one operator, by name. */
export type KeyedParts = Readonly<Record<string, KeyedPart>>;
