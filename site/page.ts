// A page of the site: where it lies, what it is called, and what stands on it. Every link is relative
// and names a file, so the folder works below any path and opened from a disk.

import type { VNode } from "preact";
import type { Language } from "./strings.ts";

/** One page. */
export interface Page {
  /** Path below the root of the site: `lessons/order.html`. */
  readonly path: string;
  readonly language: Language;
  /** What the tab, a bookmark and a search engine show. */
  readonly title: string;
  /** One or two sentences, for whoever finds the page elsewhere. */
  readonly description: string;
  /** The same page in other languages, by language. */
  readonly translations?: Readonly<Partial<Record<Language, string>>>;
  readonly body: VNode;
}

/** Gives the link from one page to another file of the site. */
export type LinkTo = (path: string) => string;

/**
 * Links from a page: relative, and always with the name of a file.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { linksFrom } from "./page.ts";
 * const link = linksFrom("zh/lessons/order.html");
 * strictEqual(link("zh/lessons/order.html"), "order.html");
 * strictEqual(link("zh/laws.html#order"), "../laws.html#order");
 * strictEqual(link("style.css"), "../../style.css");
 * ```
 */
export function linksFrom(page: string): LinkTo {
  const here = page.split("/").slice(0, -1);
  return (path) => {
    const there = path.split("/");
    let shared = 0;
    while (shared < there.length - 1 && there[shared] === here[shared]) shared++;
    return "../".repeat(here.length - shared) + there.slice(shared).join("/");
  };
}
