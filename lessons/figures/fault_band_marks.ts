// Faults as marks: the only red. Bands lie below everything else, tabs above it.

import type { FaultBand } from "./fault_bands.ts";
import { type Mark, path } from "./svg.ts";
import { baseline } from "./text.ts";
import { SIZE } from "./theme.ts";

/** The bands, from their tabs down to where the lanes end. */
export function faultBandMarks(bands: readonly FaultBand[], bottom: number): Mark[] {
  return bands.filter(({ hasStruck }) => hasStruck).map((band) => {
    const { id, x1, x2, tab, isCutLeft, isCutRight } = band;
    const top = tab.y + tab.height;
    const ground: Mark[] = x2 > x1
      ? [{ tag: "path", class: "band", at: { d: path`M${x1},${top}H${x2}V${bottom}H${x1}Z` } }]
      : [];
    const edges = (isCutLeft ? "" : path`M${x1},${tab.y}V${bottom}`) +
      (isCutRight || x2 === x1 ? "" : path`M${x2},${top}V${bottom}`);
    return {
      tag: "g",
      kind: "fault band",
      id,
      class: "fault",
      parts: [
        ...ground,
        ...(edges === "" ? [] : [{ tag: "path", class: "line", at: { d: edges } }]),
      ],
    };
  });
}

/** The tabs, each with the text of its fault. */
export function faultTabMarks(bands: readonly FaultBand[]): Mark[] {
  return bands.map(({ id, text, tab: { x, y, width, height }, hasStruck }): Mark => ({
    tag: "g",
    kind: "fault",
    id,
    parts: [
      {
        tag: "rect",
        class: hasStruck ? "fault solid" : "quiet hair",
        at: { x, y, width, height, rx: 2 },
      },
      {
        tag: "text",
        class: hasStruck ? "small paper" : "small quiet",
        at: { x: x + 5, y: baseline(y + height / 2, SIZE.small) },
        text,
      },
    ],
  }));
}
