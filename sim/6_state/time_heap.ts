// The distinct points in time at which something waits, the earliest first: a binary heap of numbers.
//
//            10              a parent is never later than its two children,
//          ┌──┴──┐           and the children of place i are at 2i + 1 and 2i + 2
//         20     15

/** Points in time, each put in once by the caller; the earliest is at hand. */
export class TimeHeap {
  times: Float64Array = new Float64Array(8);
  size = 0;

  /** The earliest; the heap must not be empty. */
  first(): number {
    return this.times[0];
  }

  /** Puts one in. */
  push(time: number): void {
    if (this.size === this.times.length) this.grow();
    const { times } = this;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (times[parent] <= time) break;
      times[place] = times[parent];
      place = parent;
    }
    times[place] = time;
  }

  /** Takes the earliest out; the heap must not be empty. */
  shift(): number {
    const { times } = this;
    const first = times[0];
    const last = times[--this.size];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && times[child + 1] < times[child]) child++;
      if (last <= times[child]) break;
      times[place] = times[child];
      place = child;
    }
    times[place] = last;
    return first;
  }

  private grow(): void {
    const wider = new Float64Array(2 * this.times.length);
    wider.set(this.times);
    this.times = wider;
  }
}
