// The contact sheet: every page and figure in every width and theme, small, side by side.

import type { Browser } from "playwright-core";
import { openTab, type Theme, THEMES } from "./browser.ts";

/** One photograph. */
export interface Shot {
  /** Page or figure. */
  readonly subject: string;
  readonly width: number;
  readonly theme: Theme;
  /** File name in the folder of the sheet. */
  readonly file: string;
}

/** How wide the photographs of each width stand on the sheet. */
const THUMBNAIL_WIDTHS: Readonly<Record<number, number>> = { 390: 150, 900: 220, 1440: 330 };

const SHEET_WIDTH = 2240;

const STYLE = `
body { margin: 24px; background: #777; color: #fff; font: 14px/1.4 sans-serif; width: max-content }
section { margin-bottom: 32px } h2 { font-size: 16px; margin: 0 0 8px } h2 b { color: #ffd7a0 }
div { display: flex; gap: 10px; align-items: flex-start } img { display: block; background: #fff; max-height: 1300px; object-fit: cover; object-position: top }
figure { margin: 0 } figcaption { font-size: 11px } li { margin-bottom: 2px }`;

/** Writes the sheet as a page, and photographs it whole. */
export async function printSheet(
  browser: Browser,
  folder: string,
  shots: readonly Shot[],
  complaints: readonly string[],
): Promise<void> {
  // pages before figures
  const key = ({ subject, width, theme }: Shot) =>
    `${subject.startsWith("figure ") ? 1 : 0} ${subject} ${String(width).padStart(5)} ${
      THEMES.indexOf(theme)
    }`;
  const sorted = [...shots].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  await Deno.writeTextFile(`${folder}/index.html`, sheetText(sorted, complaints));
  const { page, close } = await openTab(browser);
  await page.setViewportSize({ width: SHEET_WIDTH, height: SHEET_WIDTH });
  await page.goto(new URL(`../../${folder}/index.html`, import.meta.url).href);
  await page.screenshot({ path: `${folder}/contact_sheet.png`, fullPage: true });
  await close();
}

/** The sheet as a page; photographs are links to their full size. */
function sheetText(shots: readonly Shot[], complaints: readonly string[]): string {
  const subjects = [...new Set(shots.map(({ subject }) => subject))];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Contact sheet</title><style>${STYLE}</style>
<h1>Contact sheet</h1>
${complaints.length === 0 ? "<p>Nothing to complain of.</p>" : listText(complaints)}
${subjects.map((subject) => sectionText(subject, shots)).join("\n")}
</html>
`;
}

function sectionText(subject: string, shots: readonly Shot[]): string {
  const pictures = shots.filter((shot) => shot.subject === subject).map(({ file, width, theme }) =>
    `<figure><figcaption>${width} ${theme}</figcaption><a href="${file}"><img src="${file}" width="${
      THUMBNAIL_WIDTHS[width]
    }" alt=""></a></figure>`
  );
  return `<section><h2>${escapeText(subject)}</h2><div>${pictures.join("")}</div></section>`;
}

function listText(complaints: readonly string[]): string {
  return `<ol>${complaints.map((one) => `<li>${escapeText(one)}</li>`).join("")}</ol>`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
