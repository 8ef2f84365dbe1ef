// First in, first out, without allocating per entry: numbers in a typed array that is used in a circle.

/** A growing first-in-first-out queue of numbers. */
export class NumberRing {
  slots: Float64Array = new Float64Array(8);
  head = 0;
  size = 0;

  /** Adds at the end. */
  push(value: number): void {
    if (this.size === this.slots.length) this.grow();
    const slots = this.slots;
    slots[(this.head + this.size) & (slots.length - 1)] = value;
    this.size++;
  }

  /** Takes the first one; the ring must not be empty. */
  shift(): number {
    const value = this.slots[this.head];
    this.head = (this.head + 1) & (this.slots.length - 1);
    this.size--;
    return value;
  }

  /** Reads the entry at an index from the front, 0 being the first. */
  at(index: number): number {
    return this.slots[(this.head + index) & (this.slots.length - 1)];
  }

  /** Puts a value at an index from the front, moving the later ones back by one. */
  insert(index: number, value: number): void {
    this.push(value);
    const mask = this.slots.length - 1;
    for (let i = this.size - 1; i > index; i--) {
      this.slots[(this.head + i) & mask] = this.slots[(this.head + i - 1) & mask];
    }
    this.slots[(this.head + index) & mask] = value;
  }

  /** Changes the entry at an index from the front. */
  set(index: number, value: number): void {
    this.slots[(this.head + index) & (this.slots.length - 1)] = value;
  }

  /** Takes the entry at an index from the front out, moving the later ones forward by one. */
  removeAt(index: number): number {
    const value = this.at(index);
    this.size--;
    for (let i = index; i < this.size; i++) this.set(i, this.at(i + 1));
    return value;
  }

  private grow(): void {
    const wider = new Float64Array(this.slots.length * 2);
    for (let i = 0; i < this.size; i++) wider[i] = this.at(i);
    this.slots = wider;
    this.head = 0;
  }
}
