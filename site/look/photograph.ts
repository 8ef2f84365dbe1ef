// Photographs of a page and of every figure on the page of figures.

import type { Page } from "playwright-core";
import type { Shot } from "./sheet.ts";

const GALLERY = "figures.html";

/** Photographs what a tab shows into a folder. */
export async function photograph(
  tab: Page,
  path: string,
  width: number,
  theme: string,
  folder: string,
): Promise<Shot[]> {
  const name = (subject: string) => `${subject.replaceAll(/\W+/g, "-")}_${width}_${theme}.png`;
  const shots: Shot[] = [{ subject: path, width, theme, file: name(path) }];
  await tab.screenshot({ path: `${folder}/${name(path)}`, fullPage: true });
  if (!path.endsWith(GALLERY)) return shots;
  for (const figure of await tab.locator("main figure").all()) {
    const subject = `figure ${await figure.getAttribute("id")}`;
    await figure.screenshot({ path: `${folder}/${name(subject)}` });
    shots.push({ subject, width, theme, file: name(subject) });
  }
  return shots;
}
