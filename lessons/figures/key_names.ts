// The names of keys in the gutter: each beside a circle of its hue, so that a hue is never without its name.

import { recordGlyph } from "./glyphs.ts";
import { type Mark, path } from "./svg.ts";
import { baseline, fit } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** A key in the gutter. */
export interface KeyName {
  readonly id: string;
  readonly name: string;
  /** Number of the key: its hue. */
  readonly key: number;
  /** Height of its middle. */
  readonly y: number;
}

/** The name and its circle, left of where time begins. */
export function keyNameMark({ id, name, key, y }: KeyName, left: number, width: number): Mark {
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  return {
    tag: "g",
    kind: "key",
    id,
    parts: [
      {
        tag: "text",
        class: size === SIZE.small ? "small end" : "end",
        at: { x: left - 25, y: baseline(y, size) },
        text: fit(name, left - 29, size),
      },
      {
        tag: "g",
        at: { transform: path`translate(${left - 14.5},${y})` },
        parts: recordGlyph("plain", key),
      },
    ],
  };
}
