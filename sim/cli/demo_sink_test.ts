// What the demo shows of a sink, or of an engine that is broken on purpose, when nothing else is asked for.

import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

async function demo(...args: string[]): Promise<TestHost> {
  const host = new TestHost();
  strictEqual(await main(["--lessons=lessons", "demo", ...args], host), 0);
  return host;
}

/** What the ledger says of the sink of results: expected, visible, lost, twice. */
async function page(...args: string[]): Promise<number[]> {
  const { note, recovery } = JSON.parse((await demo("--json", ...args)).out);
  match(note, /^With --bound 2d --idleness 6h, as --compare sinks: /);
  const [{ expected, visible, lost, duplicated }] = recovery.ledger;
  return [expected, visible, lost.length, duplicated.length];
}

Deno.test("SK-11 demo --sink append shows what a crash does to it: ten days are told twice", async () => {
  deepStrictEqual(await page("--sink", "append"), [78, 88, 0, 10]);
  deepStrictEqual(await page("--sink", "two-phase"), [78, 78, 0, 0]);
});

Deno.test("demo --sabotage early-commit shows what readers see of it, and says under which settings", async () => {
  const { out } = await demo("--sabotage", "early-commit");
  match(
    out,
    /\nWith --bound 2d --idleness 6h, as --compare sinks: days are told between/,
  );
  match(out, /\n {2}results +two-phase +exactly-once +78 +88 +0 +10 /);
  strictEqual(/changed nothing/.test(out), false);
});

Deno.test("demo says of a sabotage that nobody can see in its results", async () => {
  const { out } = await demo("--sabotage", "early-commit", "--bound", "2h");
  match(
    out,
    /\n {2}sabotage +changed nothing that readers see in this run: a whole engine ends with/,
  );
  strictEqual(/--compare sinks/.test(out), false); // whoever says how long to wait is not told otherwise
});
