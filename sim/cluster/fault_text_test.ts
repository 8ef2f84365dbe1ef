import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { isDeepFrozen } from "../clock/freeze.ts";
import type { Fault, FaultTarget, FaultTrigger } from "./fault.ts";
import {
  faultPlanText,
  faultText,
  parseFault,
  parseFaultNow,
  parseFaultPlan,
} from "./fault_text.ts";
import { FAULT_PHASES } from "./fault_phases.ts";
import { FAULT_VERBS, type FaultVerb } from "./fault_verbs.ts";

const subtask = (name: string, index: number) => ({ kind: "subtask", name, index }) as const;
const machine = (index: number) => ({ kind: "task-manager", index }) as const;
const link = (isBothWays: boolean): FaultTarget => ({
  kind: "link",
  from: machine(1),
  to: machine(2),
  isBothWays,
});
const phase = (
  edge: "before" | "during" | "after",
  phase: keyof typeof FAULT_PHASES,
  number: number,
  of: Extract<FaultTrigger, { kind: "phase" }>["of"] = null,
): FaultTrigger => ({ kind: "phase", edge, phase, number, of });
const at = (at: number): FaultTrigger => ({ kind: "time", at });

type Row = [
  text: string,
  verb: FaultVerb,
  target: FaultTarget,
  trigger: FaultTrigger,
  more?: Partial<Fault>,
];

const WINDOW = subtask("window", 0), SINK = subtask("sink", 0);

const GRAMMAR: readonly Row[] = [
  ["crash task-manager-2 after precommit 2", "crash", machine(2), phase("after", "precommit", 2)],
  ["crash task-managers at 12.5s", "crash", { kind: "task-managers" }, at(12_500_000)],
  [
    "crash window[1] on 3rd windowFired of window[1]",
    "crash",
    subtask("window", 1),
    { kind: "fact", fact: "windowFired", nth: 3, of: subtask("window", 1) },
  ],
  [
    "crash source[0] before snapshot 2 of window[0]",
    "crash",
    subtask("source", 0),
    phase("before", "snapshot", 2, WINDOW),
  ],
  ["jump task-manager-1 by -5s at 2s", "jump", machine(1), at(2e6), { by: -5e6 }],
  ["jump task-managers by 250ms at 2s", "jump", { kind: "task-managers" }, at(2e6), { by: 250e3 }],
  ["pause task-manager-1 at 3s for 2s", "pause", machine(1), at(3e6), { duration: 2e6 }],
  [
    "hold task-manager-1->task-manager-2 during alignment 1 for 500ms",
    "hold",
    link(false),
    phase("during", "alignment", 1),
    { duration: 500_000 },
  ],
  [
    "disconnect task-manager-1->task-manager-2 at 4s for 1s",
    "disconnect",
    link(false),
    at(4e6),
    { duration: 1e6 },
  ],
  [
    "disconnect task-manager-1<->task-manager-2 at 4s for 1s",
    "disconnect",
    link(true),
    at(4e6),
    { duration: 1e6 },
  ],
  [
    "delay task-manager-1->task-manager-2 by 40ms at 1s for 3s",
    "delay",
    link(false),
    at(1e6),
    { by: 40_000, duration: 3e6 },
  ],
  ["slow window[0] by 20 at 2s for 5s", "slow", WINDOW, at(2e6), { by: 20, duration: 5e6 }],
  [
    "decline window[1] during snapshot 2",
    "decline",
    subtask("window", 1),
    phase("during", "snapshot", 2),
  ],
  [
    "fail snapshot of window[0] during snapshot 2",
    "fail",
    { kind: "snapshot", of: WINDOW },
    phase("during", "snapshot", 2),
  ],
  [
    "fail upload of window[0] during upload 2 of window[0]",
    "fail",
    { kind: "upload", of: WINDOW },
    phase("during", "upload", 2, WINDOW),
  ],
  [
    "fail restore of window[0] during restore 2",
    "fail",
    { kind: "restore", of: WINDOW },
    phase("during", "restore", 2),
  ],
  [
    "lose ack of window[0] at 2s for 1min",
    "lose",
    { kind: "ack", of: WINDOW },
    at(2e6),
    { duration: 6e7 },
  ],
  [
    "lose notification of sink[0] after complete 3",
    "lose",
    { kind: "notification", of: SINK },
    phase("after", "complete", 3),
  ],
  [
    "hold notification of sink[0] after complete 3 for 5s",
    "hold",
    { kind: "notification", of: SINK },
    phase("after", "complete", 3),
    { duration: 5e6 },
  ],
  [
    "repeat ack of window[0] before notify 1",
    "repeat",
    { kind: "ack", of: WINDOW },
    phase("before", "notify", 1),
  ],
  [
    "slow storage by 100 at 2s for 10s",
    "slow",
    { kind: "storage" },
    at(2e6),
    { by: 100, duration: 1e7 },
  ],
  ["fail storage at 2s for 1s", "fail", { kind: "storage" }, at(2e6), { duration: 1e6 }],
  ["fail storage during store 2", "fail", { kind: "storage" }, phase("during", "store", 2)],
  [
    "lose checkpoint 2 after complete 2",
    "lose",
    { kind: "checkpoint", checkpoint: 2 },
    phase("after", "complete", 2),
  ],
  [
    "corrupt checkpoint 2 after complete 2",
    "corrupt",
    { kind: "checkpoint", checkpoint: 2 },
    phase("after", "complete", 2),
  ],
  [
    "crash job-manager after acknowledge 2",
    "crash",
    { kind: "job-manager" },
    phase("after", "acknowledge", 2),
  ],
  ["crash job-manager after store 2", "crash", { kind: "job-manager" }, phase("after", "store", 2)],
  [
    "fail commit of sink[0] after notify 2 for 3s",
    "fail",
    { kind: "commit", of: SINK },
    phase("after", "notify", 2),
    { duration: 3e6 },
  ],
  [
    "expire transactions of sink[0] at 20s",
    "expire",
    { kind: "transactions", of: SINK },
    at(2e7),
  ],
  ["expire records of source at 4s", "expire", {
    kind: "records",
    of: { kind: "operator", name: "source" },
  }, at(4e6)],
  ["silence source[0] at 2s for 5s", "silence", subtask("source", 0), at(2e6), { duration: 5e6 }],
  [
    "poison record 7 of window at 0s",
    "poison",
    { kind: "record", record: 7, of: { kind: "operator", name: "window" } },
    at(0),
  ],
  [
    "disconnect job-manager->task-manager-0 at 1s for 40us",
    "disconnect",
    { kind: "link", from: { kind: "job-manager" }, to: machine(0), isBothWays: false },
    at(1e6),
    { duration: 40 },
  ],
  [
    "crash window when checkpoints completed >= 2",
    "crash",
    { kind: "operator", name: "window" },
    { kind: "count", counter: "checkpoints completed", of: null, atLeast: 2 },
  ],
  [
    "crash window[0] when records written of sink[0] >= 5",
    "crash",
    WINDOW,
    { kind: "count", counter: "records written", of: SINK, atLeast: 5 },
  ],
  ["crash window[0] when restarts >= 3", "crash", WINDOW, {
    kind: "count",
    counter: "restarts",
    of: null,
    atLeast: 3,
  }],
  [
    "crash source[0] when window[0] is blocked",
    "crash",
    subtask("source", 0),
    { kind: "status", of: WINDOW, status: "blocked" },
  ],
  [
    "crash task-manager-0 when job is RESTARTING",
    "crash",
    machine(0),
    { kind: "status", of: null, status: "RESTARTING" },
  ],
  [
    "crash window[0] on 21st barrierReceived of task-manager-1",
    "crash",
    WINDOW,
    { kind: "fact", fact: "barrierReceived", nth: 21, of: machine(1) },
  ],
];

Deno.test("every form of the grammar is read as it says, and printed as it was read", () => {
  for (const [text, verb, target, trigger, more] of GRAMMAR) {
    const fault = parseFault(text);
    deepStrictEqual(fault, { verb, target, by: 0, trigger, duration: 0, ...more }, text);
    strictEqual(faultText(fault), text);
    ok(isDeepFrozen(fault));
  }
});

Deno.test("the table has every verb", () => {
  deepStrictEqual(new Set(GRAMMAR.map(([, verb]) => verb)), new Set(Object.keys(FAULT_VERBS)));
});

Deno.test("what is written in another way is read as the same fault", () => {
  const rows: [string, string][] = [
    ["  crash   window [ 1 ]  at  2000ms ", "crash window[1] at 2s"],
    [
      "hold task-manager-1 → task-manager-2 at 1s for 1m",
      "hold task-manager-1->task-manager-2 at 1s for 1min",
    ],
    [
      "hold task-manager-1 ↔ task-manager-2 at 1s for 60s",
      "hold task-manager-1<->task-manager-2 at 1s for 1min",
    ],
    ["lose ack of window[0] once after upload 2", "lose ack of window[0] after upload 2"],
    ["crash window[0] when restarts ≥ 2", "crash window[0] when restarts >= 2"],
    ["crash\twindow[0] on 2th timerFired", "crash window[0] on 2nd timerFired"],
    ['crash "window"[0] at 1.5s', "crash window[0] at 1.5s"],
    ["crash window[0] on 111st timerFired", "crash window[0] on 111th timerFired"],
  ];
  for (const [typed, printed] of rows) strictEqual(faultText(parseFault(typed)), printed);
});

Deno.test("names that could be read as something else stand in quotes", () => {
  const rows: [string, string][] = [
    ["storage", "storage[0]"],
    ["task-manager-1", "task-manager-1[0]"],
    ["my map", '"my map"[0]'],
    ['say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"[0]'],
    ["a->b", '"a->b"[0]'],
    ["a;b", '"a;b"[0]'],
    ["Map#2", "Map#2[0]"],
    ["窗口", "窗口[0]"],
    ["__proto__", "__proto__[0]"],
  ];
  for (const [name, printed] of rows) {
    const fault = parseFault(`crash ${printed} at 1s`);
    deepStrictEqual(fault.target, subtask(name, 0));
    strictEqual(faultText(fault), `crash ${printed} at 1s`);
  }
  for (const name of ["storage", "task-manager-1", "ack", "at", "job", "my map"]) {
    const fault = parseFault(
      `crash ${JSON.stringify(name)} when ${JSON.stringify(name)} is blocked`,
    );
    deepStrictEqual(fault.target, { kind: "operator", name });
    deepStrictEqual(parseFault(faultText(fault)), fault);
  }
});

Deno.test("a plan is its faults, one a line or between semicolons", () => {
  const texts = ["crash window[0] at 2s", 'crash "a;b" at 3s', "fail storage at 1s for 1s"];
  const plan = texts.map(parseFault);
  deepStrictEqual(parseFaultPlan(texts.join(" ; ")), plan);
  deepStrictEqual(parseFaultPlan(`\n${texts.join("\n\n")}\n`), plan);
  strictEqual(faultPlanText(plan), texts.join("\n"));
  deepStrictEqual(parseFaultPlan(""), []);
  ok(isDeepFrozen(parseFaultPlan(texts[0])));
});

Deno.test("a fault without a trigger strikes now", () => {
  const texts = ["crash window[0]", "slow storage by 9 for 2s", "lose ack of window[0] once"];
  deepStrictEqual(
    texts.map((text) => faultText(parseFaultNow(text, 40))),
    [
      "crash window[0] at 40us",
      "slow storage by 9 at 40us for 2s",
      "lose ack of window[0] at 40us",
    ],
  );
  throws(() => parseFaultNow("crash window[0] at 2s", 40), /column 17.*"at" where "for" and a/);
  throws(() => parseFaultNow("slow storage by 9", 40), /column 18.*has no end/);
});
