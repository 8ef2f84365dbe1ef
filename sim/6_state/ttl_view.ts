// The views of state that is forgotten (Flink's TtlValueState, TtlListState, TtlMapState, TtlReducingState
// and TtlAggregatingState). What is stored is what other views store, each piece with its time.

import type { Key } from "../element/key.ts";
import { keyText } from "../element/key.ts";
import { Fact } from "../trace/fact.ts";
import type { AppendingState, ListState, ValueState } from "./state_access.ts";
import type { AppendingStateDescriptor, StateKind } from "./state_descriptor.ts";
import { AppendList } from "./append_list.ts";
import { sortedEntries } from "./map_entries.ts";
import { MapView } from "./map_view.ts";
import { StateView } from "./state_view_base.ts";
import { isExpired, type Timed, timed, type TimeToLive } from "./time_to_live.ts";
import { freezeResult } from "./user_result.ts";

/** The view for a kind of state that has a time to live. */
export function createTtlView(kind: StateKind): StateView {
  switch (kind) {
    case "value":
      return new TtlValueView();
    case "list":
      return new TtlListView();
    case "map":
      return new TtlMapView();
    case "reducing":
    case "aggregating":
      return new TtlAppendingView();
  }
}

/** State of one piece: a value or an accumulator. */
abstract class TtlPieceView extends StateView {
  protected get config(): TimeToLive {
    return this.table.spec.timeToLive!;
  }

  /** What is stored, if it has not expired. */
  protected get live(): Timed | undefined {
    const stored = this.read() as Timed | undefined;
    return stored !== undefined && isExpired(stored, this.config, this.context.now)
      ? undefined
      : stored;
  }

  /** A read: removes what has expired, and touches what has not, if reads do (TTL-2, TTL-3). */
  protected readPiece(): Timed | undefined {
    const stored = this.read() as Timed | undefined;
    if (stored === undefined) return undefined;
    const { config, context } = this;
    if (isExpired(stored, config, context.now)) {
      this.table.remove(this.namespace, context.key);
      this.tell(Fact.stateExpired, stored.value);
      return config.visibility === "NeverReturnExpired" ? undefined : stored;
    }
    if (config.updateType === "OnReadAndWrite") this.touch(stored.value);
    return stored;
  }

  protected touch(value: unknown): void {
    this.table.put(this.namespace, this.context.key, timed(value, this.context.now));
  }

  protected writePiece(value: unknown): void {
    this.touch(value);
    this.report(value);
  }
}

class TtlValueView extends TtlPieceView implements ValueState<unknown> {
  value(): unknown {
    return this.hasRead(this.readPiece()?.value);
  }

  update(value: unknown): void {
    this.writePiece(freezeResult(value, "updating state", this.operatorName));
  }
}

class TtlAppendingView extends TtlPieceView implements AppendingState<unknown, unknown> {
  get(): unknown {
    const stored = this.readPiece();
    const { descriptor, operatorName } = this;
    return this.hasRead(stored && descriptor.get(stored.value, operatorName));
  }

  /** What has expired is not added to: it begins anew. */
  add(element: unknown): void {
    const { operatorName } = this;
    const frozen = freezeResult(element, "adding to state", operatorName);
    this.writePiece(this.descriptor.add(this.live?.value, frozen, operatorName));
  }

  private get descriptor(): AppendingStateDescriptor<unknown, unknown, unknown> {
    return this.table.spec as AppendingStateDescriptor<unknown, unknown, unknown>;
  }
}

/** Elements expire one by one (TTL-4). */
class TtlListView extends TtlPieceView implements ListState<unknown> {
  get(): readonly unknown[] {
    const { config, context: { now } } = this;
    const all = this.elements;
    const live = all.filter((element) => !isExpired(element, config, now));
    if (live.length === 0) this.forget(all);
    else if (config.updateType === "OnReadAndWrite") {
      const expired = all.filter((element) => isExpired(element, config, now));
      for (const { value } of expired) this.tell(Fact.stateExpired, value);
      this.store(live.map(({ value }) => timed(value, now)));
    }
    const told = config.visibility === "NeverReturnExpired" ? live : all;
    return this.hasReadList(told.map(({ value }) => value));
  }

  add(element: unknown): void {
    const frozen = freezeResult(element, "adding to list state", this.operatorName);
    const list = this.read() as AppendList<Timed> | undefined ?? new AppendList<Timed>();
    this.write(list.append(timed(frozen, this.context.now)), frozen);
  }

  addAll(elements: readonly unknown[]): void {
    for (const element of elements) this.add(element);
  }

  update(elements: readonly unknown[]): void {
    this.clear();
    this.addAll(elements);
  }

  private get elements(): readonly Timed[] {
    return (this.read() as AppendList<Timed> | undefined)?.toArray() ?? [];
  }

  private forget(expired: readonly Timed[]): void {
    if (!this.table.remove(this.namespace, this.context.key)) return;
    for (const { value } of expired) this.tell(Fact.stateExpired, value);
  }

  private store(elements: readonly Timed[]): void {
    const list = elements.reduce((list, element) => list.append(element), new AppendList<Timed>());
    this.table.put(this.namespace, this.context.key, list);
  }
}

/** Entries expire one by one (TTL-4). */
class TtlMapView extends MapView {
  protected override found(key: Key): unknown {
    const stored = super.found(key) as Timed | undefined;
    return stored === undefined ? undefined : this.readEntry(key, stored)?.value;
  }

  override put(key: Key, value: unknown): void {
    const frozen = freezeResult(value, "updating state", this.operatorName);
    this.set(key, timed(frozen, this.context.now));
  }

  protected override listed(): readonly (readonly [Key, unknown])[] {
    if (this.map === undefined) return [];
    return sortedEntries(this.map).flatMap(([key, stored]) => {
      const told = this.readEntry(key, stored as Timed);
      return told === undefined ? [] : [[key, told.value] as const];
    });
  }

  /** Without its time. */
  protected override shown([key, stored]: readonly [Key, unknown]): readonly [Key, unknown] {
    return Object.freeze([key, (stored as Timed).value] as const);
  }

  private readEntry(key: Key, stored: Timed): Timed | undefined {
    const { table, namespace, context } = this;
    const config = table.spec.timeToLive!;
    if (isExpired(stored, config, context.now)) {
      this.map!.delete(keyText(key));
      if (this.map!.size === 0) table.remove(namespace, context.key);
      this.tell(Fact.stateExpired, this.shown([key, stored]));
      return config.visibility === "NeverReturnExpired" ? undefined : stored;
    }
    if (config.updateType === "OnReadAndWrite") {
      this.map!.set(keyText(key), Object.freeze([key, timed(stored.value, context.now)] as const));
    }
    return stored;
  }
}
