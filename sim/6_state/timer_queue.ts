// The timers of one time domain (Flink's KeyGroupedInternalPriorityQueue in InternalTimerServiceImpl):
// a set of (namespace, key, timestamp), handed out by timestamp, then in order of registration (TI-11).
//
//   times   10 ─────────────── 20 ──────            distinct timestamps, a heap
//           │                  │
//   timers  a@10 ⇄ b@10 ⇄ c@10   d@20               one ring per timestamp: new ones join at its end
//
// A timer costs one place in a ring, not one in a heap: a window's timers of ten thousand keys all
// share one timestamp.

import type { IsOwnKey, KeyedPart } from "./keyed_part.ts";
import { KeyedIndex, NO_ROW } from "./keyed_index.ts";
import { TimeHeap } from "./time_heap.ts";

/** One timer, as somebody outside reads it. */
export interface Timer {
  /** Number of the key table. */
  readonly key: number;
  readonly namespace: number;
  readonly timestamp: number;
}

/** One time domain's timers: a set in firing order. */
export class TimerQueue implements KeyedPart {
  /** (namespace, key, timestamp) → row of the timer: its identity (TI-1). */
  timers: KeyedIndex = new KeyedIndex();
  /** Neighbours in the ring of equal timestamps, by row. */
  nexts: Int32Array = new Int32Array(8);
  previouses: Int32Array = new Int32Array(8);
  /** (0, 0, timestamp) → row of the ring; its first timer stands in `firsts`, or NO_ROW. */
  rings: KeyedIndex = new KeyedIndex();
  firsts: Int32Array = new Int32Array(8);
  times: TimeHeap = new TimeHeap();

  /** Timers waiting. */
  get size(): number {
    return this.timers.size;
  }

  /** Adds a timer; false when it is registered already (TI-1). */
  add(namespace: number, key: number, timestamp: number): boolean {
    const { timers } = this;
    if (timers.find(namespace, key, timestamp) !== NO_ROW) return false;
    const row = timers.add(namespace, key, timestamp);
    if (row >= this.nexts.length) this.grow();
    this.link(row, this.ringOf(timestamp));
    return true;
  }

  /** Removes a timer; false when there is no such timer (TI-1). */
  remove(namespace: number, key: number, timestamp: number): boolean {
    const row = this.timers.find(namespace, key, timestamp);
    if (row === NO_ROW) return false;
    this.removeRow(row);
    return true;
  }

  /** The row of the timer that fires next, or NO_ROW; drops rings that became empty. */
  first(): number {
    const { times, rings, firsts } = this;
    while (times.size > 0) {
      const ring = rings.find(0, 0, times.first());
      if (firsts[ring] !== NO_ROW) return firsts[ring];
      rings.remove(ring);
      times.shift();
    }
    return NO_ROW;
  }

  /** The row of the timer that fires next, if its timestamp is at or before a time; else NO_ROW. */
  due(time: number): number {
    const row = this.first();
    return row !== NO_ROW && this.timers.stampAt(row) <= time ? row : NO_ROW;
  }

  /** The timestamp of the timer that fires next, or Infinity when none waits. */
  nextTimestamp(): number {
    const row = this.first();
    return row === NO_ROW ? Infinity : this.timers.stampAt(row);
  }

  /** Removes the timer of a row. */
  removeRow(row: number): void {
    const { timers, nexts, previouses, firsts } = this;
    const ring = this.rings.find(0, 0, timers.stampAt(row));
    const next = nexts[row];
    if (next === row) {
      firsts[ring] = NO_ROW;
    } else {
      nexts[previouses[row]] = next;
      previouses[next] = previouses[row];
      if (firsts[ring] === row) firsts[ring] = next;
    }
    timers.remove(row);
  }

  /** All timers, in the order in which they would fire. */
  inFiringOrder(): Timer[] {
    const { timers, rings, firsts } = this;
    const order: number[] = [];
    for (let ring = 0; ring < rings.rowCount; ring++) {
      if (rings.isLive(ring) && firsts[ring] !== NO_ROW) order.push(ring);
    }
    order.sort((a, b) => rings.stampAt(a) - rings.stampAt(b));
    return order.flatMap((ring) => this.rowsOf(ring)).map((row) => ({
      key: timers.keyAt(row),
      namespace: timers.namespaceAt(row),
      timestamp: timers.stampAt(row),
    }));
  }

  /** Registers saved timers of this subtask's keys, equal times in the order of their registration. */
  absorb(saved: TimerQueue, isOwn: IsOwnKey): void {
    const { timers, rings } = saved;
    for (let ring = 0; ring < rings.rowCount; ring++) {
      if (!rings.isLive(ring)) continue;
      for (const row of saved.rowsOf(ring)) {
        const key = timers.keyAt(row);
        if (isOwn(key)) this.add(timers.namespaceAt(row), key, timers.stampAt(row));
      }
    }
  }

  /** The timers of one timestamp, in the order of their registration. */
  private rowsOf(ring: number): number[] {
    const { firsts, nexts } = this;
    const first = firsts[ring], rows: number[] = [];
    for (let row = first; row !== NO_ROW; row = nexts[row] === first ? NO_ROW : nexts[row]) {
      rows.push(row);
    }
    return rows;
  }

  /** Forgets all timers. */
  clear(): void {
    for (let row = this.first(); row !== NO_ROW; row = this.first()) this.removeRow(row);
  }

  private ringOf(timestamp: number): number {
    const found = this.rings.find(0, 0, timestamp);
    if (found !== NO_ROW) return found;
    const ring = this.rings.add(0, 0, timestamp);
    if (ring >= this.firsts.length) this.firsts = widen(this.firsts);
    this.firsts[ring] = NO_ROW;
    this.times.push(timestamp);
    return ring;
  }

  /** Puts a timer at the end of a ring: right before its first one. */
  private link(row: number, ring: number): void {
    const { nexts, previouses, firsts } = this;
    const first = firsts[ring];
    if (first === NO_ROW) {
      firsts[ring] = nexts[row] = previouses[row] = row;
      return;
    }
    const last = previouses[first];
    nexts[last] = previouses[first] = row;
    previouses[row] = last;
    nexts[row] = first;
  }

  private grow(): void {
    this.nexts = widen(this.nexts);
    this.previouses = widen(this.previouses);
  }
}

function widen(old: Int32Array): Int32Array {
  const wider = new Int32Array(2 * old.length);
  wider.set(old);
  return wider;
}
