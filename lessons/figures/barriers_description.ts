// The words of the picture of barriers: the title says what a subtask waits for, or what got in; the text
// alternative tells the channels of the moment and the cut, the table has every channel.

import type { BarriersModel } from "./barriers_model.ts";
import { BARRIERS_PHRASES } from "./barriers_phrases.ts";
import type { Description, Language } from "./figure.ts";

/** Puts a model into words. */
export function describeBarriers({ story }: BarriersModel, language: Language): Description {
  const say = BARRIERS_PHRASES[language];
  const { checkpoint, channels, cut, crossed, moreCount } = story;
  const join = language === "zh" ? "" : " ";
  const list = language === "zh" ? "、" : ", ";
  const columns = say.columns(story.way);
  const more = moreCount === 0
    ? []
    : [["…", "", say.more(moreCount), "", "", "", ""].slice(0, columns.length)];
  const nothing = channels.length === 0 ? [columns.map(() => "—")] : [];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: checkpoint === "" ? say.caption(story) : [
      say.frame(story),
      ...channels.filter((state) =>
        state.isBlocked || state.barrier !== "not sent" || state.savedCount > 0
      )
        .slice(0, TOLD_MAX).map(say.channel),
      ...cut.slice(0, TOLD_MAX).map(say.cut),
      ...crossed.slice(0, TOLD_MAX).map(({ name, channel }) => say.crossed(name, channel)),
    ].join(join),
    table: {
      columns,
      rows: [
        ...channels.map(({ sender, receiver, barrier, isBlocked, inFront, behind, saved }) => [
          sender,
          receiver,
          say.barrier[barrier],
          isBlocked ? say.blocked : "",
          inFront.join(list),
          behind.join(list),
          ...(story.way === "aligned" ? [] : [saved.join(list)]),
        ]),
        ...more,
        ...nothing,
      ],
    },
  };
}

/** Sentences of a kind in the text alternative at most; the table has more. */
const TOLD_MAX = 16;
