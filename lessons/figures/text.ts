// How wide text is, without a browser: from the advance widths of the bundled faces. Never `getBBox`:
// a label must lie at the same place in a build, a worker and a page.

import { ADVANCES, CHARACTERS } from "./text_widths.ts";

/** A cut of the bundled faces, by the name that figure_style.ts has for it. */
export type Cut = keyof typeof ADVANCES;

// beside the bundled faces stand the system's: Chinese fills the em, and so may a strange letter
const UNKNOWN_ADVANCE = 1000;
const ELLIPSIS = "…";

const tables: ReadonlyMap<Cut, ReadonlyMap<string, number>> = new Map(
  (Object.keys(ADVANCES) as Cut[]).map((cut) => {
    const widths = ADVANCES[cut].split(" ").map(Number);
    return [cut, new Map([...CHARACTERS].map((letter, index) => [letter, widths[index]]))];
  }),
);

/** Width of a line in pixels, rounded up to one decimal; without kerning, so never too small. */
export function measure(text: string, size: number, cut: Cut = "regular"): number {
  const table = tables.get(cut)!;
  let thousandths = 0;
  for (const letter of text) thousandths += table.get(letter) ?? UNKNOWN_ADVANCE;
  return Math.ceil(thousandths * size / 100) / 10;
}

/** The text, or as much of it as fits with an ellipsis; empty when not even that fits. */
export function fit(text: string, room: number, size: number, cut: Cut = "regular"): string {
  if (measure(text, size, cut) <= room) return text;
  const letters = [...text];
  while (letters.length > 0) {
    letters.pop();
    const shortened = letters.join("").trimEnd() + ELLIPSIS;
    if (measure(shortened, size, cut) <= room) return letters.length === 0 ? "" : shortened;
  }
  return "";
}

/** Height of capitals above the base line, for text that is centred on a point. */
export function capHeight(size: number): number {
  return Math.round(size * 6.6) / 10;
}

/** Base line of text whose capitals are centred on a height. */
export function baseline(middle: number, size: number): number {
  return Math.round((middle + capHeight(size) / 2) * 10) / 10;
}

/** Room that a line takes above and below its base line, accents and descenders included. */
export function lineHeight(size: number): number {
  return Math.ceil(size * 1.3);
}
