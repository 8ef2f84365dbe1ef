// The figures of the lesson on order.

import { millis, scenario } from "@headwater/sim";
import { dataflowGraph } from "../figures/dataflow_graph.ts";
import { spaceTime } from "../figures/space_time.ts";
import { type LessonFigures, picture } from "../source/lesson_figure.ts";
import { network } from "./job.ts";

const job = { ref: "lesson:order", graphHash: "" };
const calm = scenario({ job, config: network });

/** By id, as the lesson names them. */
export const figures: LessonFigures = {
  ways: {
    scenario: calm,
    at: "26ms",
    pictures: [picture(dataflowGraph, { view: "parallel" })],
    title: { en: "Two ways lead to latest[0]" },
    caption: {
      en:
        "Labels of sensor c reach latest[0] on two ways: r6 and r10 come from label[0], r2 comes from " +
        "label[1].",
    },
  },
  overtaken: {
    // of the seeds in which r2 comes last, one whose arrows stand well apart
    scenario: { ...calm, seed: 15 },
    at: "26ms",
    pictures: [
      picture(spaceTime, {
        lanes: ["label[0]", "latest[0]", "label[1]"],
        channels: ["label[0]→latest[0]", "label[1]→latest[0]"],
        until: millis(26),
      }),
    ],
    title: { en: "r6 and r10 overtake r2, but not each other" },
    caption: {
      en:
        "Seed 15. r2 leaves label[1] first and comes last, behind r6 and r10 from label[0]. Lines " +
        "from one sender never cross.",
    },
  },
  dealt: {
    scenario: { ...calm, seed: 287, options: { isSpread: true } },
    at: "27ms",
    pictures: [
      picture(spaceTime, {
        lanes: ["source[0]", "label", "latest[0]"],
        channels: [
          "source[0]→label[0]",
          "source[0]→label[1]",
          "label[0]→latest[0]",
          "label[1]→latest[0]",
        ],
        until: millis(27),
      }),
    ],
    title: { en: "r8 overtakes r3, although both come from source[0]" },
    caption: {
      en:
        "Seed 287, with a rebalance. source[0] deals r3 to one label and r8 to the other, and r8 " +
        "reaches latest[0] first.",
    },
  },
};
