// From numbers to marks: the model of the picture of rescaling as SVG, ground first, names last.

import { gutterName } from "./control_lanes.ts";
import { recordGlyph, timerGlyph } from "./glyphs.ts";
import type { KeyGroupLayout, KeyMark, OwnerBlock, RunBand } from "./rescaling_key_groups.ts";
import type { ListBox, ListCell, ListLayout } from "./rescaling_lists.ts";
import type { RescalingModel } from "./rescaling_model.ts";
import { RESCALING_WORDS } from "./rescaling_words.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline } from "./text.ts";
import { SIZE } from "./theme.ts";

/** Makes an `<svg>` show the picture. */
export function paintRescaling(model: RescalingModel, svg: Element): void {
  const { keyGroups, lists, emptyY, left, right, language } = model;
  paintMarks(svg, model, [
    ...(keyGroups === null ? [] : keyGroupMarks(keyGroups, model)),
    ...lists.map((list) => listMark(list, model)),
    ...(emptyY === 0 ? [] : [{
      tag: "text",
      kind: "note",
      id: "empty",
      class: "small quiet italic middle",
      at: { x: (left + right) / 2, y: emptyY },
      text: RESCALING_WORDS[language].nothing,
    }]),
  ]);
}

function keyGroupMarks(layout: KeyGroupLayout, { left, right, width, language }: RescalingModel) {
  const words = RESCALING_WORDS[language];
  const { beforeY, afterY, blockHeight, before, after, bands, keys, ends } = layout;
  const middle = blockHeight / 2;
  const name = (text: string, y: number, id: string): Mark => ({
    ...gutterName(text, y, left, width),
    kind: "row",
    id,
  });
  const end = { tag: "text", kind: "end" };
  return [
    ...bands.map((band) => bandMark(band, layout)),
    ...keys.map((key) => wayMark(key, layout)),
    ...bands.filter(({ text }) => text !== "").map((band) => bandLabel(band, layout)),
    name(words.before, beforeY + middle, "before"),
    name(words.keys, keys[0]?.y ?? (beforeY + afterY + blockHeight) / 2, "keys"),
    ...(keys.some(({ timers }) => timers > 0)
      ? [name(words.timers, layout.timersY, "timers")]
      : []),
    name(words.after, afterY + middle, "after"),
    ...before.map((block) => blockMark(block, beforeY, blockHeight)),
    ...after.map((block) => blockMark(block, afterY, blockHeight)),
    ...keys.map((key) => keyMark(key, layout)),
    {
      ...end,
      id: "first",
      class: "small quiet",
      at: { x: left, y: afterY + blockHeight + 14 },
      text: ends[0],
    },
    {
      ...end,
      id: "last",
      class: "small quiet end",
      at: { x: right, y: afterY + blockHeight + 14 },
      text: ends[1],
    },
  ] satisfies Mark[];
}

/** A run of key groups that changes its owner: shaded from one row to the other, with a tip. */
function bandMark({ id, x1, x2 }: RunBand, layout: KeyGroupLayout): Mark {
  const { beforeY, afterY, blockHeight } = layout;
  const [top, bottom] = [beforeY + blockHeight, afterY];
  return {
    tag: "g",
    kind: "moved key groups",
    id,
    parts: [
      { tag: "path", class: "level", at: { d: path`M${x1},${top}H${x2}V${bottom}H${x1}Z` } },
    ],
  };
}

function bandLabel({ id, x1, x2, text }: RunBand, { beforeY, blockHeight }: KeyGroupLayout): Mark {
  return {
    tag: "text",
    kind: "moved to",
    id,
    class: "small quiet middle rim",
    at: { x: (x1 + x2) / 2, y: beforeY + blockHeight + 12 },
    text,
  };
}

/** From the old owner to the new one, through the key. */
function wayMark({ id, x, isMoved }: KeyMark, { waysY, afterY }: KeyGroupLayout): Mark {
  const tip = isMoved
    ? path`M${x - 3},${afterY - 5}L${x},${afterY - 1}L${x + 3},${afterY - 5}`
    : "";
  return {
    tag: "path",
    kind: isMoved ? "way of a key that moves" : "way of a key that stays",
    id,
    class: isMoved ? "ink line" : "rule hair",
    at: { d: path`M${x},${waysY}V${afterY - 1}` + tip },
  };
}

function blockMark({ id, x, width, text }: OwnerBlock, y: number, height: number): Mark {
  return {
    tag: "g",
    kind: "owner",
    id,
    parts: [
      { tag: "rect", class: "ink hollow", at: { x, y, width, height } },
      ...(text === "" ? [] : [{
        tag: "text",
        class: "small middle",
        at: { x: x + width / 2, y: baseline(y + height / 2, SIZE.small) },
        text,
      }]),
    ],
  };
}

function keyMark(mark: KeyMark, { timersY }: KeyGroupLayout): Mark {
  const { id, x, y, key, count, timers, text } = mark;
  const label = count > 1 ? `${count}` : text;
  return {
    tag: "g",
    kind: "key",
    id,
    parts: [
      { tag: "g", at: { transform: path`translate(${x},${y})` }, parts: recordGlyph("plain", key) },
      ...(timers === 0 ? [] : [{
        tag: "g",
        at: { transform: path`translate(${x},${timersY})` },
        parts: timerGlyph("registered"),
      }]),
      ...(label === "" || (count > 1) ? [] : [{
        tag: "text",
        class: "small rim",
        at: { x: x + 8, y: baseline(y, SIZE.small) },
        text: label,
      }]),
      ...(timers < 2 || count > 1 ? [] : [{
        tag: "text",
        class: "small quiet rim",
        at: { x: x + 8, y: baseline(timersY, SIZE.small) },
        text: `×${timers}`,
      }]),
    ],
  };
}

function listMark(list: ListLayout, { left, width, language }: RescalingModel): Mark {
  const { id, headY, head, note, noteX, beforeY, afterY, lines } = list;
  const words = RESCALING_WORDS[language];
  const d = lines.map(({ x1, x2 }) => path`M${x1},${beforeY + 10}L${x2},${afterY - 10}`).join("");
  return {
    tag: "g",
    kind: "list",
    id,
    parts: [
      { tag: "text", class: "strong", at: { x: 0, y: headY }, text: head },
      { tag: "text", class: "small quiet", at: { x: noteX, y: headY }, text: note },
      gutterName(words.before, beforeY, left, width),
      gutterName(words.after, afterY, left, width),
      ...(d === "" ? [] : [{ tag: "path", class: "quiet hair", at: { d } }]),
      ...list.before.map((box) => boxMark(box, beforeY, -14)),
      ...list.after.map((box) => boxMark(box, afterY, 22)),
      ...list.cellsBefore.map((cell) => cellMark(cell, beforeY)),
      ...list.cellsAfter.map((cell) => cellMark(cell, afterY)),
    ],
  };
}

function boxMark({ x, width, text }: ListBox, y: number, nameY: number): Mark {
  const right = x + width;
  const d =
    path`M${x + 3},${y - 10}H${x}V${y + 10}H${x + 3}M${right - 3},${y - 10}H${right}V${y + 10}` +
    path`H${right - 3}`;
  return {
    tag: "g",
    parts: [
      { tag: "path", class: "ink line", at: { d } },
      ...(text === "" ? [] : [{
        tag: "text",
        class: "small quiet",
        at: { x, y: y + nameY },
        text,
      }]),
    ],
  };
}

function cellMark({ x, width, text }: ListCell, y: number): Mark {
  return {
    tag: "g",
    parts: [
      { tag: "rect", class: "frame", at: { x, y: y - 7, width, height: 14 } },
      ...(text === "" ? [] : [{
        tag: "text",
        class: "small middle",
        at: { x: x + width / 2, y: baseline(y, SIZE.small) },
        text,
      }]),
    ],
  };
}
