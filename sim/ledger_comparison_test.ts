import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { compareRows, type LedgerRow } from "./ledger_comparison.ts";

/** Rows of one letter each; a digit before them is the subtask of what follows. */
function rows(text: string): LedgerRow[] {
  let subtask = 0;
  return [...text].flatMap((letter) => {
    if (!/\d/.test(letter)) return [{ value: letter, subtask }];
    subtask = Number(letter);
    return [];
  });
}

const one = () => "one series";
const text = (list: readonly LedgerRow[]) => list.map(({ value }) => value).join("");

/** lost/duplicated/wrong/out of order. */
function compared(expected: string, visible: string, seriesOf: (value: unknown) => string = one) {
  const found = compareRows(rows(expected), rows(visible), seriesOf);
  const { lost, duplicated, wrong, outOfOrder } = found;
  return `${text(lost)}/${text(duplicated)}/${text(wrong)}/${outOfOrder}`;
}

Deno.test("compareRows: equal rows in equal order differ in nothing", () => {
  strictEqual(compared("abca", "abca"), "///0");
  strictEqual(compared("", ""), "///0");
});

Deno.test("compareRows matches rows one by one: a lost and a doubled row do not make up for each other", () => {
  strictEqual(compared("abcd", "abbd"), "c/b//0");
  strictEqual(compareRows(rows("abcd"), rows("abbd")).visible, 4);
});

Deno.test("compareRows counts how often: of equal rows some may be lost, or too many be there", () => {
  strictEqual(compared("aaab", "ab"), "aa///0");
  strictEqual(compared("ab", "aaab"), "/aa//0");
});

Deno.test("compareRows: a value that was never expected is wrong, not duplicated", () => {
  strictEqual(compared("ab", "axbx"), "//xx/0");
  strictEqual(compared("", "a"), "//a/0");
});

Deno.test("compareRows: values are equal when their fields are", () => {
  const found = compareRows([{ value: { a: 1, b: 2 }, subtask: 0 }], [
    { value: { b: 2, a: 1 }, subtask: 1 },
  ]);
  deepStrictEqual([found.lost, found.duplicated, found.wrong], [[], [], []]);
});

Deno.test("compareRows: what a replay repeats in order is duplicated, and not out of order", () => {
  strictEqual(compared("abcde", "abcbcde"), "/bc//0");
  strictEqual(compared("xyx", "xyxyx"), "/yx//0");
});

Deno.test("compareRows: out of order is the least number of rows to move", () => {
  strictEqual(compared("abcd", "bacd"), "///1");
  strictEqual(compared("abcd", "dabc"), "///1");
  strictEqual(compared("abcd", "dcba"), "///3");
  strictEqual(compared("abcdef", "badcfe"), "///3");
});

Deno.test("compareRows: between two series no order is promised, and none counted", () => {
  const vowels = (value: unknown) => "ae".includes(value as string) ? "vowel" : "consonant";
  strictEqual(compared("abec", "bcae", vowels), "///0");
  strictEqual(compared("abec", "ebac", vowels), "///1");
});

Deno.test("compareRows: order is that within one subtask; a row that moved to another one is not counted", () => {
  strictEqual(compared("0ab1cd", "1cd0ab"), "///0");
  strictEqual(compared("0ab1cd", "0ba1dc"), "///2");
  strictEqual(compared("0ab1cd", "0ca1b"), "d///0");
});

Deno.test("compareRows: without series nothing is said about order", () => {
  strictEqual(compareRows(rows("ab"), rows("ba")).outOfOrder, null);
});
