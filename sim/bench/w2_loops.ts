// Two programs that compute W2 without simulating anything: the flat loop over open-addressing tables,
// one for each subtask and window as any keyed backend has them, and the loop a textbook would write.

import { keyGroup, operatorIndex } from "../2_partitioner/key_group.ts";
import { addResult, DISORDER, type W2Answer, type W2Source, WINDOW } from "./w2_input.ts";

const SUBTASKS = 4;
const KEY_GROUPS = 128;
const KEY_COUNT_MAX = 10_000;
const FREE = -1;

/** Counts by key, in typed arrays: no objects, no strings, no calls to anything. */
class CountTable {
  keys: Int32Array = new Int32Array(64).fill(FREE);
  counts: Int32Array = new Int32Array(64);
  size = 0;

  add(key: number): void {
    const { keys } = this;
    const mask = keys.length - 1;
    let slot = placeOf(key) & mask;
    while (keys[slot] !== key) {
      if (keys[slot] === FREE) return this.insert(slot, key);
      slot = (slot + 1) & mask;
    }
    this.counts[slot]++;
  }

  private insert(slot: number, key: number): void {
    this.keys[slot] = key;
    this.counts[slot] = 1;
    if (2 * ++this.size < this.keys.length) return;
    const { keys, counts } = this;
    const mask = 2 * keys.length - 1;
    this.keys = new Int32Array(mask + 1).fill(FREE);
    this.counts = new Int32Array(mask + 1);
    for (let from = 0; from < keys.length; from++) {
      if (keys[from] === FREE) continue;
      let to = placeOf(keys[from]) & mask;
      while (this.keys[to] !== FREE) to = (to + 1) & mask;
      this.keys[to] = keys[from];
      this.counts[to] = counts[from];
    }
  }
}

/** One table for each window and subtask, found by index; a key's subtask is looked up, not hashed. */
export function flatHashLoop(sources: readonly W2Source[]): W2Answer {
  const subtasks = Uint8Array.from(
    { length: KEY_COUNT_MAX },
    (_, key) => operatorIndex(keyGroup(key, KEY_GROUPS), KEY_GROUPS, SUBTASKS),
  );
  const [{ timestamps: [first] }] = sources;
  const firstWindow = Math.floor((first - DISORDER) / WINDOW);
  const tables: CountTable[] = [];
  for (const { keys, timestamps } of sources) {
    for (let i = 0; i < keys.length; i++) {
      const window = Math.floor(timestamps[i] / WINDOW) - firstWindow;
      const place = window * SUBTASKS + subtasks[keys[i]];
      while (tables.length <= place) tables.push(new CountTable());
      tables[place].add(keys[i]);
    }
  }
  return sumUp(tables, firstWindow);
}

function sumUp(tables: readonly CountTable[], firstWindow: number): W2Answer {
  let results = 0, counted = 0, checksum = 0;
  tables.forEach(({ keys, counts }, place) => {
    const start = (firstWindow + Math.floor(place / SUBTASKS)) * WINDOW;
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] === FREE) continue;
      results++;
      counted += counts[slot];
      checksum = addResult(checksum, keys[slot], start, counts[slot]);
    }
  });
  return { results, counted, checksum };
}

function placeOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 7;
}

/** Record objects and a Map with text keys. */
export function textbookLoop(sources: readonly W2Source[]): W2Answer {
  const counts = new Map<string, { key: number; start: number; count: number }>();
  for (const { keys, timestamps } of sources) {
    for (let i = 0; i < keys.length; i++) {
      const record = { key: keys[i], timestamp: timestamps[i] };
      const start = record.timestamp - record.timestamp % WINDOW;
      const name = `${record.key}/${start}`;
      const entry = counts.get(name);
      if (entry) entry.count++;
      else counts.set(name, { key: record.key, start, count: 1 });
    }
  }
  let results = 0, counted = 0, checksum = 0;
  for (const { key, start, count } of counts.values()) {
    results++;
    counted += count;
    checksum = addResult(checksum, key, start, count);
  }
  return { results, counted, checksum };
}
