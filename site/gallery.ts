// The figures of the gallery: the running example in every kind of picture.

import { dataflowGraph } from "../lessons/figures/dataflow_graph.ts";
import type { TraceSlice } from "../lessons/figures/figure.ts";
import { spaceTime } from "../lessons/figures/space_time.ts";
import type { PictureGroup } from "./pages/figures.tsx";
import { pictureOf } from "./picture.ts";
import type { Language } from "./strings.ts";

/** All groups, in reading order. */
export function galleryOf(slice: TraceSlice, language: Language): PictureGroup[] {
  const views = ["condensed", "parallel", "chained"] as const;
  return [
    {
      name: "Dataflow graph",
      about: "What a job does, and what runs it.",
      pictures: views.map((view) =>
        pictureOf(
          { id: `graph-${view}`, figure: dataflowGraph, slice, options: { view } },
          language,
        )
      ),
    },
    {
      name: "Space and time",
      about: "Who does what, when.",
      pictures: [pictureOf({ id: "space-time", figure: spaceTime, slice, options: {} }, language)],
    },
  ];
}
