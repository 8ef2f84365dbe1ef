// The words of the picture of windows: the title says what windows do in it, the text alternative tells each
// window from its opening to its end, the table has them all.

import type { Description, Language } from "./figure.ts";
import type { WindowsModel } from "./windows_model.ts";
import { WINDOWS_PHRASES } from "./windows_phrases.ts";

/** Puts a model into words. */
export function describeWindows(model: WindowsModel, language: Language): Description {
  const say = WINDOWS_PHRASES[language];
  const { story, clock } = model;
  const { windows, losses, moreCount } = story;
  const more = moreCount === 0 ? [] : [["…", "", say.more(moreCount), "", "", "", ""]];
  const rows = [
    ...windows.map((row) => [
      row.subtask,
      row.key,
      row.range === "" ? say.range(row) : row.range,
      row.time,
      row.records.join(", "),
      say.firings(row),
      say.end(row),
    ]),
    ...more,
    ...losses.map((row) => [row.subtask, row.key, "—", row.time, row.name, "", say.fate(row)]),
  ];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [
      say.frame(story),
      ...windows.slice(0, TOLD_MAX).map(say.window),
      ...losses.slice(0, TOLD_MAX).map(say.loss),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(clock),
      rows: rows.length > 0 ? rows : [["—", "—", "—", "—", "—", "—", "—"]],
    },
  };
}

/** Windows, and lost records, in the text alternative at most; the table has them all. */
const TOLD_MAX = 20;
