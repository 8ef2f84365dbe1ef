// How long the world takes to tell of an earthquake: the delays of a week's feed, one row per network.
// Why a watermark has to wait, and why there is no bound that suits everybody.

import type { Description, Figure, FigureOptions, Language } from "./figure.ts";
import { paintQuakesDelay } from "./quakes_delay_marks.ts";
import { type QuakesDelayModel, quakesDelayModel } from "./quakes_delay_model.ts";
import { QUAKES_DELAY_WORDS } from "./quakes_delay_words.ts";

export type { QuakesDelayModel };

/** The chart; it is shown a run of the earthquake job. */
export const quakesDelay: Figure<QuakesDelayModel, FigureOptions> = {
  name: "quakes-delay",
  model: quakesDelayModel,
  paint: paintQuakesDelay,
  describe,
};

function describe(model: QuakesDelayModel, language: Language): Description {
  const say = QUAKES_DELAY_WORDS[language];
  const named = model.rows.map((row) => ({ ...row, name: say.networks[row.net]?.[0] ?? row.net }));
  return {
    title: say.title(model),
    caption: say.caption(model),
    alternative: [
      say.frame(model),
      ...named.map(({ name, count, least, median, most }) =>
        say.row(name, count, say.delay(least), say.delay(median), say.delay(most))
      ),
    ].join(language === "zh" ? "" : " "),
    table: {
      columns: say.columns,
      rows: named.length === 0
        ? [["—", "—", "—", "—", "—"]]
        : named.map(({ net, name, count, least, median, most }) => [
          `${name} (${net})`,
          count,
          ...[least, median, most].map((hours) => hours.toFixed(2)),
        ]),
    },
  };
}
