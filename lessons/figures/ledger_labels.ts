// What is written beside results: first what is wrong with them, then their names, as far as there is room.

import type { LedgerDot, LedgerLayout } from "./ledger_layout.ts";
import type { LedgerWords } from "./ledger_words.ts";
import { type Box, type LabelWish, placeVariants, type Side } from "./labels.ts";
import { SIZE } from "./theme.ts";

/** A label in its place. */
export interface LedgerLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet";
}

/** A page as labels see it. */
export interface LedgerRows extends LedgerLayout {
  readonly expectedY: number;
  readonly visibleY: number;
}

/** Places the labels of a page. */
export function pageLabels(page: LedgerRows, words: LedgerWords, right: number): LedgerLabel[] {
  const { dots, expectedY, visibleY, series } = page;
  const bounds: Box = {
    x: 0,
    y: expectedY - 22,
    width: right + 12,
    height: visibleY - expectedY + 50,
  };
  const odd = dots.filter((dot) => wordOf(dot, words) !== "");
  const even = dots.filter((dot) => wordOf(dot, words) === "" && dot.row === "expected");
  const things = [
    ...odd.map((dot) => oddVariants(dot, page, words)),
    ...even.map((dot) => nameVariants(dot, page)),
    ...(series.length < 2 || series.length > NAMED_MAX
      ? []
      : series.map(({ name, x1, x2 }) =>
        [15, 27].map((below): LabelWish => ({
          ...SMALL,
          id: `series ${name}`,
          text: name,
          x: (x1 + x2) / 2,
          y: visibleY + below + 8,
          reach: 0,
          sides: ["above"],
        }))
      )),
  ];
  const taken = dots.map(({ x, row, state, rewrites }) => {
    const reach = SIZE.record + (state === "again" || rewrites > 0 ? 3.5 : 0.5);
    const y = row === "expected" ? expectedY : visibleY;
    return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
  });
  return placeVariants(things, bounds, taken)
    .map(({ id, text, x, y }) => ({ id, text, x, y, role: roleOf(id) }));
}

/** Series that are named below their results; of more, each is a result or two. */
const NAMED_MAX = 6;

const SMALL = { size: SIZE.small, priority: 0 } as const;

function roleOf(id: string): LedgerLabel["role"] {
  return id.startsWith("odd") ? "plain" : "quiet";
}

function wordOf({ state, rewrites }: LedgerDot, words: LedgerWords): string {
  if (state === "lost") return words.lost;
  if (state === "again") return words.again;
  if (state === "wrong") return words.wrong;
  if (state === "unexpected") return words.unexpected;
  return rewrites > 0 ? words.rewritten : "";
}

function oddVariants(dot: LedgerDot, { expectedY, visibleY }: LedgerRows, words: LedgerWords) {
  const { id, row, x, name } = dot;
  const word = wordOf(dot, words);
  const above: readonly Side[] = ["above", "above right", "above left"];
  const below: readonly Side[] = ["below", "below right", "below left"];
  const at = {
    ...SMALL,
    id: `odd ${row} ${id}`,
    x,
    y: row === "expected" ? expectedY : visibleY,
    reach: SIZE.record + 3,
    sides: row === "expected" ? above : below,
  };
  const texts = name === "" ? [word] : [`${name} ${word}`, word, name];
  return texts.map((text): LabelWish => ({ ...at, text }));
}

function nameVariants({ id, x, name, count }: LedgerDot, { expectedY }: LedgerRows): LabelWish[] {
  const text = count > 1 ? `×${count}` : name;
  if (text === "") return [];
  const sides: readonly Side[] = ["above", "above right", "above left"];
  return [{ ...SMALL, id: `name ${id}`, text, x, y: expectedY, reach: SIZE.record + 1, sides }];
}
