// The faces of pages and figures: a text face with a real italic and figures that line up, a mono for
// code and facts, and the system's Chinese faces behind both. 79 KB of woff2 in all.

/** A file of a face, and where a build finds it. */
export interface FontFile {
  readonly family: string;
  readonly style: "normal" | "italic";
  /** Name of the file below a site's font folder. */
  readonly file: string;
  /** Module specifier of the woff2 file in its package. */
  readonly source: string;
  readonly isPreloaded: boolean;
}

const SANS = "Source Sans 3 Variable";
const MONO = "Source Code Pro Variable";
const CHINESE = `"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"`;

/** Stacks as CSS writes them: Latin faces first, or a Chinese one would take their letters too. */
export const FONT_STACK = {
  sans: `"${SANS}", "Source Sans 3", "Helvetica Neue", Arial, ${CHINESE}, sans-serif`,
  mono: `"${MONO}", "Source Code Pro", Menlo, Consolas, "Liberation Mono", ${CHINESE}, monospace`,
} as const;

/** What a site copies and declares. */
export const FONT_FILES: readonly FontFile[] = [
  face(SANS, "normal", "source-sans-3", true),
  face(SANS, "italic", "source-sans-3", false),
  face(MONO, "normal", "source-code-pro", false),
];

/** The `@font-face` rules, with files below the given folder. */
export function fontFaces(folder: string): string {
  return FONT_FILES.map(({ family, style, file }) =>
    `@font-face{font-family:"${family}";font-style:${style};font-weight:200 900;` +
    `font-display:swap;src:url("${folder}/${file}") format("woff2-variations")}`
  ).join("\n");
}

function face(
  family: string,
  style: FontFile["style"],
  name: string,
  isPreloaded: boolean,
): FontFile {
  const file = `${name}-latin-wght-${style}.woff2`;
  return {
    family,
    style,
    file,
    source: `@fontsource-variable/${name}/files/${file}`,
    isPreloaded,
  };
}
