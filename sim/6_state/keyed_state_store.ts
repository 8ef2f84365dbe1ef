// All keyed states of one operator that user functions declare (Flink's KeyedStateBackend as a function
// sees it): a part that makes a table for each name when it is first asked for, and hands out views.
//
//   context.state(valueState("last"))     name ──▶ table ──▶ (namespace, current key) ──▶ value

import type { IsOwnKey, KeyedPart } from "./keyed_part.ts";
import type { StateContext } from "./state_context.ts";
import type { StateDescriptor } from "./state_descriptor.ts";
import type { StateOf } from "./state_access.ts";
import { refuse } from "../clock/named_error.ts";
import { type Millis, MIN } from "../clock/time.ts";
import { Fact } from "../trace/fact.ts";
import { checkDeclared } from "./saved_descriptor.ts";
import { StateTable } from "./state_table.ts";
import { cleanSome } from "./ttl_cleanup.ts";
import { createStateView, type StateView } from "./state_view.ts";

/** The declared states of one operator instance. */
export class KeyedStateStore implements KeyedPart {
  /** In the order in which they were first asked for. */
  tables: StateTable[] = [];
  /** What facts call the first of them. */
  firstNumber: number;
  /** Scratch: one view per table, entered anew for each call. */
  #views: StateView[] = [];

  constructor(firstNumber = 1) {
    this.firstNumber = firstNumber;
  }

  /**
   * The view of a declared state for the current key of the context; of a window, if there is one.
   *
   * Errors: `E-STATE-NO-KEY` without a current key (ST-2); `E-STATE-NAME` when two declarations of
   * different kinds share a name (ST-1); `E-RESTORE-SCHEMA` when it was saved as another state.
   */
  state<D extends StateDescriptor>(
    descriptor: D,
    namespace: number,
    context: StateContext,
    operatorName: string,
    windowEnd: Millis = MIN,
  ): StateOf<D> {
    const index = this.indexOf(descriptor, operatorName);
    const table = this.tables[index];
    const view = this.#views[index] ??= createStateView(table.spec);
    const { timeToLive } = table.spec;
    if (!table.isDeclared) declareState(table, context);
    if (timeToLive !== undefined && timeToLive.cleanupSize > 0) cleanSome(table, context);
    view.enter(table, namespace, context, operatorName, windowEnd);
    return view as unknown as StateOf<D>;
  }

  /** The table of a declared state, made when it is first asked for. */
  table(descriptor: StateDescriptor, operatorName: string): StateTable {
    return this.tables[this.indexOf(descriptor, operatorName)];
  }

  /** Entries of all declared states. */
  get size(): number {
    return this.tables.reduce((sum, { size }) => sum + size, 0);
  }

  /** Takes over the saved entries of each declared state, for this subtask's keys. */
  absorb(saved: KeyedStateStore, isOwn: IsOwnKey): void {
    for (const table of saved.tables) {
      this.tables[this.indexOf(table.spec, "")].absorb(table, isOwn);
    }
  }

  private indexOf(descriptor: StateDescriptor, operatorName: string): number {
    const { tables } = this;
    for (let i = 0; i < tables.length; i++) {
      if (tables[i].spec === descriptor) return i;
      if (tables[i].spec.name !== descriptor.name) continue;
      checkDeclared(tables[i].spec, descriptor, operatorName);
      if (tables[i].spec.kind !== descriptor.kind) {
        refuseName(tables[i].spec, descriptor, operatorName);
      }
      tables[i].spec = descriptor;
      return i;
    }
    const table = new StateTable();
    table.spec = descriptor;
    table.number = this.firstNumber + Math.min(tables.length, NUMBERS_MAX - 1);
    return tables.push(table) - 1;
  }
}

/** Numbers of one store; states beyond share the last. */
const NUMBERS_MAX = 63;

/** Tells the name of a state: facts about it have its number only. */
function declareState(table: StateTable, context: StateContext): void {
  const { number, spec: { name, kind } } = table;
  table.isDeclared = true;
  context.report(Fact.stateDeclared, number, MIN, Object.freeze({ name, kind }));
}

function refuseName(first: StateDescriptor, second: StateDescriptor, operatorName: string): never {
  refuse(
    "E-STATE-NAME",
    `Operator "${operatorName}" declares state "${first.name}" as ${first.kind} and as ${second.kind}; ` +
      `wanted: one name for each state of an operator. Usual cause: a name that was copied`,
  );
}
