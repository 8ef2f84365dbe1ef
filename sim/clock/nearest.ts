// "Did you mean …?"

/** The name that is nearest to what was typed, if one is near. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const best = ranked.at(0);
  if (best === undefined) return undefined;
  const isNear = best.distance <= Math.max(1, Math.floor(best.name.length / 3));
  return isNear ? best.name : names.find((name) => typed.length >= 2 && name.startsWith(typed));
}

/** Letters to insert, delete or replace, two neighbours that changed places counting once. */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const table = Array.from({ length: (a.length + 1) * width }, (_, i) => {
    const row = Math.floor(i / width), column = i % width;
    return row === 0 ? column : column === 0 ? row : 0;
  });
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const at = i * width + j;
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      table[at] = Math.min(
        table[at - width] + 1,
        table[at - 1] + 1,
        table[at - width - 1] + (isSame ? 0 : 1),
        isSwapped ? table[at - 2 * width - 2] + 1 : Infinity,
      );
    }
  }
  return table[table.length - 1];
}
