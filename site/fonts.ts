// The faces of the site: those of the figures, and one more for running text, cut from the same
// cloth. Together they stay below 120 KB; latin only, because every system has its Chinese.

import { FONT_FILES, FONT_STACK, fontFaces, type FontFile } from "../lessons/figures/fonts.ts";

const FOLDER = "fonts";
const SERIF = "Source Serif 4";
const CHINESE = `"Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun`;

/** The stacks as custom properties. */
export const STACKS: Readonly<Record<string, string>> = {
  "--serif": `"${SERIF}", ${CHINESE}, Georgia, "Times New Roman", serif`,
  "--sans": FONT_STACK.sans,
  "--mono": FONT_STACK.mono,
};

const SERIF_FILES: readonly FontFile[] = (["normal", "italic"] as const).map((style) => {
  const file = `source-serif-4-latin-400-${style}.woff2`;
  const source = `@fontsource/source-serif-4/files/${file}`;
  return { family: SERIF, style, file, source, isPreloaded: style === "normal" };
});

const FILES: readonly FontFile[] = [...SERIF_FILES, ...FONT_FILES];

/** Files that every page asks for before it has read the style. */
export const PRELOADED: readonly string[] = FILES
  .filter(({ isPreloaded }) => isPreloaded)
  .map(({ file }) => `${FOLDER}/${file}`);

/** The `@font-face` rules of all faces. */
export function faceRules(): string {
  const serif = SERIF_FILES.map(({ family, style, file }) =>
    `@font-face{font-family:"${family}";font-style:${style};font-weight:400;` +
    `font-display:swap;src:url("${FOLDER}/${file}") format("woff2")}`
  );
  return [...serif, fontFaces(FOLDER)].join("\n");
}

/** The faces, as files of the site, and beside them the licences that travel with them. */
export async function fontFiles(): Promise<{ path: string; content: Uint8Array }[]> {
  const faces = FILES.map(({ file, source }) => fileOf(`${FOLDER}/${file}`, source));
  const packages = new Set(FILES.map(({ source }) => source.split("/").slice(0, 2).join("/")));
  const licences = [...packages].map((name) =>
    fileOf(`${FOLDER}/${name.split("/")[1]}.licence.txt`, `${name}/LICENSE`)
  );
  return await Promise.all([...faces, ...licences]);
}

async function fileOf(
  path: string,
  source: string,
): Promise<{ path: string; content: Uint8Array }> {
  return { path, content: await Deno.readFile(new URL(import.meta.resolve(source))) };
}
