// The words of the picture of a recovery: the title says who failed, from where the job went on and what readers
// see of it; the text alternative tells each restart, the table has everything in its order.

import type { Description, Language } from "./figure.ts";
import type { RecoveryModel } from "./recovery_model.ts";
import { RECOVERY_PHRASES } from "./recovery_phrases.ts";

/** Puts a model into words. */
export function describeRecovery({ story, clock }: RecoveryModel, language: Language): Description {
  const say = RECOVERY_PHRASES[language];
  const { restarts, rows, moreCount } = story;
  const faults = rows.filter(({ event }) => event === "fault");
  const more = moreCount === 0 ? [] : [["…", "", say.more(moreCount), ""]];
  const nothing = rows.length === 0 ? [["—", "—", "—", "—"]] : [];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [
      ...faults.slice(0, TOLD_MAX).map(say.row),
      ...restarts.slice(0, TOLD_MAX).map(say.restart),
      say.outcome(story),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(clock),
      rows: [
        ...rows.map(({ time, where, event, what }) => [time, where, say.events[event], what]),
        ...more,
        ...nothing,
      ],
    },
  };
}

/** Sentences of a kind in the text alternative at most; the table has more. */
const TOLD_MAX = 20;
