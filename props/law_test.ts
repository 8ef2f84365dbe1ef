import { match, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { parseScenario } from "@headwater/sim";
import { claim, claimSame } from "./claim.ts";
import { nodesOf, scenarios } from "./gen/scenario.ts";
import { law, type LawSpec } from "./law.ts";
import { LAWS } from "./mod.ts";
import { finish, start } from "./run.ts";

const SPEC: LawSpec = {
  id: "test/a-law",
  title: "Nobody reads three records",
  rules: [],
  statement: "",
  kind: "always",
  sometimes: {},
};

function reportOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

Deno.test("law: a broken law prints the smallest scenario, and it replays", () => {
  const false_ = law(SPEC, scenarios().map((scenario) => ({ scenario })), ({ scenario }) => {
    const { world } = finish(start(scenario));
    const read = Math.max(...world.tasks.map(({ chain }) => chain.recordsIn[0]));
    claim(read < 3, () => `A subtask reads ${read} records`, 17);
  });
  const report = reportOf(() => false_.check());
  match(
    report,
    /^Law test\/a-law is broken: Nobody reads three records\nA subtask reads 3 records/,
  );
  match(report, /\ndeno task replay scenario\.json --at 17\n/);
  const read = parseScenario(report.split("\n").find((line) => line.startsWith("{"))!);
  strictEqual(read.seed, 0);
  strictEqual(read.choices.length, 0);
  const records = nodesOf(read).flatMap((node) => node.type === "source" ? node.splits : [])
    .flatMap(({ records }) => records);
  strictEqual(records.length, 3, "shrunk to three records");
  ok(finish(start(read)).isDone);
  const [, seed, path] = /--seed=(\d+) --path=([\d:]+)/.exec(report)!;
  match(reportOf(() => false_.check({ seed: Number(seed), path })), /A subtask reads 3 records/);
});

Deno.test("law: a case that hardly occurs breaks the law, one that is not declared is a mistake", () => {
  const rare = law(
    { ...SPEC, sometimes: { big: 0.5 } },
    fc.nat(9),
    (n, cover) => cover("big", n > 8),
  );
  match(reportOf(() => rare.check()), /"big" occurred in \d+ of 300 runs; wanted: at least 50 %/);
  const unknown = law(SPEC, fc.nat(), (_, cover) => cover("small"));
  match(reportOf(() => unknown.check()), /does not declare the case "small"/);
});

Deno.test("claimSame: names both sides, cut where they are long", () => {
  throws(() => claimSame([1], [2], "The list"), /^Broken: The list: found \[1\], wanted \[2\]$/);
  throws(() => claimSame("x".repeat(2000), "", "The text"), /x…, wanted ""$/);
  throws(() => claimSame(undefined, null, "The key"), /found undefined, wanted null/);
});

Deno.test("laws: ids are unique, and every one has a title, a statement and a case that must occur", () => {
  strictEqual(new Set(LAWS.map(({ id }) => id)).size, LAWS.length);
  for (const { id, title, statement, sometimes } of LAWS) {
    ok(/^[a-z-]+\/[a-z-]+$/.test(id), id);
    ok(title !== "" && !title.endsWith(".") && /\.\)?$/.test(statement), id);
    ok(Object.keys(sometimes).length > 0, id);
  }
});
