// The views of state that user functions are handed (Flink's HeapValueState and its siblings). A view is
// scratch: it is entered anew for each call, for one table, namespace and key.

import type { StateContext } from "./state_context.ts";
import type { StateDescriptor } from "./state_descriptor.ts";
import type { AppendingState, ListState, ValueState } from "./state_access.ts";
import type { AppendingStateDescriptor } from "./state_descriptor.ts";
import type { StateTable } from "./state_table.ts";
import { refuse } from "../clock/named_error.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";
import { AppendList } from "./append_list.ts";
import { freezeResult } from "./user_result.ts";

/** What all views share. */
export abstract class StateView {
  protected table!: StateTable;
  protected namespace = -1;
  protected context!: StateContext;
  protected operatorName = "";

  /** From here on, this state of this key is meant. Errors: `E-STATE-NO-KEY`. */
  enter(table: StateTable, namespace: number, context: StateContext, operatorName: string): this {
    if (context.key === NO_KEY) refuseNoKey(table.spec.name, operatorName);
    this.table = table;
    this.namespace = namespace;
    this.context = context;
    this.operatorName = operatorName;
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
    this.context.report(Fact.stateUpdated, 0, MIN, value);
  }
}

class ValueView extends StateView implements ValueState<unknown> {
  value(): unknown {
    return this.read();
  }

  update(value: unknown): void {
    this.write(freezeResult(value, "updating state", this.operatorName));
  }
}

class ListView extends StateView implements ListState<unknown> {
  get(): readonly unknown[] {
    return (this.read() as AppendList | undefined)?.toArray() ?? [];
  }

  add(element: unknown): void {
    const list = this.read() as AppendList | undefined ?? new AppendList();
    const frozen = freezeResult(element, "adding to list state", this.operatorName);
    this.write(list.append(frozen), frozen);
  }

  addAll(elements: readonly unknown[]): void {
    for (const element of elements) this.add(element);
  }

  update(elements: readonly unknown[]): void {
    this.clear();
    this.addAll(elements);
  }
}

class AppendingView extends StateView implements AppendingState<unknown, unknown> {
  get(): unknown {
    const { get } = this.table.spec as AppendingStateDescriptor<unknown, unknown, unknown>;
    const stored = this.read();
    return stored === undefined ? undefined : get(stored, this.operatorName);
  }

  add(element: unknown): void {
    const { namespace, context, operatorName } = this;
    const frozen = freezeResult(element, "adding to state", operatorName);
    this.report(this.table.add(namespace, context.key, frozen, operatorName));
  }
}

/** The view for a kind of state. */
export function createStateView({ kind }: StateDescriptor): StateView {
  switch (kind) {
    case "value":
      return new ValueView();
    case "list":
      return new ListView();
    case "reducing":
    case "aggregating":
      return new AppendingView();
    case "map":
      refuse("E-STATE-KIND", "Map state is not there yet");
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
