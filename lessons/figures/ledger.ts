// The books of a run: for each sink what a run without failures would have shown, and what readers see, joined
// where the two are equal. What is lost hangs in the air, what is there twice has two lines from one result,
// and what is out of order crosses.
//
//     without failures   ●   ●   ●   ●
//                        │   │   ×   │╲
//     readers see        ●   ●       ●  ◌    lost: the third; twice: the fourth

import type { Figure } from "./figure.ts";
import { describeLedger } from "./ledger_description.ts";
import { paintLedger } from "./ledger_marks.ts";
import { type LedgerModel, ledgerModel, type LedgerOptions } from "./ledger_model.ts";

export type { LedgerModel, LedgerOptions };
export type { LedgerBook, LedgerResult, VisibleResult } from "./ledger_book.ts";

/** The figure. */
export const ledger: Figure<LedgerModel, LedgerOptions> = {
  name: "ledger",
  model: ledgerModel,
  paint: paintLedger,
  describe: describeLedger,
};
