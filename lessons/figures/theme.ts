// The one place of colours, sizes and line widths. Ink on paper; a colour means something or is not
// there. Figures name roles (`watermark`, `key-3`), never values; figure_style.ts turns roles into CSS.
//
//     protocol: lines and glyphs only        keys: fills inside an outline of ink
//     watermark  blue     fault      red     1 rose   2 violet   3 aqua
//     barrier    ochre    committed  green   4 lemon  5 plum     6 peach     from the 7th: neutral
//
// The values were searched, not guessed: theme_test.ts holds them to contrast and to distance, plain
// and under three kinds of colour blindness.

/** How a picture is lit. Grey is for print, and proves that no meaning hangs on colour. */
export type Mode = "light" | "dark" | "grey";

/** All modes, the default first. */
export const MODES: readonly Mode[] = ["light", "dark", "grey"];

/** What a colour can stand for. */
export interface Colours {
  readonly paper: string;
  /** Ground of what is set apart a little, such as a task. Never carries meaning alone. */
  readonly raised: string;
  readonly ink: string;
  /** Text of the second rank: still AA on paper and on raised. */
  readonly quiet: string;
  /** Hairlines that guide the eye and can be missed. */
  readonly rule: string;
  readonly watermark: string;
  readonly barrier: string;
  readonly fault: string;
  readonly committed: string;
  /** Fills of the first six keys, then the neutral that all others share. */
  readonly keys: readonly [string, string, string, string, string, string];
  readonly neutral: string;
}

/** The palette. Dark is designed, not inverted: fills are deeper, lines are lighter. */
export const COLOURS: Readonly<Record<Mode, Colours>> = {
  light: {
    paper: "#fdfcf9",
    raised: "#f4f2ec",
    ink: "#1c2126",
    quiet: "#5c646b",
    rule: "#d9d6cd",
    watermark: "#1066b3",
    barrier: "#b77a21",
    fault: "#c10802",
    committed: "#2d673e",
    keys: ["#ed8eb4", "#9b77d4", "#84d9e1", "#f5e97d", "#6c3366", "#f1c1a0"],
    neutral: "#a69e89",
  },
  dark: {
    paper: "#15191d",
    raised: "#1f252a",
    ink: "#ebe8e2",
    quiet: "#a2a8ad",
    rule: "#3a4147",
    watermark: "#5da8e8",
    barrier: "#ecb132",
    fault: "#eb4c39",
    committed: "#7ed6a2",
    keys: ["#b9537c", "#6b46b3", "#3d8a94", "#f1e68c", "#5c205a", "#bd8e74"],
    neutral: "#61605b",
  },
  grey: {
    paper: "#ffffff",
    raised: "#f3f3f3",
    ink: "#1f1f1f",
    quiet: "#636363",
    rule: "#d6d6d6",
    watermark: "#5c5c5c",
    barrier: "#7a7a7a",
    fault: "#3d3d3d",
    committed: "#4d4d4d",
    keys: ["#adadad", "#858585", "#cfcfcf", "#ebebeb", "#474747", "#c4c4c4"],
    neutral: "#9e9e9e",
  },
};

/** The roles that are a single colour, in the order in which CSS lists them. */
export const ROLES = [
  "paper",
  "raised",
  "ink",
  "quiet",
  "rule",
  "watermark",
  "barrier",
  "fault",
  "committed",
  "neutral",
] as const;

/** Hues that keys have to themselves; further keys share the neutral and are told apart by name. */
export const KEY_HUE_COUNT = 6;

/** Sizes in CSS pixels, the same in every figure. */
export const SIZE = {
  /** Names. */
  text: 13,
  /** Everything else; nothing is smaller. */
  small: 11,
  line: 1.25,
  hairline: 1,
  emphasis: 2,
  corner: 3,
  record: 4.5,
  lane: 28,
  lanePhone: 20,
} as const;

/** Widths at which static figures are drawn. */
export const WIDTH = { phone: 358, column: 720, breakout: 1080 } as const;

/** True for the narrow drawing: fewer details, never smaller type. */
export function isPhone(width: number): boolean {
  return width < 560;
}

/** Height of a subtask's lane. */
export function laneHeight(width: number): number {
  return isPhone(width) ? SIZE.lanePhone : SIZE.lane;
}

/** The class that fills a record of the n-th key (first is 0) or, beyond the hues, of the rest. */
export function keyClass(index: number): string {
  return index >= 0 && index < KEY_HUE_COUNT ? `key-${index + 1}` : "key-other";
}

/** Every colour of a mode under the name of its custom property. */
export function customProperties(mode: Mode): (readonly [name: string, value: string])[] {
  const colours = COLOURS[mode];
  return [
    ...ROLES.map((role) => [`--hw-${role}`, colours[role]] as const),
    ...colours.keys.map((value, index) => [`--hw-key-${index + 1}`, value] as const),
  ];
}
