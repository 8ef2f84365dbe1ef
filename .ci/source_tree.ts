// Reads the working tree: every file that a person wrote, and none that a tool made.

import type { SourceFile } from "./finding.ts";

const MADE_BY_TOOLS = new Set([".git", ".deno", "node_modules", "dist", "out", "cov", "gen"]);
const WRITTEN_AS_TEXT = /(\.(ts|tsx|js|css|html|json|jsonc|md|mdx|yml|yaml|cff)|\/run)$/;
const DEPTH_MAX = 12;

/** All text files below a folder, in order of path. */
export async function readTree(root: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  await readFolder(root, "", 0, files);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readFolder(root: string, folder: string, depth: number, files: SourceFile[]) {
  if (depth > DEPTH_MAX) throw new Error(`${folder} lies deeper than ${DEPTH_MAX} folders`);
  for await (const entry of Deno.readDir(`${root}/${folder}`)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory && !MADE_BY_TOOLS.has(entry.name)) {
      await readFolder(root, path, depth + 1, files);
    } else if (entry.isFile && WRITTEN_AS_TEXT.test(path)) {
      files.push({ path, text: await Deno.readTextFile(`${root}/${path}`) });
    }
  }
}
