// One click of a visitor of a shop that never was.

import type { Millis } from "@headwater/sim";

/** What the shop's pages send. */
export interface Click {
  /** Such as `u07`. */
  readonly user: string;
  readonly page: string;
  /** The visitor's clock: the event time. */
  readonly time: Millis;
}

/** The pages; a visitor begins at the first. */
export const PAGES = ["home", "list", "item", "cart", "paid"] as const;
