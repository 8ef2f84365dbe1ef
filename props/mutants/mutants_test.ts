import { notStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { LAWS } from "../mod.ts";
import { mutate } from "./mutant.ts";
import { MUTANTS } from "./mutants.ts";

const ROOT = new URL("../../", import.meta.url);

for (const { number, does, laws, edits } of MUTANTS) {
  Deno.test(`mutant ${number} still applies, and its laws exist: ${does}`, () => {
    const texts = new Map<string, string>();
    for (const edit of edits) {
      const text = texts.get(edit.file) ?? Deno.readTextFileSync(new URL(edit.file, ROOT));
      const changed = mutate(text, edit);
      notStrictEqual(changed, text);
      texts.set(edit.file, changed);
    }
    ok(laws.length > 0);
    for (const id of laws) ok(LAWS.some((law) => law.id === id), `there is a law ${id}`);
  });
}

Deno.test("mutants have numbers of their own, and 1 to 12 and 15 to 25 are there", () => {
  const numbers = MUTANTS.map(({ number }) => number);
  strictEqual(new Set(numbers).size, numbers.length);
  for (let number = 1; number <= 25; number++) {
    if (number !== 13 && number !== 14) ok(numbers.includes(number), `mutant ${number}`);
  }
});

Deno.test("the table of mutants names each with its laws", () => {
  const rows = Deno.readTextFileSync(new URL("README.md", import.meta.url))
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  for (const { number, does, laws } of MUTANTS) {
    const row = rows.find((cells) => cells[1] === String(number));
    strictEqual(row?.[2], does);
    strictEqual(row?.[3], laws.map((law) => `\`${law}\``).join(", "));
  }
});

Deno.test("a patch that fits twice, or not at all, is refused", () => {
  const edit = { file: "x.ts", find: "a", put: "b" };
  throws(() => mutate("aa", edit), /found 2 times/);
  throws(() => mutate("", edit), /found 0 times/);
});
