// The words of the picture of keyed state: the title says which subtask keeps which keys, the text
// alternative tells each cell, the table has them all.

import type { Description, Language } from "./figure.ts";
import type { KeyedStateModel } from "./keyed_state_model.ts";
import { KEYED_STATE_PHRASES } from "./keyed_state_phrases.ts";

/** Puts a model into words. */
export function describeKeyedState({ story }: KeyedStateModel, language: Language): Description {
  const say = KEYED_STATE_PHRASES[language];
  const { cells, moreCount } = story;
  const more = moreCount === 0 ? [] : [["…", "", "", "", "", say.more(moreCount), ""]];
  const nothing = cells.length === 0 ? [["—", "—", "—", "—", "—", "—", "—"]] : [];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [say.frame(story), ...cells.slice(0, TOLD_MAX).map(say.cell)]
      .join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(),
      rows: [
        ...cells.map((row) => [
          row.subtask,
          row.group,
          row.key,
          row.state,
          row.window,
          row.value,
          say.isChanged(row),
        ]),
        ...more,
        ...nothing,
      ],
    },
  };
}

/** Cells in the text alternative at most; the table has them all. */
const TOLD_MAX = 30;
