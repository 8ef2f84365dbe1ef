// The name of a side output together with the type of its records (Flink's OutputTag).

import { checkName } from "./names.ts";

/**
 * Names a side output; the type says what may be written to it and what comes out of it.
 *
 * Errors: `E-NAME`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { OutputTag } from "@headwater/sim";
 * strictEqual(new OutputTag<string>("late").id, "late");
 * ```
 */
export class OutputTag<T> {
  /** Never set: lets the compiler refuse a tag for values that it does not take. */
  declare readonly takes: (value: T) => void;
  readonly id: string;

  constructor(id: string) {
    this.id = checkName(id, "The id of an output tag");
    Object.freeze(this);
  }
}
