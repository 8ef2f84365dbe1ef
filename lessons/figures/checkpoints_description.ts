// The words of the picture of checkpoints: the title says which was slow or failed and why, the text
// alternative tells each from trigger to end, the table has the share of every subtask.

import type { CheckpointsModel } from "./checkpoints_model.ts";
import { CHECKPOINTS_PHRASES } from "./checkpoints_phrases.ts";
import type { Description, Language } from "./figure.ts";

/** Puts a model into words. */
export function describeCheckpoints(
  { story, clock }: CheckpointsModel,
  language: Language,
): Description {
  const say = CHECKPOINTS_PHRASES[language];
  const { checkpoints, parts, moreCount, refusals, faults } = story;
  const more = moreCount === 0 ? [] : [["…", say.more(moreCount), "", "", "", "", "", ""]];
  const nothing = parts.length === 0 ? [["—", "—", "—", "—", "—", "—", "—", "—"]] : [];
  return {
    title: say.title(story),
    caption: say.caption(story),
    alternative: [
      say.frame(story),
      ...faults.slice(0, TOLD_MAX).map(({ at, text }) => say.fault(at, text)),
      ...checkpoints.slice(0, TOLD_MAX).map(say.checkpoint),
      ...refusals.slice(0, TOLD_MAX).map(({ at, reason }) => say.refusal(at, reason)),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns(clock),
      rows: [
        ...parts.map(({ checkpoint, subtask, times, entries, acknowledged }) => [
          checkpoint,
          subtask,
          times.travels,
          times.aligns,
          times.copies,
          times.uploads,
          entries,
          acknowledged,
        ]),
        ...more,
        ...nothing,
      ],
    },
  };
}

/** Sentences of a kind in the text alternative at most; the table has more. */
const TOLD_MAX = 20;
