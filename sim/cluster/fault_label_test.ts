import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { FAULT_CATALOGUE } from "./fault_catalogue.ts";
import { faultLabel, faultWarnings } from "./fault_label.ts";
import { parseFaultPlan } from "./fault_text.ts";
import type { RecoveryTerms, SinkKind } from "./recovery_terms.ts";

const SECOND = 1_000_000;

const TERMS: RecoveryTerms = {
  restartsMax: Infinity,
  restartDelay: SECOND,
  checkpointing: "exactly-once",
  checkpointTimeout: 600 * SECOND,
  tolerableFailedCheckpoints: 0,
  heartbeatTimeout: 50 * SECOND,
  isHighlyAvailable: false,
  canRewind: true,
  sinks: (["two-phase", "upsert", "append"] as SinkKind[]).map((kind) => ({ name: kind, kind })),
};

const label = (text: string, terms: Partial<RecoveryTerms> = {}) =>
  faultLabel(parseFaultPlan(text), { ...TERMS, ...terms });
const guarantees = (text: string, terms?: Partial<RecoveryTerms>) =>
  label(text, terms).sinks.map(({ guarantee }) => guarantee).join(" ");

const CRASH = "crash window[0] after complete 2";

Deno.test("a guarantee follows from the sink, the mode of checkpoints and whether sources rewind", () => {
  const rows: [
    text: string,
    terms: Partial<RecoveryTerms>,
    twoPhase: string,
    upsert: string,
    append: string,
  ][] = [
    ["", {}, "exactly-once", "exactly-once", "exactly-once"],
    ["slow window[0] by 9 at 1s for 9s", {}, "exactly-once", "exactly-once", "exactly-once"],
    [CRASH, {}, "exactly-once", "exactly-once", "at-least-once"],
    [
      CRASH,
      { checkpointing: "at-least-once" },
      "at-least-once",
      "at-least-once",
      "at-least-once",
    ],
    [CRASH, { checkpointing: "off" }, "prefix", "exactly-once", "at-least-once"],
    [CRASH, { canRewind: false }, "at-most-once", "at-most-once", "none"],
    [CRASH, { canRewind: false, checkpointing: "at-least-once" }, "none", "none", "none"],
    [CRASH, { restartsMax: 0 }, "prefix", "prefix", "prefix"],
    ["crash job-manager at 5s", {}, "prefix", "prefix", "prefix"],
    ["poison record 7 of window at 0s", {}, "prefix", "none", "none"],
    [`${CRASH}; ${CRASH}`, { restartsMax: 1 }, "prefix", "none", "none"],
    ["expire transactions of two-phase at 1s", {}, "none", "exactly-once", "at-least-once"],
    ["expire transactions of chain[0] at 1s", {}, "none", "exactly-once", "at-least-once"],
    ["repeat requests of two-phase at 1s", {}, "exactly-once", "exactly-once", "exactly-once"],
  ];
  for (const [text, terms, ...wanted] of rows) {
    strictEqual(guarantees(text, terms), wanted.join(" "), `${text} ${JSON.stringify(terms)}`);
  }
});

Deno.test("F47 a commit that arrives twice is told to break what a sink of the old protocol promises", () => {
  const sinks = [{ name: "two-phase", kind: "two-phase", hasOldProtocol: true }] as const;
  const { isRecoverable, why } = label("repeat requests of two-phase at 1s", { sinks });
  strictEqual(isRecoverable, false);
  match(why, /cannot tell one transaction of a writer from its next/);
  strictEqual(label("hold requests of two-phase at 1s for 1s", { sinks }).isRecoverable, true);
  match(label("hold requests of two-phase during commit 2").why, /lasts as long as the commit/);
});

Deno.test("how often a plan makes a job fail is counted at the worst", () => {
  const rows: [text: string, restarts: number, terms?: Partial<RecoveryTerms>][] = [
    ["crash window[0] at 1s; crash task-managers at 2s", 2],
    ["pause task-manager-1 at 3s for 50s", 0],
    ["pause task-manager-1 at 3s for 51s", 1],
    ["pause task-manager-1 during snapshot 3", 1], // a phase that it holds up
    ["disconnect task-manager-0->task-manager-1 at 1s for 1ms", 1],
    ["disconnect job-manager->task-manager-1 at 1s for 51s", 1],
    // what is lost of a checkpoint may fail it, and none is tolerated
    ["disconnect job-manager->task-manager-1 at 1s for 1s", 1],
    ["disconnect job-manager->task-manager-1 at 1s for 1s", 0, { tolerableFailedCheckpoints: 1 }],
    ["hold job-manager->task-manager-1 at 1s for 51s", 1],
    ["hold task-manager-0->task-manager-1 at 1s for 51s", 0],
    ["hold task-manager-0->task-manager-1 at 1s for 10min", 1],
    ["delay task-manager-0->job-manager by 51s at 1s for 1s", 1],
    ["delay task-manager-0->task-manager-1 by 51s at 1s for 1s", 0],
    ["slow window[0] by 9 at 1s for 9s; silence source at 1s for 9s", 0],
    ["slow storage by 9 at 1s for 9s", 1],
    ["slow storage by 9 at 1s for 9s", 0, { checkpointing: "off" }],
    ["decline window[0] at 1s; repeat ack of window[0] at 1s", 1],
    ["decline window[0] at 1s", 0, { tolerableFailedCheckpoints: 1 }],
    ["expire transactions of two-phase at 1s", 1],
    ["expire records of source at 1s", 0],
    ["lose notification of two-phase at 1s; hold notification of two-phase at 1s for 9min", 0],
    ["lose ack of window[0] at 1s", 1],
    ["lose ack of window[0] at 1s; fail upload of window[0] at 2s", 0, {
      tolerableFailedCheckpoints: 2,
    }],
    ["hold ack of window[0] at 1s for 9min", 0],
    ["hold ack of window[0] at 1s for 10min", 1],
    ["fail snapshot of window[0] at 1s", 1],
    ["fail restore of window[0] at 1s for 3s", 4],
    ["fail commit of two-phase at 1s for 3500ms", 0], // it is asked for again
    ["fail commit of two-phase at 1s for 3500ms", 4, {
      sinks: [{ name: "two-phase", kind: "two-phase", failsWithCommit: true }],
    }],
    ["poison record 7 of window at 0s for 2s", 3],
    ["lose checkpoint 2 at 1s; corrupt checkpoint 3 at 1s", 0],
  ];
  for (const [text, restarts, terms] of rows) {
    strictEqual(label(text, terms).restarts, restarts, text);
  }
});

Deno.test("a plan that no job can recover from is told so before it runs, with the reason", () => {
  const rows: [text: string, why: RegExp, terms?: Partial<RecoveryTerms>][] = [
    ["poison record 7 of window at 0s", /^record 7 of window fails every attempt/],
    ["fail commit of two-phase during commit 2", /lasts as long as the commit is under way/],
    ["crash job-manager at 5s", /without high availability/],
    [`corrupt checkpoint 2 after complete 2; ${CRASH}`, /never takes an older one by itself/],
    [`expire records of source at 3s; ${CRASH}`, /made the log forget/],
    [CRASH, /may fail once, and its restart strategy allows no restart/, { restartsMax: 0 }],
    [
      "fail restore of window[0] at 1s for 3s",
      /may fail 4 times, .* allows 3 restarts/,
      { restartsMax: 3 },
    ],
    ["expire transactions of two-phase at 1s", /rows are lost, and the run must say which/],
  ];
  for (const [text, why, terms] of rows) {
    const found = label(text, terms);
    strictEqual(found.isRecoverable, false, text);
    match(found.why, why);
    const warnings = faultWarnings(found);
    strictEqual(warnings.length, 1);
    match(warnings[0], /^W-FAULT-UNRECOVERABLE: .*; the run shows how that ends\. .* two-phase: /);
  }
});

Deno.test("a plan that a job recovers from says how", () => {
  const rows: [text: string, why: RegExp, terms?: Partial<RecoveryTerms>][] = [
    ["", /^Nothing in the plan makes the job go back/],
    ["corrupt checkpoint 2 after complete 2", /^Nothing in the plan/],
    ["expire records of source at 3s", /^Nothing in the plan/],
    [CRASH, /^The job may fail once, .* last completed checkpoint$/],
    [CRASH, /from the start, since there are no checkpoints$/, { checkpointing: "off" }],
    [`${CRASH}; ${CRASH}`, /^The job may fail 2 times/, { restartsMax: 2 }],
    ["crash job-manager at 5s", /^A new job manager takes over/, { isHighlyAvailable: true }],
  ];
  for (const [text, why, terms] of rows) {
    const found = label(text, terms);
    strictEqual(found.isRecoverable, true, text);
    match(found.why, why);
    deepStrictEqual(faultWarnings(found), []);
  }
});

Deno.test("with a new job manager the job goes back, and no restart is counted", () => {
  const found = label("crash job-manager at 5s", { isHighlyAvailable: true, restartsMax: 0 });
  strictEqual(found.restarts, 0);
  strictEqual(found.isRecoverable, true);
  strictEqual(found.sinks[2].guarantee, "at-least-once");
});

Deno.test("every example of the catalogue gets a label with a sentence for every sink", () => {
  for (const { id, example } of FAULT_CATALOGUE) {
    if (example === undefined) continue;
    const { why, sinks } = label(example);
    strictEqual(sinks.length, 3, id);
    for (const sentence of [why, ...sinks.map((sink) => sink.why)]) {
      match(sentence, /^[A-Z"a-z].*[^.]$/, id);
    }
  }
});
