// Who acts next. Everything that will happen waits in a lane, and a lane shows only its head: the
// time of its first action. A tournament over the heads finds the next one.
//
//   place 1    ┌── 4 ──┐           Each inner place holds the time that wins below it, and whose it
//         2,3┌ 4 ─┐  ┌─ 5 ┐        is: the earlier one, and at equal times the left one, which is the
//   head     9    4  ∞    5        lower lane. So the order of actions is (time, lane), and how lanes
//   lane     0    1  2    3        are numbered *is* the canonical order; a lane itself is first in,
//   place    4    5  6    7        first out.
//
// The number of waiting actions does not matter, only the number of lanes does: 7 comparisons for a
// hundred lanes, however many elements are in flight.

/** The time shown by a lane in which nothing waits. */
export const NEVER = Infinity;

/** The tournament over the heads of all lanes. */
export class Agenda {
  /** By place: lane heads from `leafStart` on, winners before. */
  times: Float64Array = new Float64Array(2).fill(NEVER);
  winners: Int32Array = new Int32Array(2);
  leafStart = 1;

  /** Makes room for the given number of lanes; all are empty. */
  resize(laneCount: number): void {
    let leafCount = 1;
    while (leafCount < laneCount) leafCount *= 2;
    this.leafStart = leafCount;
    this.times = new Float64Array(2 * leafCount).fill(NEVER);
    this.winners = new Int32Array(2 * leafCount);
    for (let lane = 0; lane < leafCount; lane++) this.winners[leafCount + lane] = lane;
    for (let place = leafCount - 1; place > 0; place--) {
      this.winners[place] = this.winners[2 * place];
    }
  }

  /** The lane that acts next, and {@linkcode NEVER} in its head when nothing waits anywhere. */
  next(): number {
    return this.winners[1];
  }

  /** The time of the next action of all. */
  nextTime(): number {
    return this.times[1];
  }

  /** The time of a lane's first action, or {@linkcode NEVER}. */
  head(lane: number): number {
    return this.times[this.leafStart + lane];
  }

  /** Shows the time of a lane's first action, or {@linkcode NEVER} when the lane became empty. */
  set(lane: number, time: number): void {
    const { times, winners } = this;
    let place = this.leafStart + lane, winner = lane;
    times[place] = time;
    while (place > 1) {
      const rival = times[place ^ 1];
      if (rival < time || (rival === time && (place & 1) === 1)) {
        time = rival;
        winner = winners[place ^ 1];
      }
      place >>= 1;
      if (times[place] === time && winners[place] === winner) return;
      times[place] = time;
      winners[place] = winner;
    }
  }
}
