// One keyed operator without a job around it: its subtasks, each with state and timers, that can be
// saved and begin anew with another parallelism, by the parts that the engine uses for that.

import { AppendList, keyGroup, operatorIndex, TimerService } from "@headwater/sim";
import { listState, mapState, valueState } from "@headwater/sim";
import type { KeyedPart } from "../sim/6_state/keyed_part.ts";
import { KeyedStateStore } from "../sim/6_state/keyed_state_store.ts";
import { NO_ROW } from "../sim/6_state/keyed_index.ts";
import type { TimerQueue } from "../sim/6_state/timer_queue.ts";
import { NOTHING_IN_FLIGHT } from "../sim/3_channel/channel_state.ts";
import { assignState, type SavedSubtask } from "../sim/checkpoint/state_assignment.ts";
import { copy } from "../sim/clock/copy.ts";
import { KeyTable } from "../sim/element/key_table.ts";
import type { KeyedEntry, RescaleStory } from "./gen/rescale_story.ts";

const VALUE = valueState<number>("value"), LIST = listState<number>("list");
const MAP = mapState<number, number>("map");

/** One subtask's keyed parts. */
class KeyedSubtask {
  readonly store = new KeyedStateStore();
  readonly timers = new TimerService();

  get parts(): Readonly<Record<string, KeyedPart>> {
    return { state: this.store, timers: this.timers };
  }
}

/** What belongs to a key, as text, and which subtask has it. */
export interface Holding {
  readonly key: number;
  readonly subtask: number;
  readonly text: string;
}

/** All subtasks of the operator. */
export class KeyedSubtasks {
  private constructor(
    private readonly maxParallelism: number,
    private readonly keys: KeyTable,
    private readonly subtasks: readonly KeyedSubtask[],
  ) {}

  /** The story's entries, each where the engine would have put it. */
  static of({ maxParallelism, from, entries }: RescaleStory): KeyedSubtasks {
    const subtasks = Array.from({ length: from }, () => new KeyedSubtask());
    const all = new KeyedSubtasks(maxParallelism, new KeyTable(), subtasks);
    for (const entry of entries) all.add(entry);
    return all;
  }

  /** What a checkpoint holds of them. */
  save(): SavedSubtask[] {
    return this.subtasks.map(({ parts }) => {
      const keyed = Object.fromEntries(
        Object.entries(parts).map(([name, part]) => [name, copy(part)]),
      );
      const operators = [{ uid: "operator", keyed, lists: [] }];
      return {
        state: { operators, inFlight: NOTHING_IN_FLIGHT, entryCount: 0, isFinished: false },
        isFinished: false,
      };
    });
  }

  /** As many others, which begin from a checkpoint. */
  restore(checkpoint: readonly SavedSubtask[], parallelism: number): KeyedSubtasks {
    const shares = assignState(1, checkpoint, ["operator"], parallelism);
    const subtasks = shares.map(({ operators: [{ parts }] }, index) => {
      const subtask = new KeyedSubtask();
      const isOwn = (key: number) => this.ownerOf(key, parallelism) === index;
      for (const { name, saved } of parts) subtask.parts[name].absorb(saved, isOwn);
      return subtask;
    });
    return new KeyedSubtasks(this.maxParallelism, this.keys, subtasks);
  }

  /** As many others, restored from a checkpoint of these, which stay as they are. */
  rescale(parallelism: number): KeyedSubtasks {
    return this.restore(this.save(), parallelism);
  }

  /** Goes on working: other values, longer lists and maps. */
  touch(entries: readonly KeyedEntry[]): void {
    for (const entry of entries) this.add({ ...entry, value: entry.value + 1, timers: [] });
  }

  /** Everything that there is, by subtask, key and text. */
  holdings(): Holding[] {
    return this.subtasks.flatMap(({ store, timers }, subtask) =>
      [
        ...this.statesIn(store).map((one) => ({ subtask, ...one })),
        ...this.timersIn("event time", timers.eventTimers).map((one) => ({ subtask, ...one })),
        ...this.timersIn("processing time", timers.processingTimers)
          .map((one) => ({ subtask, ...one })),
      ].sort((a, b) => a.key - b.key || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    );
  }

  private add({ key, namespace, value, timers }: KeyedEntry): void {
    const number = this.keys.intern(key);
    const { store, timers: service } = this.subtasks[this.ownerOf(number, this.subtasks.length)];
    const context = { key: number, now: 0, setKey() {}, report() {} };
    store.state(VALUE, namespace, context, "operator").update(value);
    store.state(LIST, namespace, context, "operator").add(value);
    store.state(MAP, namespace, context, "operator").put(value, value);
    for (const time of timers) {
      if (time < 0) service.registerProcessingTimeTimer(namespace, -time, context);
      else service.registerEventTimeTimer(namespace, time, context);
    }
  }

  private ownerOf(key: number, parallelism: number): number {
    const group = keyGroup(this.keys.hashes[key], this.maxParallelism);
    return operatorIndex(group, this.maxParallelism, parallelism);
  }

  private statesIn(store: KeyedStateStore): Omit<Holding, "subtask">[] {
    const order = {
      keys: this.keys,
      maxParallelism: this.maxParallelism,
      compareNamespaces: (a: number, b: number) => a - b,
    };
    return store.tables.flatMap((table) =>
      table.entries(order).map(({ key, namespace, value }) => ({
        key: key as number,
        text: `${table.spec.name} of ${namespace}: ${JSON.stringify(shown(value))}`,
      }))
    );
  }

  private timersIn(domain: string, queue: TimerQueue): Omit<Holding, "subtask">[] {
    const left = copy(queue), found: Omit<Holding, "subtask">[] = [];
    for (let row = left.first(); row !== NO_ROW; row = left.first()) {
      const { timers } = left;
      const text = `${domain} ${timers.stampAt(row)} of ${timers.namespaceAt(row)}`;
      found.push({ key: this.keys.keys[timers.keyAt(row)] as number, text });
      left.removeRow(row);
    }
    return found;
  }
}

function shown(value: unknown): unknown {
  if (value instanceof AppendList) return value.toArray();
  return value instanceof Map ? [...value.values()] : value;
}
