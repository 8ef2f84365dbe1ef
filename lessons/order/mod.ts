/**
 * What the cells of the lesson on order import.
 *
 * @module
 */

export {
  backlog,
  default as job,
  type Label,
  network,
  noWatermarks,
  type OrderOptions,
  toLabel,
} from "./job.ts";
export { type Channel, channelsOf } from "./channels.ts";
