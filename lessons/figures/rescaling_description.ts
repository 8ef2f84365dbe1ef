// The words of the picture of rescaling: the title says how much moves, the text alternative tells each new owner, the
// keys and the lists, the table has them all.

import type { Description, Language } from "./figure.ts";
import type { RescalingModel } from "./rescaling_model.ts";
import { RESCALING_PHRASES } from "./rescaling_phrases.ts";

/** Puts a model into words. */
export function describeRescaling({ story }: RescalingModel, language: Language): Description {
  const say = RESCALING_PHRASES[language];
  const { takeOvers, keys, lists, moreCount } = story;
  const rows = [
    ...keys.map(({ key, group, before, after, entries, timers }) => [
      key,
      group,
      before,
      after,
      entries,
      timers,
    ]),
    ...(moreCount === 0 ? [] : [["…", "", say.more(moreCount), "", "", ""]]),
    ...lists.map((list) => [
      say.listName(list),
      "",
      list.before.join(" + "),
      list.after.join(" + "),
      list.before.reduce((sum, count) => sum + count, 0),
      "",
    ]),
  ];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [
      say.frame(story),
      ...takeOvers.slice(0, TOLD_MAX).map(say.takeOver),
      ...keys.slice(0, TOLD_MAX).map(say.key),
      ...lists.slice(0, TOLD_MAX).map(say.list),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns,
      rows: rows.length > 0 ? rows : [say.columns.map(() => "—")],
    },
  };
}

/** Sentences of a kind in the text alternative at most; the table has more. */
const TOLD_MAX = 16;
