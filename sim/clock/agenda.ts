// Who acts next. Everything that will happen waits in a lane, and a lane shows only its head: the
// time of its first action. A tournament over the heads finds the next one.
//
//            ┌── 1 ──┐             Each inner place holds the lane that wins below it: the earlier
//        ┌─ 1 ─┐  ┌─ 3 ─┐          head, and at equal times the lower lane. So the order of actions
//   lane 0     1  2     3          is (time, lane), and how lanes are numbered *is* the canonical
//   head 9     4  ∞     5          order; a lane itself is first in, first out.
//
// The number of waiting actions does not matter, only the number of lanes does: 7 comparisons for a
// hundred lanes, however many elements are in flight.

/** The time shown by a lane in which nothing waits. */
export const NEVER = Infinity;

/** The tournament over the heads of all lanes. */
export class Agenda {
  heads: Float64Array = new Float64Array(0);
  winners: Int32Array = new Int32Array(0);
  leafStart = 0;

  /** Makes room for the given number of lanes; all are empty. */
  resize(laneCount: number): void {
    let leafCount = 2;
    while (leafCount < laneCount) leafCount *= 2;
    this.leafStart = leafCount;
    this.heads = new Float64Array(leafCount).fill(NEVER);
    this.winners = new Int32Array(leafCount);
    for (let place = leafCount - 1; place > 0; place--) {
      this.winners[place] = this.laneAt(2 * place);
    }
  }

  /** The lane that acts next, and {@linkcode NEVER} in its head when nothing waits anywhere. */
  next(): number {
    return this.winners[1];
  }

  /** The time of the next action of all. */
  nextTime(): number {
    return this.heads[this.winners[1]];
  }

  /** Shows the time of a lane's first action, or {@linkcode NEVER} when the lane became empty. */
  set(lane: number, time: number): void {
    const { heads, winners, leafStart } = this;
    if (heads[lane] === time) return;
    heads[lane] = time;
    let place = (leafStart + lane) >> 1;
    // the leaf's neighbour is a lane, every other contestant is a winner
    let winner = heads[lane ^ 1] < time || (heads[lane ^ 1] === time && (lane & 1) === 1)
      ? lane ^ 1
      : lane;
    winners[place] = winner;
    while (place > 1) {
      const rival = winners[place ^ 1];
      const isRivalFirst = heads[rival] < heads[winner] ||
        (heads[rival] === heads[winner] && rival < winner);
      if (isRivalFirst) winner = rival;
      place >>= 1;
      if (winners[place] === winner && winner !== lane) return;
      winners[place] = winner;
    }
  }

  private laneAt(place: number): number {
    return place >= this.leafStart ? place - this.leafStart : this.winners[place];
  }
}
