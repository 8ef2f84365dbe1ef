// Photographs of a page and of every figure on the page of figures.

import type { Page } from "playwright-core";
import type { Theme } from "./browser.ts";
import type { Shot } from "./sheet.ts";

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
  await page.screenshot({ path: `${folder}/${name(path)}`, fullPage: true });
  if (!path.endsWith(GALLERY)) return shots;
  for (const figure of await page.locator("main figure").all()) {
    const subject = `figure ${await figure.getAttribute("id")}`;
    await figure.screenshot({ path: `${folder}/${name(subject)}` });
    shots.push({ subject, width, theme, file: name(subject) });
  }
  return shots;
}
