// Writes lessons/figures/text_widths.ts: how far each character of the bundled faces moves the pen. Run
// it when a face changes: deno task widths. Everything else reads the table, never a font.

import * as fontkit from "fontkit";
import wawoff2 from "wawoff2";

const TARGET = "lessons/figures/text_widths.ts";
// Latin-1, and what of punctuation, arrows and mathematics the subset holds
const RANGES = [[0x20, 0x7e], [0xa0, 0xff], [0x2010, 0x2026], [0x2190, 0x2193], [0x2212, 0x2212]];

/** One cut of a face. */
interface Cut {
  readonly name: string;
  readonly file: string;
  readonly weight: number;
}

const SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght";
const MONO = "@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght";
const CUTS: readonly Cut[] = [
  { name: "regular", file: `${SANS}-normal.woff2`, weight: 400 },
  { name: "strong", file: `${SANS}-normal.woff2`, weight: 600 },
  { name: "italic", file: `${SANS}-italic.woff2`, weight: 400 },
  { name: "mono", file: `${MONO}-normal.woff2`, weight: 400 },
];

/** What of fontkit is used. */
interface Font {
  readonly unitsPerEm: number;
  getVariation(settings: Record<string, number>): Font;
  hasGlyphForCodePoint(code: number): boolean;
  glyphForCodePoint(code: number): { readonly advanceWidth: number };
}

const codes = RANGES.flatMap(([from, until]) =>
  Array.from({ length: until - from + 1 }, (_, index) => from + index)
);

async function widthsOf({ file, weight }: Cut): Promise<(number | undefined)[]> {
  const packed = await Deno.readFile(new URL(import.meta.resolve(file)));
  const font = (fontkit as unknown as { create(bytes: Uint8Array): Font })
    .create(Uint8Array.from(await wawoff2.decompress(packed))).getVariation({ wght: weight });
  return codes.map((code) => {
    if (!font.hasGlyphForCodePoint(code)) return undefined;
    return Math.ceil(font.glyphForCodePoint(code).advanceWidth * 1000 / font.unitsPerEm);
  });
}

const table: Awaited<ReturnType<typeof widthsOf>>[] = [];
// one after the other: the unpacker has room for one font
for (const cut of CUTS) table.push(await widthsOf(cut));
const known = codes.map((_, index) => index).filter((index) =>
  table.every((widths) => widths[index] !== undefined)
);
const lines = CUTS.map(({ name }, cut) =>
  `  ${name}: "${known.map((index) => table[cut][index]).join(" ")}",`
);
const characters = String.fromCodePoint(...known.map((index) => codes[index]));
await Deno.writeTextFile(
  TARGET,
  `// Made by .ci/text_widths.ts (deno task widths) from the bundled faces; do not edit.

/** Characters that all faces have, in the order of the widths. */
export const CHARACTERS: string =
  ${JSON.stringify(characters)};

/** Advance widths in thousandths of the type size, rounded up, as a list in text. */
export const ADVANCES = {
${lines.join("\n")}
} as const;
`,
);
await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", TARGET] }).output();
