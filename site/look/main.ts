// `deno task look`: photographs every page and figure × width × theme, checks each, and lists what is
// wrong. `--check` only checks. Needs Chromium and a site built into dist/.

import type { Browser } from "playwright-core";
import { buildSite } from "../build.ts";
import { audit, listen } from "./audit.ts";
import { findChromium, launch, openTab, type Theme, THEMES, WIDTHS } from "./browser.ts";
import { serveFolder } from "./host.ts";
import { photograph } from "./photograph.ts";
import { sheetText, type Shot } from "./sheet.ts";

const SITE = "dist";
const FOLDER = "out/look";
const TABS_AT_ONCE = 2;

/** One page in one width and theme. */
interface View {
  readonly path: string;
  readonly width: number;
  readonly theme: Theme;
}

const onlyCheck = Deno.args.includes("--check");
const executable = findChromium();
if (executable === undefined) {
  console.error("look: NOT DONE. There is no Chromium here; install it: apt-get install chromium");
  Deno.exit(1);
}
const start = Date.now();
const files = await buildSite(SITE);
await Deno.mkdir(FOLDER, { recursive: true });
const views: View[] = files.map(({ path }) => path).filter((path) => path.endsWith(".html"))
  .flatMap((path) => WIDTHS.flatMap((width) => THEMES.map((theme) => ({ path, width, theme }))));

const host = serveFolder(SITE);
const browser = await launch(executable);
const complaints: string[] = [];
const shots: Shot[] = [];
const waiting = [...views];
await Promise.all(Array.from({ length: TABS_AT_ONCE }, async () => {
  for (let view = waiting.shift(); view !== undefined; view = waiting.shift()) {
    await look(browser, view);
  }
}));
await openFromDisk(browser);
if (!onlyCheck) await printSheet(browser);
await browser.close();
await host.close();

for (const complaint of complaints) console.log(complaint);
console.log(
  `look: ${views.length} views, ${complaints.length} complaints, ${
    ((Date.now() - start) / 1000).toFixed(0)
  } s${onlyCheck ? "" : `: ${FOLDER}/index.html`}`,
);
if (complaints.length > 0) Deno.exit(1);

async function look(browser: Browser, { path, width, theme }: View): Promise<void> {
  const tab = await openTab(browser, width, theme);
  const heard = listen(tab, host.address);
  await tab.goto(host.address + path);
  await tab.evaluate(() => document.fonts.ready.then(() => undefined));
  const found = [...heard, ...await audit(tab, width, theme)];
  complaints.push(...found.map((sentence) => `${path} ${width} ${theme}: ${sentence}`));
  if (!onlyCheck) shots.push(...await photograph(tab, path, width, theme, FOLDER));
  await tab.context().close();
}

/** Opened as a file, the first page has its style, its faces and its links. */
async function openFromDisk(browser: Browser): Promise<void> {
  const tab = await openTab(browser, 900, "light");
  await tab.goto(new URL(`../../${SITE}/index.html`, import.meta.url).href);
  const { fonts, links } = await tab.evaluate(async () => {
    await document.fonts.ready;
    return {
      fonts: [...document.fonts].filter(({ status }) => status === "loaded").length,
      links: [...document.links].map(({ href }) => href).filter((href) => href.startsWith("file:")),
    };
  });
  if (fonts < 2) complaints.push(`opened from a disk, the first page has ${fonts} faces`);
  for (const link of new Set(links.map((href) => href.split("#")[0]))) {
    const exists = await Deno.stat(new URL(link)).then(({ isFile }) => isFile, () => false);
    if (!exists) complaints.push(`opened from a disk, the first page leads to no file: ${link}`);
  }
}

async function printSheet(browser: Browser): Promise<void> {
  const order = (a: Shot, b: Shot) => key(a) < key(b) ? -1 : 1;
  const key = ({ subject, width, theme }: Shot) =>
    `${subject} ${String(width).padStart(5)} ${THEMES.indexOf(theme as Theme)}`;
  await Deno.writeTextFile(`${FOLDER}/index.html`, sheetText(shots.sort(order), complaints));
  const tab = await openTab(browser, 2200, "light");
  await tab.goto(new URL(`../../${FOLDER}/index.html`, import.meta.url).href);
  await tab.screenshot({ path: `${FOLDER}/contact_sheet.png`, fullPage: true });
}
