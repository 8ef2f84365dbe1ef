// Opened as a file, without any server, the first page has its style, its faces and its links.

import type { Browser } from "playwright-core";
import { openTab } from "./browser.ts";

const FACES_MIN = 2;

/** A sentence for everything that is missing. */
export async function openFromDisk(browser: Browser, folder: string): Promise<string[]> {
  const tab = await openTab(browser);
  await tab.page.goto(new URL(`../../${folder}/index.html`, import.meta.url).href);
  const { faces, links } = await tab.page.evaluate(async () => {
    await document.fonts.ready;
    return {
      faces: [...document.fonts].filter(({ status }) => status === "loaded").length,
      links: [...document.links].map(({ href }) => href).filter((href) => href.startsWith("file:")),
    };
  });
  await tab.close();
  const found = faces < FACES_MIN ? [`opened from a disk, the first page has ${faces} faces`] : [];
  for (const link of new Set(links.map((href) => href.split("#")[0]))) {
    const exists = await Deno.stat(new URL(link)).then(({ isFile }) => isFile, () => false);
    if (!exists) found.push(`opened from a disk, the first page leads to no file: ${link}`);
  }
  return found;
}
