// Builds the site: every page, the style, the faces and the icon, as files in a folder. The same
// sources give the same bytes.

import { documentOf } from "./shell.tsx";
import { fontFiles } from "./fonts.ts";
import { gatherSite } from "./contents.ts";
import { styleText } from "./style.ts";

/** A file of the site: its path below the root, and what is in it. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const ICON = new URL("./icon.svg", import.meta.url);

/** All files of the site, in order of path. */
export async function siteFiles(): Promise<SiteFile[]> {
  const { pages, frame, notebooks } = await gatherSite();
  const files: SiteFile[] = [
    ...pages.map((page) => ({ path: page.path, content: documentOf(page, frame) })),
    { path: "style.css", content: await styleText() },
    { path: "icon.svg", content: await Deno.readTextFile(ICON) },
    ...await fontFiles(),
    ...notebooks,
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Writes the site into a folder, which then holds nothing else. */
export async function buildSite(folder: string): Promise<readonly SiteFile[]> {
  const files = await siteFiles();
  await emptyFolder(folder);
  for (const { path, content } of files) {
    const target = `${folder}/${path}`;
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(target, content);
    else await Deno.writeFile(target, content);
  }
  return files;
}

async function emptyFolder(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for await (const { name } of Deno.readDir(folder)) {
    await Deno.remove(`${folder}/${name}`, { recursive: true });
  }
}
