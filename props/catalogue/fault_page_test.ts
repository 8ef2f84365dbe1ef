import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { FAULT_CATALOGUE } from "@headwater/sim";
import { faultPage, readFaultPage } from "./fault_page.ts";
import { numbersInStrings, readSightings } from "./fault_sightings.ts";

Deno.test("FAULTS.md is what is made of the registry, the tests and the lessons as they stand: deno task faults", () => {
  strictEqual(readFaultPage(), faultPage(readSightings()));
});

Deno.test("every fault that the engine is said to know is met in a test", () => {
  const { inTests } = readSightings();
  const unmet = FAULT_CATALOGUE.filter(({ id, implemented }) => implemented && !inTests.has(id));
  deepStrictEqual(unmet.map(({ id }) => id), []);
});

Deno.test("every fault that is here says how it comes about, and every other one may say why not", () => {
  for (const { id, implemented, example, cause, missing } of FAULT_CATALOGUE) {
    ok(!implemented || (example ?? cause) !== undefined, id);
    ok(!implemented || missing === undefined, id);
  }
});

Deno.test("a fault is met where a text of a test names it, not in comments and not by other words", () => {
  const names = (source: string) => numbersInStrings(source).join(" ");
  strictEqual(names('  ["F07", ["seen"]], // F08'), "F07");
  strictEqual(names("// F09\n * F10\nconst F11 = 0xF12;"), "");
  strictEqual(names("Deno.test(`F13 ${name}: F14`, 'F15' + \"AF16 F170 F81 F00\")"), "F13 F14 F15");
});
