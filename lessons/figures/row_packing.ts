// Lays intervals into as few rows as they need, so that none lies on another.

/** An interval in pixels. */
export interface Extent {
  readonly x1: number;
  readonly x2: number;
}

/** The row of each interval, the upper one first; intervals come in the order of their beginnings. */
export function packRows(extents: readonly Extent[], gap: number): number[] {
  const ends: number[] = [];
  return extents.map(({ x1, x2 }) => {
    const free = ends.findIndex((end) => end + gap <= x1);
    const row = free < 0 ? ends.length : free;
    ends[row] = x2;
    return row;
  });
}
