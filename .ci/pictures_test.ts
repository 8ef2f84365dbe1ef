// Build time draws in a document of memory alone. Here the browser draws the same models, and every
// picture must come out the same.

import { ok, strictEqual } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { gallery } from "../lessons/figures/gallery.ts";
import { goldensOf } from "../lessons/figures/goldens.ts";
import { findChromium, launch } from "../site/look/browser.ts";
import type { Order, paintAll } from "./chromium_pictures.ts";

const executablePath = findChromium();
if (executablePath === undefined) {
  console.error("NO CHROMIUM: pictures are not compared with a browser's. Install chromium");
}

async function bundle(): Promise<string> {
  const entry = new URL("chromium_pictures.ts", import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--format", "iife", entry],
  }).output();
  ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test({
  name: "Chromium paints every picture of the gallery as linkedom does",
  ignore: executablePath === undefined,
  async fn() {
    const host = parseHTML("<!doctype html><html></html>").document as unknown as Document;
    const pictures = gallery.flatMap(({ exhibits }) => exhibits).flatMap((exhibit) =>
      exhibit.widths.map((width) => {
        const [model, drawing] = goldensOf(exhibit, width, host);
        const { description } = exhibit.draw(width, {
          document: host,
          prefix: exhibit.id,
          language: "en",
        });
        const order: Order = {
          name: drawing.name,
          prefix: exhibit.id,
          model: JSON.parse(model.text),
          description,
        };
        return { order, expected: drawing.text };
      })
    );
    const browser = await launch(executablePath!);
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundle() });
      const painted = await page.evaluate(
        (orders) => (globalThis as unknown as { paintAll: typeof paintAll }).paintAll(orders),
        pictures.map(({ order }) => order),
      );
      for (const { order, expected } of pictures) {
        strictEqual(painted[order.name], expected, order.name);
      }
    } finally {
      await browser.close();
    }
  },
});
