// Two programs that compute W2 without simulating anything: the flat loop over an open-addressing
// table, which is about as fast as keyed counting gets, and the loop that a textbook would write.

import { addResult, type W2Answer, type W2Source, WINDOW } from "./w2_input.ts";

/** One hash table of (key, window) → count in a typed array; no objects, no strings. */
export function flatHashLoop(sources: readonly W2Source[]): W2Answer {
  const size = 1 << 19, mask = size - 1;
  const slots = new Float64Array(size).fill(-1);
  const counts = new Int32Array(size);
  for (const { keys, timestamps } of sources) {
    for (let i = 0; i < keys.length; i++) {
      const window = Math.floor(timestamps[i] / WINDOW);
      const name = window * 65536 + keys[i];
      let slot = (Math.imul(keys[i], 0x9e3779b1) ^ Math.imul(window, 0x85ebca6b)) >>> 13 & mask;
      while (slots[slot] !== name && slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = name;
      counts[slot]++;
    }
  }
  let results = 0, counted = 0, checksum = 0;
  for (let slot = 0; slot < size; slot++) {
    if (slots[slot] === -1) continue;
    const window = Math.floor(slots[slot] / 65536);
    results++;
    counted += counts[slot];
    checksum = addResult(checksum, slots[slot] % 65536, window * WINDOW, counts[slot]);
  }
  return { results, counted, checksum };
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
