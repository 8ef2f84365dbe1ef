// `deno task look`: builds the site, photographs every page and figure × width × theme, checks each,
// and lists what is wrong. `--check` only checks. The contact sheet lies in out/look/.

import type { Browser } from "playwright-core";
import { buildSite } from "../build.ts";
import { auditAccess, auditLayout, listen, openDetails } from "./audit.ts";
import { findChromium, launch, openTab, THEMES, WIDTHS } from "./browser.ts";
import { openFromDisk } from "./disk.ts";
import { serveFolder } from "./host.ts";
import { photograph } from "./photograph.ts";
import { printSheet, type Shot } from "./sheet.ts";

const SITE = "dist";
const FOLDER = "out/look";
const TABS_AT_ONCE = 2;
/** What can be reached and understood changes between the narrowest and the widest, if at all. */
const EXTREMES: readonly number[] = [WIDTHS[0], WIDTHS[WIDTHS.length - 1]];

const onlyCheck = Deno.args.includes("--check");
const executable = findChromium();
if (executable === undefined) {
  console.error("look: THE PAGES WERE NOT LOOKED AT. Install Chromium: apt-get install chromium");
  // .ci/ok.ts knows this number: a check that could not be made here has neither passed nor failed
  Deno.exit(3);
}
const start = Date.now();
const files = await buildSite(SITE);
if (!onlyCheck) await Deno.mkdir(FOLDER, { recursive: true });

const host = serveFolder(SITE);
const browser = await launch(executable);
const complaints: string[] = [];
const shots: Shot[] = [];
const waiting = files.map(({ path }) => path).filter((path) => path.endsWith(".html"));
const pageCount = waiting.length;
await Promise.all(Array.from({ length: TABS_AT_ONCE }, async () => {
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await look(browser, path);
  }
}));
complaints.push(...await openFromDisk(browser, SITE));
if (!onlyCheck) await printSheet(browser, FOLDER, shots, complaints);
await browser.close();
await host.close();

for (const complaint of complaints) console.log(complaint);
const seconds = ((Date.now() - start) / 1000).toFixed(0);
const where = onlyCheck ? "" : `: ${FOLDER}/index.html`;
console.log(`look: ${pageCount} pages, ${complaints.length} complaints, ${seconds} s${where}`);
if (complaints.length > 0) Deno.exit(1);

async function look(browser: Browser, path: string): Promise<void> {
  const tab = await openTab(browser);
  const heard = listen(tab.page, host.address);
  await tab.page.goto(host.address + path);
  await tab.page.evaluate(() => document.fonts.ready.then(() => undefined));
  for (const width of WIDTHS) {
    for (const theme of THEMES) {
      await tab.show(width, theme);
      const found = [];
      // themes change colours and nothing else; grey is for the eye alone
      if (theme === "light") {
        found.push(...await auditLayout(tab.page));
        await openDetails(tab.page, true);
        found.push(...await auditLayout(tab.page));
        if (EXTREMES.includes(width)) found.push(...await auditAccess(tab.page));
        await openDetails(tab.page, false);
      } else if (theme === "dark" && width === EXTREMES[1]) {
        found.push(...await auditAccess(tab.page, ["color-contrast"]));
      }
      complaints.push(
        ...[...new Set(found)].map((sentence) => `${path} ${width} ${theme}: ${sentence}`),
      );
      if (!onlyCheck) shots.push(...await photograph(tab.page, path, width, theme, FOLDER));
    }
  }
  complaints.push(...heard.map((sentence) => `${path}: ${sentence}`));
  await tab.close();
}
