// The goldens of the gallery: for every exhibit and width its model and its drawing, as text that a
// person can read and compare. Whoever changes a picture looks at both before they are committed.

import type { Exhibit } from "./gallery/exhibit.ts";
import type { FigureModel } from "./figure.ts";
import { goldenText } from "./svg_text.ts";

/** An expected file. */
export interface Golden {
  /** Name below the folder of goldens: `dataflow-graph-one-parallel.358.svg`. */
  readonly name: string;
  readonly text: string;
}

/** Model and drawing of an exhibit at a width. */
export function goldensOf(exhibit: Exhibit, width: number, host: Document): Golden[] {
  const setting = { document: host, prefix: exhibit.id, language: "en" as const };
  const { svg } = exhibit.draw(width, setting);
  return [
    { name: `${exhibit.id}.${width}.json`, text: modelText(exhibit.model(width)) },
    { name: `${exhibit.id}.${width}.svg`, text: goldenText(svg) },
  ];
}

/** A model as JSON: one line for each property, and for each element of a list. */
export function modelText(model: FigureModel): string {
  const lines = Object.entries(model).map(([name, value]) =>
    Array.isArray(value) && value.length > 0
      ? `  "${name}": [\n${value.map((one) => `    ${JSON.stringify(one)}`).join(",\n")}\n  ]`
      : `  "${name}": ${JSON.stringify(value)}`
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}
