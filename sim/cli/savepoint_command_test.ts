import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readSavepoint } from "../checkpoint/savepoint_listing.ts";
import { takeOne } from "../savepoint_job_for_tests.ts";
import { savepointText } from "../savepoint_text.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

const { savepoint } = takeOne(1_250_000);

async function show(...args: string[]): Promise<TestHost> {
  const host = new TestHost();
  host.put("sp.json", savepointText(savepoint));
  strictEqual(await main(["savepoint", "sp.json", ...args], host), 0, host.err);
  return host;
}

Deno.test("savepoint shows the operators, and of each its states, timers and lists", async () => {
  const { out, err } = await show();
  strictEqual(err, "");
  match(out, /^Savepoint 2, complete at 1\.3 s\n\nOperators\n\n {2}uid /);
  match(out, /\n {2}remember +\S+ +2 +128 +\d+\n/);
  match(out, /\nremember: states\/last, value state\n\n {2}key +value +subtask\n/);
  match(out, /\nremember: states\/last-for, value state with a time to live\n/);
  match(out, /\nsessions: timers\n\n {2}fires at +in +key +window +subtask\n/);
  match(out, /\nsource: splits, a list \(union\)\n\n {2}split +position +subtask\n/);
});

Deno.test("savepoint --rows shows fewer rows, and says how many are left", async () => {
  const { out } = await show("--rows", "1");
  match(out, / {2}and \d+ more; --rows shows them\n/);
  ok(out.length < (await show()).out.length);
});

Deno.test("savepoint --json prints the same as data", async () => {
  const { operators, ...head } = JSON.parse((await show("--json")).out);
  const { operators: _, ...wanted } = savepoint;
  deepStrictEqual(head, wanted);
  deepStrictEqual(
    operators.map((one: { uid: string; entryCount: number }) => [one.uid, one.entryCount]),
    readSavepoint(savepoint).map(({ uid, entryCount }) => [uid, entryCount]),
  );
});

Deno.test("E-SAVEPOINT-EMPTY savepoint refuses a file that is none", async () => {
  const host = new TestHost();
  host.put("sp.json", "");
  strictEqual(await main(["savepoint", "sp.json"], host), 2);
  match(host.err, /^E-SAVEPOINT-EMPTY: /);
});
