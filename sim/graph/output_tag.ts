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
  /** Never set: lets the compiler tell the tags of different types apart. */
  declare readonly valueType: (value: T) => T;
  readonly id: string;

  constructor(id: string) {
    this.id = checkName(id, "The id of an output tag");
    Object.freeze(this);
  }
}
