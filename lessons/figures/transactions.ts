// Transactions at sinks: below each sink's lane the life of each of its transactions, and below all lanes what two
// kinds of readers see, those that read everything and those that wait for the commit.
//
//     sink[0]             )──────D━━━━━━━━◗   committed
//                                )─────────⦵  aborted
//     read_uncommitted      ● ●    ●  ○
//                            ╲ ╲
//     read_committed                      ●●

import type { Figure } from "./figure.ts";
import { describeTransactions } from "./transactions_description.ts";
import { paintTransactions } from "./transactions_marks.ts";
import {
  type TransactionsModel,
  transactionsModel,
  type TransactionsOptions,
} from "./transactions_model.ts";

export type { TransactionsModel, TransactionsOptions };

/** The figure. */
export const transactions: Figure<TransactionsModel, TransactionsOptions> = {
  name: "transactions",
  model: transactionsModel,
  paint: paintTransactions,
  describe: describeTransactions,
};
