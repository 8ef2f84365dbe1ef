// What the numbers in an operator's state mean, in one timeline: keys by the key table, namespaces as
// windows where the operator has windows. A savepoint holds what they mean.

import type { Millis } from "../clock/time.ts";
import type { Key, KeyType } from "../element/key.ts";
import type { KeyTable } from "../element/key_table.ts";
import type { EntryOrder } from "../6_state/state_table.ts";
import type { SavedNamespace } from "./savepoint.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { VOID_NAMESPACE } from "../6_state/triggerable.ts";

/** Windows by number, and numbers by window; an operator's window table is one. */
export interface WindowNumbers {
  at(number: number): { readonly start: Millis; readonly end: Millis };
  intern(start: Millis, end: Millis): number;
  compare(first: number, second: number): number;
}

/** What a numbering is made of. */
export interface NumberingSpec {
  readonly keys: KeyTable;
  readonly keyType: KeyType;
  readonly maxParallelism: number;
  /** Null where namespaces are no windows. */
  readonly windows: WindowNumbers | null;
  /** Its uid, for errors. */
  readonly operator: string;
}

/** Translates for one operator. Wiring: made for one call and forgotten. */
export class Numbering {
  constructor(private readonly spec: NumberingSpec) {}

  /** How entries are put into an order that does not depend on numbers. */
  get order(): EntryOrder {
    const { keys, maxParallelism, windows } = this.spec;
    const compareNamespaces = (first: number, second: number) =>
      windows === null || first === second || first < 0 || second < 0
        ? first - second
        : windows.compare(first, second);
    return { keys, maxParallelism, compareNamespaces };
  }

  keyOf(number: number): Key {
    return this.spec.keys.keys[number];
  }

  numberOf(key: Key): number {
    return this.spec.keys.intern(key, this.spec.keyType);
  }

  namespaceOf(number: number): SavedNamespace {
    if (number === VOID_NAMESPACE) return null;
    const { windows } = this.spec;
    if (windows === null) return number;
    const { start, end } = windows.at(number);
    return Object.freeze([start, end] as const);
  }

  /** Errors: `E-RESTORE-SCHEMA` for a window where there are none, and the other way about. */
  numberOfNamespace(saved: SavedNamespace): number {
    if (saved === null) return VOID_NAMESPACE;
    const { windows, operator } = this.spec;
    if (typeof saved === "number") {
      return windows === null ? saved : refuseNamespace(saved, operator);
    }
    return windows === null ? refuseNamespace(saved, operator) : windows.intern(saved[0], saved[1]);
  }
}

function refuseNamespace(saved: SavedNamespace, operator: string): never {
  return refuse(
    "E-RESTORE-SCHEMA",
    `Operator ${showValue(operator)} has state of ${showValue(saved)} in the savepoint, which is ` +
      `${typeof saved === "number" ? "no window" : "a window"}; this operator keeps ` +
      `${
        typeof saved === "number" ? "windows" : "none"
      }. Usual cause: another operator under the same uid`,
  );
}
