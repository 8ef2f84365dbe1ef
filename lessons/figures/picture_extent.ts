// The least and the most of many numbers: as arguments of Math.min, a hundred thousand are too many.

/** Least and most; the infinities, swapped, when there are none. */
export function extentOf(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
