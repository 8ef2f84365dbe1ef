// What all subtasks of an operator know alike (Flink's BroadcastState, BS-1): maps that need no key. Every
// subtask applies the broadcast elements itself; nobody compares the copies (BS-2).

import type { Key } from "../element/key.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import type { MapStateDescriptor } from "../6_state/map_state.ts";
import { refuse } from "../clock/named_error.ts";
import { keyText } from "../element/key.ts";
import { sortedEntries } from "../6_state/map_entries.ts";
import { reportWithoutKey } from "../6_state/operator_states.ts";
import type { TimerContext } from "../6_state/triggerable.ts";
import { freezeResult } from "../6_state/user_result.ts";
import { Fact } from "../trace/fact.ts";

/** What facts call the first of them: operator lists have the numbers before. */
const FIRST_NUMBER = 192;

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
  /** 1 where a fact has told the name. */
  declared: number[] = [];

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
      this.add(
        name.slice("broadcast/".length),
        new Map(items.map((entry) => [keyText(entry[0]), entry])),
      );
    }
  }

  /** The view of a declared state. Errors, when it writes: `E-BROADCAST-READ-ONLY`. */
  state<K extends Key, V>(
    { name }: MapStateDescriptor<K, V>,
    isReadOnly: boolean,
    context: TimerContext,
    operatorName: string,
  ): BroadcastState<K, V> {
    let index = this.names.indexOf(name);
    if (index < 0) index = this.add(name, new Map());
    const number = FIRST_NUMBER + index;
    if (this.declared[index] === 0) {
      this.declared[index] = 1;
      const value = Object.freeze({ name, kind: "broadcast" });
      reportWithoutKey(Fact.stateDeclared, number, value, context);
    }
    const tell = (kind: number, value: unknown) => reportWithoutKey(kind, number, value, context);
    return new BroadcastView<K, V>(this.maps[index], name, isReadOnly, operatorName, tell);
  }

  private add(name: string, map: Map<string, readonly [Key, unknown]>): number {
    this.maps.push(map);
    this.declared.push(0);
    return this.names.push(name) - 1;
  }
}

class BroadcastView<K extends Key, V> implements BroadcastState<K, V> {
  constructor(
    private readonly map: Map<string, readonly [Key, unknown]>,
    private readonly name: string,
    private readonly isReadOnly: boolean,
    private readonly operatorName: string,
    private readonly tell: (kind: number, value: unknown) => void,
  ) {}

  get(key: K): V | undefined {
    const value = this.map.get(keyText(key))?.[1];
    this.tell(Fact.stateRead, value);
    return value as V | undefined;
  }

  has(key: K): boolean {
    const entry = this.map.get(keyText(key));
    this.tell(Fact.stateRead, entry?.[1]);
    return entry !== undefined;
  }

  entries(): readonly (readonly [K, V])[] {
    this.tell(Fact.stateRead, undefined);
    return sortedEntries(this.map) as unknown as readonly (readonly [K, V])[];
  }

  put(key: K, value: V): void {
    this.requireWrite();
    const doing = "updating broadcast state";
    const entry = Object.freeze([key, freezeResult(value, doing, this.operatorName)] as const);
    this.map.set(keyText(key), entry);
    this.tell(Fact.stateUpdated, entry);
  }

  remove(key: K): void {
    this.requireWrite();
    const text = keyText(key);
    const entry = this.map.get(text);
    if (entry === undefined) return;
    this.map.delete(text);
    this.tell(Fact.stateRemoved, entry);
  }

  clear(): void {
    this.requireWrite();
    if (this.map.size === 0) return;
    this.map.clear();
    this.tell(Fact.stateUpdated, undefined);
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
