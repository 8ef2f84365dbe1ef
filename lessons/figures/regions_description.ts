// The words of the picture of regions: the title says what is started again, the text alternative and the table tell
// each region with its tasks.

import type { Description, Language } from "./figure.ts";
import type { RegionsModel } from "./regions_model.ts";
import { REGIONS_PHRASES } from "./regions_phrases.ts";

/** Puts a model into words. */
export function describeRegions({ story }: RegionsModel, language: Language): Description {
  const say = REGIONS_PHRASES[language];
  const { regions, moreCount } = story;
  // what starts again is told first
  const told = regions.toSorted((a, b) => Number(b.startsAgain) - Number(a.startsAgain))
    .slice(0, TOLD_MAX);
  const list = language === "zh" ? "、" : ", ";
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [
      say.frame(story),
      ...told.map((row) => say.region(row, story)),
    ]
      .join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns,
      rows: [
        ...regions.map((row) => [row.number, row.tasks.join(list), say.fate(row, story)]),
        ...(moreCount === 0 ? [] : [["…", say.more(moreCount), ""]]),
      ],
    },
  };
}

/** Regions in the text alternative at most; the table has more. */
const TOLD_MAX = 12;
