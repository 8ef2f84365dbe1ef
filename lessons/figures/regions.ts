// Pipelined regions of a job: tasks that hand records on while they make them, and therefore fail together and are
// started again together. With a failure, which of them that are.
//
//     region 0   source[0] ──▶ map[0] ──▶ sink[0]      goes on
//     region 1   source[1] ──▶ map[1] ✕──▶ sink[1]     starts again
//
//     a result that is kept (▤) is a border between regions

import type { Figure } from "./figure.ts";
import { describeRegions } from "./regions_description.ts";
import { paintRegions } from "./regions_marks.ts";
import { type RegionsModel, regionsModel, type RegionsOptions } from "./regions_model.ts";

export type { RegionsModel, RegionsOptions };

/** The figure. */
export const regions: Figure<RegionsModel, RegionsOptions> = {
  name: "regions",
  model: regionsModel,
  paint: paintRegions,
  describe: describeRegions,
};
