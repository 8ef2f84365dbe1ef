// The words of the picture of timers: the title says which fire first and why, the text alternative tells
// each from its registration to its end, the table has them all.

import type { Description, Language } from "./figure.ts";
import type { TimersModel } from "./timers_model.ts";
import { TIMERS_PHRASES } from "./timers_phrases.ts";

/** Puts a model into words. */
export function describeTimers({ story, clock }: TimersModel, language: Language): Description {
  const say = TIMERS_PHRASES[language];
  const { timers, moreCount } = story;
  const more = moreCount === 0 ? [] : [["…", "", "", "", "", say.more(moreCount), ""]];
  const nothing = timers.length === 0 ? [["—", "—", "—", "—", "—", "—", "—"]] : [];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [say.frame(story), ...timers.slice(0, TOLD_MAX).map(say.timer)]
      .join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(clock),
      rows: [
        ...timers.map(({ subtask, key, domain, due, time, end, endTime }) => [
          subtask,
          key,
          say.domains[domain],
          due,
          time,
          say.ends[end],
          endTime,
        ]),
        ...more,
        ...nothing,
      ],
    },
  };
}

/** Timers in the text alternative at most; the table has them all. */
const TOLD_MAX = 30;
