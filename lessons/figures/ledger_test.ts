import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { compareRows } from "@headwater/sim";
import { countBook, type LedgerBook, matchBook } from "./ledger_book.ts";
import { ledger, type LedgerModel } from "./ledger.ts";
import { ledgers } from "./gallery/ledger.ts";
import { type LedgerName, ledgerNamed } from "./gallery/ledger_runs.ts";
import { runSlice } from "./gallery/runs.ts";

function model(books: readonly LedgerBook[], width = 720): LedgerModel {
  return ledger.model(runSlice("nothing"), { width, books });
}

const titleOf = (name: LedgerName) => ledger.describe(model(ledgerNamed(name)), "en").title;

Deno.test("ledger: what is lost, twice and wrong is what the engine's own books say", () => {
  const named = (["three sinks", "late", "fails for good", "expired"] as const).flatMap(
    ledgerNamed,
  );
  const appended = named.filter(({ kind }) => kind !== "upsert");
  ok(appended.some((book) => countBook(book).lost > 0));
  ok(appended.some((book) => countBook(book).again > 0));
  for (const book of appended) {
    const rows = (list: readonly { readonly text: string }[]) =>
      list.map(({ text }) => ({ value: text, subtask: 0 }));
    const told = compareRows(rows(book.expected), rows(book.visible));
    const { lost, again, wrong } = countBook(book);
    deepStrictEqual([lost, again, wrong], [
      told.lost.length,
      told.duplicated.length,
      told.wrong.length,
    ]);
  }
});

Deno.test("ledger: every result is drawn or counted, above and below", () => {
  for (const { id, model } of ledgers.exhibits) {
    for (const width of [358, 720]) {
      for (const { dots, counts, hiddenCount } of (model(width) as LedgerModel).pages) {
        const of = (row: "expected" | "visible") =>
          dots.filter((dot) => dot.row === row).reduce((sum, { count }) => sum + count, 0);
        strictEqual(of("expected") + hiddenCount, counts.expected, id);
        if (hiddenCount === 0) strictEqual(of("visible"), counts.visible, id);
      }
    }
  }
});

Deno.test("ledger: lines join equal results, and cross where the order within a key has changed", () => {
  const [page] = (ledgers.exhibits.find(({ id }) => id === "ledger-odd")!.model(720) as LedgerModel)
    .pages;
  const nameAt = (row: "expected" | "visible", x: number) =>
    page.dots.find((dot) => dot.row === row && dot.x === x)?.name;
  for (const { x1, x2 } of page.lines) strictEqual(nameAt("expected", x1), nameAt("visible", x2));
  const crossing = page.lines.filter((a) =>
    page.lines.some((b) => (a.x1 - b.x1) * (a.x2 - b.x2) < 0)
  );
  deepStrictEqual(crossing.map(({ x1 }) => nameAt("expected", x1)).sort(), ["b1", "b2"]);
});

Deno.test("ledger: a row with the right key and another value is wrong, and is not lost as well", () => {
  const row = (id: string, text: string) => ({ id, text, name: id, series: id });
  const book: LedgerBook = {
    sink: "table",
    kind: "upsert",
    guarantee: "exactly-once",
    expected: [row("a", "1"), row("b", "1")],
    visible: [{ ...row("a", "2"), rewrites: 1 }],
    waiting: 0,
    outOfOrder: null,
  };
  const { matches, lost } = matchBook(book);
  deepStrictEqual(matches.map(({ kind }) => kind), ["wrong"]);
  deepStrictEqual(lost, [1]);
});

Deno.test("SK-11 ledger: one crash, three sinks: once more, written again, and as if nothing had happened", () => {
  const pages = model(ledgerNamed("three sinks")).pages;
  deepStrictEqual(pages.map(({ sink, verdict }) => [sink, verdict]), [
    ["appended", "13 of 12: 1 twice"],
    ["replaced", "12 of 12: 1 written again"],
    ["committed", "12 of 12, each once"],
  ]);
});

Deno.test("ledger: the title names the sinks that show something else", () => {
  strictEqual(
    titleOf("three sinks"),
    "appended shows 1 twice; the others as if nothing had failed",
  );
  strictEqual(titleOf("calm"), "committed shows what it would have shown without a failure");
  strictEqual(titleOf("expired"), "committed loses 2");
  strictEqual(ledger.describe(model([]), "en").title, "No sink has written anything");
});
