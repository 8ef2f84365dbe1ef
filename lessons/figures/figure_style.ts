// The stylesheet that every figure shares: roles of theme.ts as classes. A colour class (`watermark`)
// sets `color`; `line`, `hair`, `solid` and `text` say what is drawn with it.
//
//     <circle class="record key-1"/>  <path class="line watermark"/>  <text class="small quiet">

import { FONT_STACK } from "./fonts.ts";
import { COLOURS, customProperties, KEY_HUE_COUNT, type Mode, ROLES, SIZE } from "./theme.ts";

/** Class of the root element of every figure. */
export const FIGURE_CLASS = "hw-figure";

const rules: readonly (readonly [selector: string, declarations: string])[] = [
  ["text", `font:400 ${SIZE.text}px ${FONT_STACK.sans};fill:var(--hw-ink);stroke:none`],
  ["text", "font-variant-numeric:tabular-nums;white-space:pre"],
  [".small", `font-size:${SIZE.small}px`],
  [".strong", "font-weight:600"],
  [".italic", "font-style:italic"],
  [".mono", `font-family:${FONT_STACK.mono}`],
  [".middle", "text-anchor:middle"],
  [".end", "text-anchor:end"],
  ["text.quiet", "fill:var(--hw-quiet)"],
  ["text.watermark", "fill:var(--hw-watermark)"],
  ["text.fault", "fill:var(--hw-fault)"],
  ["text.committed", "fill:var(--hw-committed)"],
  ["text.paper", "fill:var(--hw-paper)"],
  // a label that a line runs behind carries a rim of paper
  [
    ".rim",
    "paint-order:stroke;stroke:var(--hw-paper);stroke-width:3px;stroke-linejoin:round",
  ],
  ...ROLES.map((role) => [`.${role}`, `color:var(--hw-${role})`] as const),
  [".line", `fill:none;stroke:currentColor;stroke-width:${SIZE.line}px`],
  [".hair", `fill:none;stroke:currentColor;stroke-width:${SIZE.hairline}px`],
  [".bold", `fill:none;stroke:currentColor;stroke-width:${SIZE.emphasis}px`],
  // at work
  [".busy", "fill:none;stroke:currentColor;stroke-width:4px"],
  [".dotted", "stroke-dasharray:0.1 3;stroke-linecap:round"],
  [".dashed", "stroke-dasharray:3.5 2.5"],
  [".solid", "fill:currentColor;stroke:none"],
  // marks that may touch stay apart
  [".edged", "stroke:var(--hw-paper);stroke-width:.75px"],
  [".ground", "fill:var(--hw-paper);stroke:none"],
  [".hollow", `fill:var(--hw-paper);stroke:currentColor;stroke-width:${SIZE.line}px`],
  // content of a window: the more of it, the darker
  [".fill", "fill:var(--hw-ink);fill-opacity:.022;stroke:none"],
  // the same, where its height tells how much it is
  [".level", "fill:var(--hw-ink);fill-opacity:.09;stroke:none"],
  // the ground of a stretch in which something is wrong
  [".band", "fill:currentColor;fill-opacity:.09;stroke:none"],
  // the ground of what belongs together
  [".frame", "fill:var(--hw-raised);stroke:var(--hw-rule);stroke-width:1px"],
  [".record", `fill:var(--hw-neutral);stroke:var(--hw-ink);stroke-width:${SIZE.line}px`],
  ...Array.from(
    { length: KEY_HUE_COUNT },
    (_, index) => [`.key-${index + 1}`, `fill:var(--hw-key-${index + 1})`] as const,
  ),
  [".key-other", "fill:var(--hw-neutral)"],
  [".dimmed", "opacity:.35"],
];

/** The rules of the classes, for a page; colours are custom properties that it sets or inherits. */
export function figureStyle(): string {
  return [
    `.${FIGURE_CLASS}{display:block;max-width:100%;height:auto;color:var(--hw-ink);overflow:visible}`,
    ...rules.map(([selector, declarations]) => `.${FIGURE_CLASS} ${selector}{${declarations}}`),
  ].join("\n");
}

/** The custom properties of a mode, as one rule. */
export function colourRule(selector: string, mode: Mode): string {
  const declarations = customProperties(mode).map(([name, value]) => `${name}:${value}`);
  return `${selector}{color-scheme:${mode === "dark" ? "dark" : "light"};${
    declarations.join(";")
  }}`;
}

/** The rules with every colour resolved: for a picture that leaves the page. */
export function resolvedStyle(mode: Mode): string {
  const values = new Map(customProperties(mode));
  return figureStyle()
    .replace(/var\((--hw-[\w-]+)\)/g, (_, name: string) => values.get(name) ?? COLOURS[mode].ink);
}
