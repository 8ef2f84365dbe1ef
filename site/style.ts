// The style of the site: faces, colours and figures as lessons/figures has them, then our own sheets,
// put together into one file in reading order.

import { colourRule, figureStyle } from "../lessons/figures/figure_style.ts";
import { faceRules, STACKS } from "./fonts.ts";

const SHEETS = ["tokens", "page", "text", "figure", "home", "lesson", "laws", "print"] as const;

/** The text of `style.css`. */
export async function styleText(): Promise<string> {
  const stacks = Object.entries(STACKS).map(([name, stack]) => `${name}:${stack}`).join(";");
  const sheets = SHEETS.map((name) =>
    Deno.readTextFile(new URL(`./style/${name}.css`, import.meta.url))
  );
  return [
    faceRules(),
    `:root{${stacks}}`,
    colourRule(":root", "light"),
    `@media (prefers-color-scheme:dark){${colourRule(":root", "dark")}}`,
    `@media print{${colourRule(":root", "light")}}`,
    figureStyle(),
    ...await Promise.all(sheets),
  ].join("\n");
}
