// The words of the picture of the ledger: the title says which sinks show something else than they should, the
// text alternative names what is lost, twice or wrong, the table has the numbers.

import type { Description, Language } from "./figure.ts";
import type { LedgerModel } from "./ledger_model.ts";
import { LEDGER_PHRASES } from "./ledger_phrases.ts";
import { LEDGER_WORDS } from "./ledger_words.ts";

/** Puts a model into words. */
export function describeLedger(
  { story: { pages }, ...model }: LedgerModel,
  language: Language,
): Description {
  const say = LEDGER_PHRASES[language];
  const words = LEDGER_WORDS[language];
  const title = say.title({ pages });
  return {
    title,
    caption: say.caption,
    alternative: model.pages.length === 0
      ? say.caption
      : pages.map(say.page).join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns,
      rows: pages.length === 0
        ? [say.columns.map(() => "—")]
        : pages.map(({ sink, guarantee, counts }) => [
          sink,
          words.guarantees[guarantee],
          counts.expected,
          counts.visible,
          counts.lost,
          counts.again,
          counts.wrong,
          counts.outOfOrder ?? say.unordered,
          counts.rewrites,
          counts.waiting,
        ]),
    },
  };
}
