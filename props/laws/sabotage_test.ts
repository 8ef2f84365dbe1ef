// Which law catches which wrong policy (reliability: mutants as sabotage switches). A law that stays green
// when its rule is broken says nothing.

import { doesNotMatch, match, ok, strictEqual, throws } from "node:assert/strict";
import { SABOTAGES } from "@headwater/sim/sabotage";
import { LAWS } from "../mod.ts";

const LATE = "lateness/late-when-its-window-is-over";
const COUNTED = "lateness/every-record-is-counted-once";
const BOUNDED = "lateness/bounded-disorder-is-never-late";
const VALVE = "watermarks/the-valve-decides-event-time";
const INCREASING = "watermarks/strictly-increasing";
const ON_TIME = "windows/fire-once-on-time";
const GROUPS = "results/windows-are-a-group-by";
const ORACLE = "exactly-once/committed-is-the-oracle";
const PREFIX = "exactly-once/prefix-at-every-instant";
const GIVEN_UP = "exactly-once/a-checkpoint-given-up-is-invisible";
const OVERTAKEN = "unaligned/holds-what-was-overtaken";
const ALIGNED = "unaligned/aligned-or-not-is-the-same";
const COMPLETE = "transactions/committed-after-completion";

/** The laws that turn red, the one that the policy itself names first. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  "shifted-offset": [ORACLE, PREFIX],
  "kept-buffers": [ORACLE],
  "forgotten-channel-state": [ALIGNED, OVERTAKEN],
  "late-channel-state": [ALIGNED, OVERTAKEN],
  "max-watermark": [BOUNDED, VALVE, GROUPS],
  "falling-watermark": [INCREASING, VALVE],
  "early-release": [ORACLE],
  "hasty-snapshot": [ORACLE, PREFIX],
  "inclusive-window": [GROUPS, LATE, COUNTED],
  "late-boundary": [LATE, COUNTED, ON_TIME],
  "shallow-snapshot": [ORACLE],
  "forgotten-timers": [ORACLE],
  "early-commit": [COMPLETE, ORACLE, PREFIX],
  "greedy-commit": [COMPLETE],
  "dropped-transaction": [GIVEN_UP, ORACLE, PREFIX],
  "forgotten-transaction": [ORACLE, PREFIX],
  "repeated-commit": [ORACLE, PREFIX],
};

/** Laws about the simulator itself: whatever a policy breaks, these hold. */
const UNTOUCHED = ["order/pair-is-first-in-first-out", "determinism/same-scenario-same-run"];

const lawOf = (id: string) => LAWS.find((law) => law.id === id)!;

Deno.test("every policy names a law, and has its row here", () => {
  strictEqual(Object.keys(TABLE).join(), SABOTAGES.map(({ name }) => name).join());
  for (const { name, law } of SABOTAGES) strictEqual(TABLE[name][0], law);
  for (const id of [...Object.values(TABLE).flat(), ...UNTOUCHED]) ok(lawOf(id), id);
});

for (const [name, ids] of Object.entries(TABLE)) {
  for (const id of ids) {
    Deno.test(`${name} turns ${id} red, and the same run without it is green`, () => {
      const report = reportOn(id, name);
      match(report, new RegExp(`^Law ${id} is broken: `));
      match(report, new RegExp(`"sabotage":\\["${name}"\\]`));
      doesNotMatch(report, /^ +at /m); // a claim does not hold; nothing has crashed
      const [, path] = /--path=(\d+)$/.exec(report)!;
      lawOf(id).check({ path, runCount: 1 });
    });
  }

  Deno.test(`${name} leaves alone what is said of the simulator itself`, () => {
    for (const id of UNTOUCHED) lawOf(id).check({ sabotage: [name], path: "0", runCount: 10 });
  });
}

/** What a law says of the first run that breaks it. */
function reportOn(id: string, name: string): string {
  let report = "";
  throws(
    () => lawOf(id).check({ sabotage: [name], endsOnFailure: true }),
    (error: Error) => {
      report = error.message;
      return true;
    },
  );
  return report;
}
