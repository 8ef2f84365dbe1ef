// What a function needs of an output tag: the name, and, for the compiler, what may be written there.

/** A side output of a type; every `OutputTag` is one. */
export interface SideOutput<X> {
  readonly id: string;
  /** Never set: it carries the type only. */
  readonly takes?: (value: X) => void;
}
