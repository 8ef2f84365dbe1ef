// Every picture against its golden. `deno task pictures` writes them anew, to be looked at.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { parseHTML } from "linkedom";
import { gallery } from "./gallery.ts";
import { goldensOf } from "./goldens.ts";

const FOLDER = new URL("goldens/", import.meta.url);
const isUpdate = Deno.args.includes("--update");

const { document } = parseHTML("<!doctype html><html></html>");
const exhibits = gallery.flatMap((group) => group.exhibits);
const expected = exhibits.flatMap((exhibit) =>
  exhibit.widths.flatMap((width) => ["json", "svg"].map((end) => `${exhibit.id}.${width}.${end}`))
);

for (const exhibit of exhibits) {
  Deno.test(`${exhibit.id} equals its goldens`, () => {
    for (const width of exhibit.widths) {
      for (const { name, text } of goldensOf(exhibit, width, document as unknown as Document)) {
        const file = new URL(name, FOLDER);
        if (isUpdate) Deno.writeTextFileSync(file, text);
        strictEqual(text, Deno.readTextFileSync(file), `${name}: deno task pictures, and look`);
      }
    }
  });
}

Deno.test("the gallery names each exhibit once, and no golden is left over", () => {
  strictEqual(new Set(expected).size, expected.length);
  const found = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();
  if (isUpdate) {
    for (const name of found) {
      if (!expected.includes(name)) Deno.removeSync(new URL(name, FOLDER));
    }
  } else deepStrictEqual(found, [...expected].sort());
  ok(found.length > 0);
});
