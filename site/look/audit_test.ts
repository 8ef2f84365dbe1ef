import { ok } from "node:assert";
import { auditAccess, auditLayout } from "./audit.ts";
import { findChromium, launch, openTab } from "./browser.ts";

const executable = findChromium();
if (executable === undefined) {
  console.error("NOT TESTED, for want of Chromium: what look looks for");
}

Deno.test({
  name: "every fault of a faulty page is found, and a sound label is not",
  ignore: executable === undefined,
  async fn() {
    const browser = await launch(executable!);
    const tab = await openTab(browser);
    await tab.show(1440, "light");
    await tab.page.goto(new URL("./faulty.html", import.meta.url).href);
    const found = [...await auditLayout(tab.page), ...await auditAccess(tab.page)].join("\n");
    await browser.close();
    for (
      const fault of [
        /scrolls sideways by \d+ px: div\.wide/,
        /"too small to read" is set in 10\.0 px/,
        /"scaled down" is set in 10\.0 px/,
        /labels "scaled down" and "touching" touch/,
        /lines have \d{3} characters; wanted: 55 to 75/,
        /a note runs into "It is in its way\."/,
        /axe color-contrast/,
      ]
    ) ok(fault.test(found), `${fault} is not in\n${found}`);
    ok(!found.includes("far away"), found);
  },
});
