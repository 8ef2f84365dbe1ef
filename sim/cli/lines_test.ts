import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { linesText, wrap } from "./lines.ts";
import { styleOf } from "./style.ts";

const PLAIN = styleOf(new TestHost(), "stdout");

Deno.test("names stand left of what is said of them, and what is long goes on below", () => {
  const long = "word ".repeat(20).trim();
  strictEqual(
    linesText([["job", "FINISHED"], ["recovery", long], ["", "more"]], PLAIN),
    `  job       FINISHED
  recovery  ${"word ".repeat(17).trim()}
            word word word
            more
`,
  );
  strictEqual(linesText([], PLAIN), "");
});

Deno.test("a text breaks between words; a word that is too long stays whole, and nothing steers the terminal", () => {
  deepStrictEqual(wrap("a bb ccc", 4), ["a bb", "ccc"]);
  deepStrictEqual(wrap("a bbbbbbb c", 4), ["a", "bbbbbbb", "c"]);
  deepStrictEqual(wrap("", 4), [""]);
  deepStrictEqual(wrap("\x1b[31mred\n", 40), ["�[31mred�"]);
});
