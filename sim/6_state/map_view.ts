// The view of map state (Flink's HeapMapState).

import type { Key } from "../element/key.ts";
import { keyText } from "../element/key.ts";
import type { MapState } from "./state_access.ts";
import { type MapEntries, sortedEntries } from "./map_entries.ts";
import { Fact } from "../trace/fact.ts";
import { StateView } from "./state_view_base.ts";
import { freezeResult } from "./user_result.ts";

/** The entries of the current key. They are changed in place: a copy of the world copies the map. */
export class MapView extends StateView implements MapState<Key, unknown> {
  get(key: Key): unknown {
    return this.hasRead(this.found(key));
  }

  has(key: Key): boolean {
    return this.hasRead(this.found(key)) !== undefined;
  }

  put(key: Key, value: unknown): void {
    this.set(key, freezeResult(value, "updating state", this.operatorName));
  }

  remove(key: Key): void {
    const { map } = this;
    const entry = map?.get(keyText(key));
    if (map === undefined || entry === undefined) return;
    map.delete(keyText(key));
    this.tell(Fact.stateRemoved, this.shown(entry));
    if (map.size === 0) this.table.remove(this.namespace, this.context.key);
  }

  entries(): readonly (readonly [Key, unknown])[] {
    return this.hasReadList(this.listed());
  }

  keys(): readonly Key[] {
    return this.entries().map(([key]) => key);
  }

  values(): readonly unknown[] {
    return this.entries().map(([, value]) => value);
  }

  isEmpty(): boolean {
    return this.map === undefined;
  }

  /** The value of one entry, as it may be told. */
  protected found(key: Key): unknown {
    return this.map?.get(keyText(key))?.[1];
  }

  /** All entries, as they may be told. */
  protected listed(): readonly (readonly [Key, unknown])[] {
    return this.map === undefined ? [] : sortedEntries(this.map);
  }

  protected get map(): MapEntries | undefined {
    return this.read() as MapEntries | undefined;
  }

  protected set(key: Key, stored: unknown): void {
    const entry = Object.freeze([key, stored] as const);
    const { map } = this;
    if (map === undefined) this.write(new Map([[keyText(key), entry]]), this.shown(entry));
    else {
      map.set(keyText(key), entry);
      this.report(this.shown(entry));
    }
  }

  /** An entry as facts tell it. */
  protected shown(entry: readonly [Key, unknown]): readonly [Key, unknown] {
    return entry;
  }
}
