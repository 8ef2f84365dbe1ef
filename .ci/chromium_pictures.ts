// Runs in Chromium (pictures_test.ts): paints the models of the page's JSON with the painters
// that readers get, and leaves each drawing as text.

import { CHART_PAINTERS } from "../lessons/figures/chart_painters.ts";
import { tell } from "../lessons/figures/draw.ts";
import type { Description, FigureModel } from "../lessons/figures/figure.ts";
import { PAINTERS } from "../lessons/figures/painters.ts";
import { SVG } from "../lessons/figures/svg.ts";
import { goldenText } from "../lessons/figures/svg_text.ts";

/** A picture to be painted. */
export interface Order {
  readonly name: string;
  readonly prefix: string;
  readonly model: FigureModel;
  readonly description: Description;
}

/** Paints every order twice into the same element, and gives the texts by name. */
export function paintAll(orders: readonly Order[]): Record<string, string> {
  return Object.fromEntries(orders.map(({ name, prefix, model, description }) => {
    const svg = document.body.appendChild(document.createElementNS(SVG, "svg"));
    svg.id = prefix;
    tell(svg, description);
    const paint = (PAINTERS.get(model.figure) ?? CHART_PAINTERS.get(model.figure))!;
    paint(model, svg);
    paint(model, svg);
    return [name, goldenText(svg)];
  }));
}

(globalThis as { paintAll?: typeof paintAll }).paintAll = paintAll;
