// Measures a page that a tab shows, and says what is wrong with it.

import axe from "axe-core";
import type { Page } from "playwright-core";
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

/** Everything wrong with the way in which a page is laid out at its present width. */
export async function auditLayout(page: Page): Promise<string[]> {
  const width = page.viewportSize()!.width;
  return [
    ...await page.evaluate(findOverflow),
    ...await page.evaluate(findSmallText, TEXT_MIN),
    ...await page.evaluate(findTouchingLabels),
    ...await page.evaluate(findTouchingNotes),
    ...width < DESK_MIN
      ? []
      : await page.evaluate(findOddLines, [LINE_MIN, LINE_MAX] as [number, number]),
  ];
}

/** Everything that keeps somebody from reading a page; only the given rules, if there are any. */
export async function auditAccess(page: Page, rules?: string[]): Promise<string[]> {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
        ...only === undefined ? {} : { runOnly: only },
      }),
    rules,
  );
  return violations.map(({ id, help, nodes }) =>
    `axe ${id}: ${help} (${nodes.length}×, first ${nodes[0].target.join(" ")})`
  );
}

/** Opens or closes everything that opens: what lies hidden must be as good. */
export async function openDetails(page: Page, isOpen: boolean): Promise<void> {
  await page.evaluate((isOpen) => {
    for (const details of document.querySelectorAll("details")) details.open = isOpen;
  }, isOpen);
}

/** Collects what the browser itself complains about: refused files, broken policy, strangers. */
export function listen(page: Page, address: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`the browser says: ${message.text().slice(0, 160)}`);
    }
  });
  page.on("requestfailed", (request) => complaints.push(`cannot load ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`there is no ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) {
      complaints.push(`asks a stranger for ${request.url()}`);
    }
  });
  return complaints;
}
