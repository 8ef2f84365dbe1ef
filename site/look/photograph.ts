// Photographs of a page and of every figure on the page of figures.

import type { Page } from "playwright-core";
import type { Theme } from "./browser.ts";
import type { Shot } from "./sheet.ts";

// beyond this, Chromium leaves parts of a photograph white
const HEIGHT_MAX = 12_000;
const GALLERY = "figures.html";

/** Photographs what a page shows into a folder. */
export async function photograph(
  page: Page,
  path: string,
  width: number,
  theme: Theme,
  folder: string,
): Promise<Shot[]> {
  const name = (subject: string) => `${subject.replaceAll(/\W+/g, "-")}_${width}_${theme}.png`;
  const shots: Shot[] = [{ subject: path, width, theme, file: name(path) }];
  const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({
    path: `${folder}/${name(path)}`,
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(pageHeight, HEIGHT_MAX) },
  });
  if (!path.endsWith(GALLERY)) return shots;
  for (const figure of await page.locator("main figure").all()) {
    const subject = `figure ${await figure.getAttribute("id")}`;
    await figure.screenshot({ path: `${folder}/${name(subject)}` });
    shots.push({ subject, width, theme, file: name(subject) });
  }
  return shots;
}
