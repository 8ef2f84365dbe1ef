import { strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { styleOf } from "./style.ts";
import { tableText } from "./table.ts";

const PLAIN = styleOf(new TestHost(), "stdout");

Deno.test("columns are aligned, numbers right, letters counted as they are seen", () => {
  const table = {
    title: "Towns",
    columns: [{ name: "town", isNumber: false }, { name: "people", isNumber: true }],
    rows: [["Köln", "1,073,096"], ["東京", "14,000,000"], ["", "0"]],
    note: "and 3 more",
  };
  strictEqual(
    tableText(table, PLAIN),
    `Towns

  town      people
  ────  ──────────
  Köln   1,073,096
  東京  14,000,000
                 0
  and 3 more
`,
  );
});

Deno.test("a long cell is cut; a table without rows is its title", () => {
  const columns = [{ name: "a", isNumber: false }];
  const line = tableText({ title: "t", columns, rows: [["x".repeat(60)]] }, PLAIN).split("\n")[4];
  strictEqual(line, `  ${"x".repeat(47)}…`);
  const evil = tableText({ title: "t\x1b", columns, rows: [["\x1b[31mred\n\u202e"]] }, PLAIN);
  strictEqual(evil, "t�\n\n  a\n  ──────────\n  �[31mred��\n");
  strictEqual(tableText({ title: "t: none", columns, rows: [] }, PLAIN), "t: none\n");
});

Deno.test("there is colour only where a person looks on and has not said NO_COLOR", () => {
  const host = new TestHost();
  strictEqual(styleOf(host, "stdout").strong("a"), "a");
  host.isTerminal.stdout = true;
  strictEqual(styleOf(host, "stdout").strong("a"), "\x1b[1ma\x1b[22m");
  strictEqual(styleOf(host, "stderr").strong("a"), "a");
  host.wantsColour = false;
  strictEqual(styleOf(host, "stdout").strong("a"), "a");
});
