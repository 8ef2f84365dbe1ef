// The words of a space-time diagram: the title says what there is to see in it, with its numbers; the
// text alternative tells the same run lane by lane, then what was special, in order.

import type { Description, Language } from "./figure.ts";
import type { SpaceTimeModel } from "./space_time_model.ts";
import { SPACE_TIME_PHRASES, type SpaceTimePhrases } from "./space_time_phrases.ts";
import type { Doing, StoryRow } from "./space_time_story.ts";
import { DOING_WORDS } from "./space_time_words.ts";

/** Puts a model into words. */
export function describeSpaceTime(model: SpaceTimeModel, language: Language): Description {
  const say = SPACE_TIME_PHRASES[language];
  const { story, lanes, clock, isThinned } = model;
  const special = story.rows.filter(({ doing }) => IS_SPECIAL.has(doing)).slice(0, SPECIAL_MAX);
  const more = story.moreCount === 0 ? [] : [["…", "", say.more(story.moreCount), "", ""]];
  const nothing = story.rows.length === 0 ? [["—", "—", "—", "—", "—"]] : [];
  return {
    title: say.title(story),
    caption: say.caption(isThinned),
    alternative: [
      say.frame(lanes.map(({ label }) => label), story.from, story.until),
      ...lanesInWords(story.rows, say),
      ...special.map((row) => say.special(row)),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(clock),
      rows: [
        ...story.rows.map(({ time, subtask, doing, what, key }) => [
          time,
          subtask,
          DOING_WORDS[language][doing],
          what,
          key,
        ]),
        ...more,
        ...nothing,
      ],
    },
  };
}

const IS_SPECIAL: ReadonlySet<Doing> = new Set<Doing>([
  "late",
  "dropped",
  "to a side output",
  "fired early",
  "fired on time",
  "fired late",
]);

/** Sentences about what was special, and names in a sentence, at most; the table has them all. */
const SPECIAL_MAX = 20;
const NAMES_MAX = 20;

/** What each lane had in hand, one sentence a lane. */
function lanesInWords(rows: readonly StoryRow[], say: SpaceTimePhrases): string[] {
  const bySubtask = new Map<string, StoryRow[]>();
  for (const row of rows) {
    if (!/^(read|taken|late|dropped|to a side output)$/.test(row.doing)) continue;
    const own = bySubtask.get(row.subtask) ?? [];
    bySubtask.set(row.subtask, own);
    own.push(row);
  }
  return Array.from(bySubtask, ([subtask, own]) => {
    const named = own.slice(0, NAMES_MAX).map(({ what, at }) => `${what} (${at})`);
    return say.lane(subtask, own[0].doing === "read", [
      ...named,
      ...(own.length > NAMES_MAX ? ["…"] : []),
    ]);
  });
}
