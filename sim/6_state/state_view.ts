// The views of state that user functions are handed (Flink's HeapValueState and its siblings). A view is
// scratch: it is entered anew for each call, for one table, namespace and key.

import type { StateDescriptor } from "./state_descriptor.ts";
import type { AppendingState, ListState, ValueState } from "./state_access.ts";
import type { AppendingStateDescriptor } from "./state_descriptor.ts";
import { AppendList } from "./append_list.ts";
import { MapView } from "./map_view.ts";
import { StateView } from "./state_view_base.ts";
import { createTtlView } from "./ttl_view.ts";
import { freezeResult } from "./user_result.ts";

export { StateView };

class ValueView extends StateView implements ValueState<unknown> {
  value(): unknown {
    return this.hasRead(this.read());
  }

  update(value: unknown): void {
    this.write(freezeResult(value, "updating state", this.operatorName));
  }
}

class ListView extends StateView implements ListState<unknown> {
  get(): readonly unknown[] {
    return this.hasReadList((this.read() as AppendList | undefined)?.toArray() ?? []);
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
    return this.hasRead(stored === undefined ? undefined : get(stored, this.operatorName));
  }

  add(element: unknown): void {
    const { namespace, context, operatorName } = this;
    const frozen = freezeResult(element, "adding to state", operatorName);
    this.report(this.table.add(namespace, context.key, frozen, operatorName));
  }
}

/** The view for a kind of state. */
export function createStateView({ kind, timeToLive }: StateDescriptor): StateView {
  if (timeToLive !== undefined) return createTtlView(kind);
  switch (kind) {
    case "value":
      return new ValueView();
    case "list":
      return new ListView();
    case "reducing":
    case "aggregating":
      return new AppendingView();
    case "map":
      return new MapView();
  }
}
