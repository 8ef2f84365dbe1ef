// From Plot's elements to our marks: its places, our classes. What Plot would say in colours and sizes
// of its own is left behind, and its labels for screen readers become ids, for its groups have no role.

import { AROUND, type QuakesDelayModel } from "./quakes_delay_model.ts";
import { plotQuakesDelay } from "./quakes_delay_plot.ts";
import { QUAKES_DELAY_WORDS } from "./quakes_delay_words.ts";
import { decimal, type Mark, paintMarks } from "./svg.ts";
import { SIZE } from "./theme.ts";

/** Makes an `<svg>` show the chart. */
export function paintQuakesDelay(model: QuakesDelayModel, svg: Element): void {
  const words = QUAKES_DELAY_WORDS[model.language];
  const { width, height } = model;
  const title = (id: string, y: number, text: string): Mark => ({
    tag: "text",
    kind: "axis",
    id,
    class: "small quiet end",
    at: { x: width - 2, y },
    text,
  });
  paintMarks(svg, model, [
    ...marksOf(plotQuakesDelay(model, svg.ownerDocument)),
    title("value", AROUND.top - 8, words.median),
    title("delay", height - 6, words.axis),
  ]);
}

/** How each group of the plot looks with us. */
const CLASSES: Readonly<Record<string, string>> = {
  grid: "rule hair",
  tick: "small quiet middle",
  half: "ink hair dashed",
  "half label": "small middle rim",
  network: "end",
  records: "quiet solid edged",
  median: "ink bold",
  value: "small end",
};

/** The marks of a plot, flat, each with its group's class as its kind. */
function marksOf(plot: Element): Mark[] {
  return [...plot.children].flatMap((group) => {
    const kind = group.getAttribute("class") ?? "";
    if (CLASSES[kind] === undefined) return [];
    // Plot moves groups by half a pixel where it finds a window: a picture must not know where it is made
    const [dx, dy] = translationOf(group).map(Math.floor);
    return [...group.children].map((element, index): Mark => ({
      tag: element.localName,
      kind,
      id: element.getAttribute("aria-label") ?? String(index),
      class: CLASSES[kind],
      at: placeOf(element, [dx, dy]),
      ...(element.localName === "text" ? { text: element.textContent ?? "" } : {}),
    }));
  });
}

type Point = readonly [x: number, y: number];

/** The geometry of an element, moved by its group. */
function placeOf(element: Element, [dx, dy]: Point): Record<string, string> {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  const across = (name: string) => decimal(number(name) + dx);
  const down = (name: string) => decimal(number(name) + dy);
  switch (element.localName) {
    case "circle":
      return { cx: across("cx"), cy: down("cy"), r: decimal(number("r")) };
    case "line":
      return { x1: across("x1"), x2: across("x2"), y1: down("y1"), y2: down("y2") };
    default: {
      const [x, y] = translationOf(element);
      const lines = Number.parseFloat(element.getAttribute("y") ?? "0");
      return { x: decimal(x + dx), y: decimal(y + dy + lines * SIZE.small) };
    }
  }
}

function translationOf(element: Element): Point {
  const found = /translate\(([-\d.e]+),([-\d.e]+)\)/.exec(element.getAttribute("transform") ?? "");
  return found === null ? [0, 0] : [Number(found[1]), Number(found[2])];
}
