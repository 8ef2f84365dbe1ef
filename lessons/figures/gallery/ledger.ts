// The picture of the ledger: three sinks of one crash, results that are lost or wrong, and the limits.

import { ledger } from "../ledger.ts";
import type { LedgerBook } from "../ledger_book.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { ledgerNamed } from "./ledger_runs.ts";
import { runSlice } from "./runs.ts";

/** Pictures of the ledger. */
export const ledgers: GalleryGroup = {
  name: "Ledger",
  about:
    "What readers of each sink see, beside what a run of the same job without failures would have shown.",
  exhibits: [
    show("sinks", "Three sinks of one crash", () => ledgerNamed("three sinks")),
    show("late", "After a restart a late reading is late no more", () => ledgerNamed("late")),
    show("expired", "A transaction that the log gave up", () => ledgerNamed("expired")),
    show("failed", "The job fails for good", () => ledgerNamed("fails for good")),
    show("calm", "Nothing has failed", () => ledgerNamed("calm")),
    show("odd", "Lost, twice, wrong and out of order at once", () => [odd()]),
    show("many", "A thousand results", () => [many()]),
    show("nothing", "No sink has written anything", () => []),
  ],
};

function show(id: string, title: string, books: () => readonly LedgerBook[]) {
  return exhibit({
    id: `ledger-${id}`,
    title,
    figure: ledger,
    slice: () => runSlice("nothing"),
    options: {
      get books() {
        return books();
      },
    },
  });
}

const result = (name: string, series: string) => ({ id: name, text: name, name, series });

/** Everything that can be wrong with results. */
function odd(): LedgerBook {
  const expected = ["a1", "b1", "a2", "b2", "a3", "b3", "b4"].map((name) => result(name, name[0]));
  const visible = ["a1", "b2", "b1", "a3", "a3", "b3", "b9"]
    .map((name) => ({ ...result(name, name[0]), rewrites: 0 }));
  return {
    sink: "results",
    kind: "append",
    guarantee: "at-least-once",
    expected,
    visible,
    waiting: 2,
    outOfOrder: 1,
  };
}

/** Hundreds that are as they should be, and a few that are not. */
function many(): LedgerBook {
  const names = Array.from({ length: 1000 }, (_, index) => `n${index}`);
  const expected = names.map((name, index) => result(name, `key ${index % 3}`));
  const visible = names.flatMap((name, index) => {
    if (index === 500) return [];
    const one = { ...result(name, `key ${index % 3}`), rewrites: 0 };
    return index >= 700 && index < 704 ? [one, one] : [one];
  });
  return {
    sink: "results",
    kind: "append",
    guarantee: "at-least-once",
    expected,
    visible,
    waiting: 0,
    outOfOrder: 0,
  };
}
