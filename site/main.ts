// `deno task site`: builds the site into dist/ and says what it made.

import { buildSite } from "./build.ts";

const FOLDER = "dist";

const start = Date.now();
const files = await buildSite(FOLDER);
const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
const pages = files.filter(({ path }) => path.endsWith(".html"));
console.log(
  `${pages.length} pages, ${files.length} files, ${Math.ceil(bytes / 1024)} KB in ${
    ((Date.now() - start) / 1000).toFixed(1)
  } s: ${FOLDER}/index.html`,
);
