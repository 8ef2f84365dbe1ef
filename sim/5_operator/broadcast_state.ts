// What all subtasks of an operator know alike (Flink's BroadcastState, BS-1): maps that need no key. Every
// subtask applies the broadcast elements itself; nobody compares the copies (BS-2).

import type { Key } from "../element/key.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import type { MapStateDescriptor } from "../6_state/map_state.ts";
import { refuse } from "../clock/named_error.ts";
import { keyText } from "../element/key.ts";
import { sortedEntries } from "../6_state/map_entries.ts";
import { freezeResult } from "../6_state/user_result.ts";

/** Broadcast state as the other side sees it. Entries come in the order of the keys' canonical text. */
export interface ReadOnlyBroadcastState<K extends Key, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  entries(): readonly (readonly [K, V])[];
}

/** Broadcast state as the broadcast side sees it. */
export interface BroadcastState<K extends Key, V> extends ReadOnlyBroadcastState<K, V> {
  put(key: K, value: V): void;
  remove(key: K): void;
  clear(): void;
}

/** The broadcast states of one operator instance: a part. */
export class BroadcastStates {
  names: string[] = [];
  /** By name: entries by the canonical text of their key. */
  maps: Map<string, readonly [Key, unknown]>[] = [];

  /** What a checkpoint holds: this subtask's copy of each state (BS-4). */
  snapshot(): OperatorListState[] {
    return this.names.map((name, index) => ({
      name: `broadcast/${name}`,
      mode: "broadcast" as const,
      items: Object.freeze([...this.maps[index].values()]),
    }));
  }

  /** Gets a copy back: its own, or somebody else's where there are more subtasks than before (OS-5). */
  restore(lists: RestoredLists): void {
    for (const name of lists.names) {
      if (!name.startsWith("broadcast/")) continue;
      const items = lists.items(name) as readonly (readonly [Key, unknown])[];
      this.names.push(name.slice("broadcast/".length));
      this.maps.push(new Map(items.map((entry) => [keyText(entry[0]), entry])));
    }
  }

  /** The view of a declared state. Errors, when it writes: `E-BROADCAST-READ-ONLY`. */
  state<K extends Key, V>(
    { name }: MapStateDescriptor<K, V>,
    isReadOnly: boolean,
    operatorName: string,
  ): BroadcastState<K, V> {
    let index = this.names.indexOf(name);
    if (index < 0) {
      index = this.names.push(name) - 1;
      this.maps.push(new Map());
    }
    return new BroadcastView<K, V>(this.maps[index], name, isReadOnly, operatorName);
  }
}

class BroadcastView<K extends Key, V> implements BroadcastState<K, V> {
  constructor(
    private readonly map: Map<string, readonly [Key, unknown]>,
    private readonly name: string,
    private readonly isReadOnly: boolean,
    private readonly operatorName: string,
  ) {}

  get(key: K): V | undefined {
    return this.map.get(keyText(key))?.[1] as V | undefined;
  }

  has(key: K): boolean {
    return this.map.has(keyText(key));
  }

  entries(): readonly (readonly [K, V])[] {
    return sortedEntries(this.map) as unknown as readonly (readonly [K, V])[];
  }

  put(key: K, value: V): void {
    this.requireWrite();
    const doing = "updating broadcast state";
    const entry = Object.freeze([key, freezeResult(value, doing, this.operatorName)] as const);
    this.map.set(keyText(key), entry);
  }

  remove(key: K): void {
    this.requireWrite();
    this.map.delete(keyText(key));
  }

  clear(): void {
    this.requireWrite();
    this.map.clear();
  }

  private requireWrite(): void {
    if (!this.isReadOnly) return;
    refuse(
      "E-BROADCAST-READ-ONLY",
      `Broadcast state "${this.name}" of "${this.operatorName}" was changed by an element that is not ` +
        `broadcast; wanted: changes in processBroadcastElement only, since every subtask must make ` +
        `the same ones (BS-1)`,
    );
  }
}
