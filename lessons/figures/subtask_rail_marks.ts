// Rails as marks: the line with its name, the chevrons of its watermarks, and the hairlines from them down
// to what they set off.

import { watermarkGlyph } from "./glyphs.ts";
import type { Rail } from "./subtask_rails.ts";
import { type Mark, path } from "./svg.ts";
import { baseline, fit } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** The lines, to be drawn below everything else. */
export function railMarks({ id, y, line, drops }: Rail, left: number, width: number): Mark[] {
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  const d = drops.map(({ x, y2 }) => path`M${x},${y}V${y2}`).join("");
  const way = line.map(({ x1, x2 }) => path`M${x1},${y}H${x2}`).join("");
  return [
    {
      tag: "g",
      kind: "subtask",
      id,
      parts: [
        {
          tag: "text",
          class: size === SIZE.small ? "small end" : "end",
          at: { x: left - 10, y: baseline(y, size) },
          text: fit(id, left - 14, size),
        },
        { tag: "path", class: "neutral hair", at: { d: way } },
      ],
    },
    ...(d === "" ? [] : [{
      tag: "path",
      kind: "set off by watermarks",
      id,
      class: "watermark hair",
      at: { d },
    }]),
  ];
}

/** The chevrons. */
export function chevronMarks({ chevrons }: Rail): Mark[] {
  return chevrons.map(({ id, x, y }): Mark => ({
    tag: "g",
    kind: "watermark",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: watermarkGlyph("travelling"),
  }));
}
