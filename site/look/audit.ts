// Opens one page in one width and theme, measures it, and says what is wrong with it.

import axe from "axe-core";
import type { Page } from "playwright-core";
import type { Theme } from "./browser.ts";
import {
  findOddLines,
  findOverflow,
  findSmallText,
  findTouchingLabels,
  findTouchingNotes,
  LINE_MAX,
  LINE_MIN,
  TEXT_MIN,
} from "./checks.ts";

/** Widths at which running text has the whole measure. */
const DESK_MIN = 900;

/** Everything wrong with the page that a tab shows. */
export async function audit(tab: Page, width: number, theme: Theme): Promise<string[]> {
  const found = [
    ...await tab.evaluate(findOverflow),
    ...await tab.evaluate(findSmallText, TEXT_MIN),
    ...await tab.evaluate(findTouchingLabels),
    ...await tab.evaluate(findTouchingNotes),
  ];
  if (width >= DESK_MIN) {
    found.push(...await tab.evaluate(findOddLines, [LINE_MIN, LINE_MAX] as [number, number]));
  }
  // what a page says and how it is built does not depend on seeing colours
  if (theme !== "grey") found.push(...await findBarriers(tab));
  return found;
}

async function findBarriers(tab: Page): Promise<string[]> {
  await tab.evaluate(axe.source);
  const { violations } = await tab.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
    })
  );
  return violations.map(({ id, help, nodes }) =>
    `axe ${id}: ${help} (${nodes.length}×, first ${nodes[0].target.join(" ")})`
  );
}

/** Collects what the browser itself complains about: refused files, broken policy, strangers. */
export function listen(tab: Page, address: string): string[] {
  const complaints: string[] = [];
  tab.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`the browser says: ${message.text().slice(0, 160)}`);
    }
  });
  tab.on("requestfailed", (request) => complaints.push(`cannot load ${request.url()}`));
  tab.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`there is no ${response.url()}`);
  });
  tab.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) {
      complaints.push(`asks a stranger for ${request.url()}`);
    }
  });
  return complaints;
}
