// What all views of state share: the table, the namespace and the key that are meant, for one call.

import type { StateContext } from "./state_context.ts";
import type { StateTable } from "./state_table.ts";
import type { Millis } from "../clock/time.ts";
import { refuse } from "../clock/named_error.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";

/** What all views share. */
export abstract class StateView {
  protected table!: StateTable;
  protected namespace = -1;
  protected context!: StateContext;
  protected operatorName = "";
  /** Of the window that the namespace is; MIN without one. For facts only. */
  private windowEnd: Millis = MIN;

  /** From here on, this state of this key is meant. Errors: `E-STATE-NO-KEY`. */
  enter(
    table: StateTable,
    namespace: number,
    context: StateContext,
    operatorName: string,
    windowEnd: Millis = MIN,
  ): this {
    if (context.key === NO_KEY) refuseNoKey(table.spec.name, operatorName);
    this.table = table;
    this.namespace = namespace;
    this.context = context;
    this.operatorName = operatorName;
    this.windowEnd = windowEnd;
    return this;
  }

  clear(): void {
    if (this.table.remove(this.namespace, this.context.key)) this.report(undefined);
  }

  protected read(): unknown {
    return this.table.get(this.namespace, this.context.key);
  }

  protected write(stored: unknown, news: unknown = stored): void {
    this.table.put(this.namespace, this.context.key, stored);
    this.report(news);
  }

  protected report(value: unknown): void {
    this.tell(Fact.stateUpdated, value);
  }

  /** A function has read one value, which is told with it. */
  protected hasRead<T>(told: T): T {
    this.tell(Fact.stateRead, told);
    return told;
  }

  /** A function has read a list: a trace does not keep it once more. */
  protected hasReadList<T>(told: T): T {
    this.tell(Fact.stateRead, undefined);
    return told;
  }

  /** Reports a fact about this state of this key. */
  protected tell(kind: number, value: unknown): void {
    this.context.report(kind, this.table.number, this.windowEnd, value);
  }
}

function refuseNoKey(stateName: string, operatorName: string): never {
  refuse(
    "E-STATE-NO-KEY",
    `State "${stateName}" of operator "${operatorName}" was asked for without a current key; wanted: ` +
      `an operator behind keyBy, asking while it works on a record or a timer. Usual cause: state used ` +
      `in a stream without keys, or in open()`,
  );
}
