// The words of the picture of transactions: the title says what the two kinds of readers see, the text alternative
// tells the life of each transaction, the table has them all.

import type { Description, Language } from "./figure.ts";
import type { TransactionsModel } from "./transactions_model.ts";
import { TRANSACTIONS_PHRASES } from "./transactions_phrases.ts";

/** Puts a model into words. */
export function describeTransactions(
  { story, clock }: TransactionsModel,
  language: Language,
): Description {
  const say = TRANSACTIONS_PHRASES[language];
  const { transactions, moreCount } = story;
  const columns = say.columns(clock);
  const list = language === "zh" ? "、" : ", ";
  const rows = transactions.map((row) => [
    row.subtask,
    row.name,
    row.begun,
    row.preCommitted,
    row.checkpoint,
    row.ended,
    say.end(row),
    row.results.join(list),
  ]);
  const more = moreCount === 0 ? [] : [["…", say.more(moreCount), "", "", "", "", "", ""]];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [say.frame(story), ...transactions.slice(0, TOLD_MAX).map(say.transaction)]
      .join(language === "zh" ? "" : " "),
    table: { columns, rows: rows.length > 0 ? [...rows, ...more] : [columns.map(() => "—")] },
  };
}

/** Transactions in the text alternative at most; the table has more. */
const TOLD_MAX = 16;
