// The words of an event-time plot: the title says when the first window fires and why, the text
// alternative tells the records in order, then each window.

import type { Description, Language } from "./figure.ts";
import type { EventTimeModel } from "./event_time_model.ts";
import { EVENT_TIME_PHRASES } from "./event_time_phrases.ts";

/** Puts a model into words. */
export function describeEventTime(model: EventTimeModel, language: Language): Description {
  const say = EVENT_TIME_PHRASES[language];
  const { story, clock } = model;
  const { records, windows, moreCount } = story;
  const more = moreCount === 0 ? [] : [["…", say.more(moreCount), "", "", "", ""]];
  const nothing = records.length === 0 ? [["—", "—", "—", "—", "—", "—"]] : [];
  return {
    title: say.title(story),
    caption: say.caption(story, model.points.some(({ count }) => count > 1)),
    alternative: [
      say.frame(story),
      ...records.slice(0, TOLD_MAX).map(say.record),
      ...windows.slice(0, TOLD_MAX).map(say.window),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(clock),
      rows: [
        ...records.map(({ time, name, key, stamp, watermark, fate }) => [
          time,
          name,
          key,
          stamp,
          watermark,
          say.fates[fate],
        ]),
        ...more,
        ...nothing,
      ],
    },
  };
}

/** Records, and windows, in the text alternative at most; the table has them all. */
const TOLD_MAX = 30;
