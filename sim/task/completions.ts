// What the operators of one task wait for (Flink's mails of asynchronous operations): requests under
// way, each with the instant at which it is done. A part: a binary heap in typed columns.
//
//   time       4   7   9         the earliest first; equal times in the order of the requests
//   operator   1   0   1
//   id        12   3  13

import type { Micros } from "../clock/time.ts";
import { NEVER } from "../clock/agenda.ts";

/** Requests under way, the earliest at hand. */
export class Completions {
  times: Float64Array = new Float64Array(4);
  sequences: Float64Array = new Float64Array(4);
  operators: Int32Array = new Int32Array(4);
  ids: Float64Array = new Float64Array(4);
  size = 0;
  count = 0;

  /** When the next request is done; NEVER when none is under way. */
  get nextTime(): Micros {
    return this.size === 0 ? NEVER : this.times[0];
  }

  /** The index of the operator that waits for the next one, and its id. */
  get nextOperator(): number {
    return this.operators[0];
  }

  get nextId(): number {
    return this.ids[0];
  }

  /** A request that will be done at a time. */
  push(time: Micros, operator: number, id: number): void {
    if (this.size === this.times.length) this.grow();
    let place = this.size++;
    this.set(place, time, this.count++, operator, id);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(place, parent)) return;
      this.swap(place, parent);
      place = parent;
    }
  }

  /** Takes the next one out; there must be one. */
  shift(): void {
    this.swap(0, --this.size);
    for (let place = 0;;) {
      let child = 2 * place + 1;
      if (child >= this.size) return;
      if (child + 1 < this.size && this.isBefore(child + 1, child)) child++;
      if (!this.isBefore(child, place)) return;
      this.swap(child, place);
      place = child;
    }
  }

  private isBefore(first: number, second: number): boolean {
    const { times, sequences } = this;
    if (times[first] !== times[second]) return times[first] < times[second];
    return sequences[first] < sequences[second];
  }

  private set(place: number, time: Micros, sequence: number, operator: number, id: number): void {
    this.times[place] = time;
    this.sequences[place] = sequence;
    this.operators[place] = operator;
    this.ids[place] = id;
  }

  private swap(first: number, second: number): void {
    const { times, sequences, operators, ids } = this;
    const time = times[first], sequence = sequences[first];
    const operator = operators[first], id = ids[first];
    this.set(first, times[second], sequences[second], operators[second], ids[second]);
    this.set(second, time, sequence, operator, id);
  }

  private grow(): void {
    this.times = widen(this.times);
    this.sequences = widen(this.sequences);
    this.ids = widen(this.ids);
    const operators = new Int32Array(2 * this.operators.length);
    operators.set(this.operators);
    this.operators = operators;
  }
}

function widen(old: Float64Array): Float64Array {
  const wider = new Float64Array(2 * old.length);
  wider.set(old);
  return wider;
}
