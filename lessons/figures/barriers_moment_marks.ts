// The channels of a moment as marks: a pipe for each, with what is in it, and what its receiver waits for.

import type { BarriersModel } from "./barriers_model.ts";
import type {
  ChannelRow,
  Moment,
  QueuedMark,
  ReceiverGroup,
  Whereabouts,
} from "./barriers_moment.ts";
import { BARRIERS_WORDS, type BarriersWords } from "./barriers_words.ts";
import { gutterName } from "./control_lanes.ts";
import { barrierGlyph, recordGlyph, savedGlyph, watermarkGlyph } from "./glyphs.ts";
import { nowText } from "./picture_clock.ts";
import { type Mark, path } from "./svg.ts";
import { baseline, fit, measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** The marks of a moment. */
export function momentMarks(moment: Moment, model: BarriersModel): Mark[] {
  const { stage, width, language, clock } = model;
  const words = BARRIERS_WORDS[language];
  const { rows, groups, top, bottom, at, hiddenCount } = moment;
  return [
    {
      tag: "text",
      kind: "moment",
      id: "name",
      class: isPhone(width) ? "small end strong" : "end strong",
      at: { x: stage.left - 10, y: top + 22 },
      text: words.moment(nowText(clock, at)),
    },
    ...headMarks(moment, words),
    ...rows.map((row) => rowMark(row, moment, model)),
    ...groups.flatMap((group) => groupMarks(group, moment, model)),
    ...(hiddenCount === 0 ? [] : [{
      tag: "text",
      kind: "note",
      id: "hidden",
      class: "small quiet",
      at: { x: stage.left, y: bottom + 14 },
      text: words.hidden(hiddenCount),
    }]),
  ];
}

/** The borders of the three stretches, each with its head. */
function headMarks({ left, right, borders, top, bottom }: Moment, words: BarriersWords): Mark[] {
  const zones: readonly [Whereabouts, number, number][] = [
    ["buffer", left, borders[0]],
    ["way", borders[0], borders[1]],
    ["gate", borders[1], right],
  ];
  const d = borders.map((x) => path`M${x + 0.5},${top + 12}V${bottom}`).join("");
  return [
    { tag: "path", kind: "borders", id: "all", class: "rule hair", at: { d } },
    ...zones.map(([where, from, until]): Mark => {
      const [whole, short] = words.zones[where];
      const isRoomy = measure(whole, SIZE.small) <= until - from - 8;
      return {
        tag: "text",
        kind: "head",
        id: where,
        class: "small quiet middle",
        at: { x: Math.round((from + until) / 2), y: top + 22 },
        text: isRoomy ? whole : short,
      };
    }),
  ];
}

function rowMark(row: ChannelRow, { left, right }: Moment, { stage, width }: BarriersModel): Mark {
  const { id, sender, y, elements, front, isBlocked, isBarrierTaken } = row;
  const parts: Mark[] = [gutterName(sender, y, stage.left, width)];
  if (front !== null) {
    const box = path`M${front.x1},${y - 8}H${front.x2}V${y + 8}H${front.x1}Z`;
    parts.push({ tag: "path", class: "level", at: { d: box } });
  }
  parts.push({ tag: "path", class: "neutral hair", at: { d: path`M${left},${y}H${right}` } });
  if (isBarrierTaken) parts.push(at(right, y, barrierGlyph("aligned")));
  if (isBlocked) parts.push(at(right - 7, y, barrierGlyph("blocking")));
  return {
    tag: "g",
    kind: "channel",
    id,
    parts: [...parts, ...elements.map((element) => elementMark(element, y))],
  };
}

function elementMark({ id, what, x, key, isSaved, overtakes }: QueuedMark, y: number): Mark {
  const glyphs = {
    record: () => isSaved ? savedGlyph(key) : recordGlyph("plain", key),
    barrier: () => barrierGlyph(overtakes ? "unaligned" : "aligned"),
    watermark: () => watermarkGlyph("travelling"),
    other: (): readonly Mark[] => [{ tag: "path", class: "ink line", at: { d: "M0,-4V4" } }],
  };
  return { ...at(x, y, glyphs[what]()), kind: what, id };
}

function at(x: number, y: number, parts: readonly Mark[]): Mark {
  return { tag: "g", at: { transform: path`translate(${x},${y})` }, parts };
}

/** A bracket round the channels of a receiver, its name, and how far it has come. */
function groupMarks(group: ReceiverGroup, { right }: Moment, model: BarriersModel): Mark[] {
  const { id, y1, y2 } = group;
  const { width, language } = model;
  const words = BARRIERS_WORDS[language];
  const x = right + 8;
  const room = width - x - 8;
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  const middle = (y1 + y2) / 2;
  const texts = statusOf(group, words);
  const status = texts.find((text) => measure(text, SIZE.small) <= room) ?? texts[texts.length - 1];
  return [{
    tag: "g",
    kind: "receiver",
    id,
    parts: [
      {
        tag: "path",
        class: "ink line",
        at: { d: path`M${x - 3},${y1 - 10}H${x}V${y2 + 10}H${x - 3}` },
      },
      {
        tag: "text",
        class: size === SIZE.small ? "small" : undefined,
        at: { x: x + 7, y: baseline(middle - 7, size) },
        text: fit(id, room, size),
      },
      {
        tag: "text",
        class: "small quiet",
        at: { x: x + 7, y: baseline(middle + 8, SIZE.small) },
        text: fit(status, room, SIZE.small),
      },
    ],
  }];
}

function statusOf(
  { savedEntries, savedRows, isRecording, barrierCount, inputCount }: ReceiverGroup,
  words: BarriersWords,
): readonly string[] {
  if (isRecording) return words.records(barrierCount, inputCount);
  if (savedEntries !== null && savedRows > 0) return words.savedWithRows(savedEntries, savedRows);
  if (savedEntries !== null) return words.savedAlready(savedEntries);
  return barrierCount === 0 ? words.notYet : words.waits(barrierCount, inputCount);
}
