// Names in a sentence: a few of them, and how many more there are.

/** Names that a sentence says at most. */
const NAMES_MAX = 4;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 51 more`. */
export function englishList(names: readonly string[], most: number = NAMES_MAX): string {
  const [said, more] = shorten(names, most);
  const all = more > 0 ? [...said, `${more} more`] : said;
  if (all.length < 2) return all.join();
  return `${all.slice(0, -1).join(", ")} and ${all[all.length - 1]}`;
}

/** `a`, `a、b`, `a、b、c 等 54 条`. */
export function chineseList(names: readonly string[], most: number = NAMES_MAX): string {
  const [said, more] = shorten(names, most);
  return said.join("、") + (more > 0 ? ` 等 ${names.length} 条` : "");
}

function shorten(names: readonly string[], most: number): [said: readonly string[], more: number] {
  return names.length <= most ? [names, 0] : [names.slice(0, most - 1), names.length - most + 1];
}
