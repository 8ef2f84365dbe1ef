import { deepStrictEqual } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { planJob } from "../graph/plan_job.ts";
import { assertRefused } from "../refused_for_tests.ts";
import type { Fault } from "./fault.ts";
import { checkFaults } from "./fault_check.ts";
import { crowdOf } from "./fault_places.ts";
import { parseFault } from "./fault_text.ts";

/** source ×2 with a map chained behind it ═ HASH ═ window ×2 ─ sink ×1; two task managers. */
const plan = planJob((env) => {
  const numbers = collection([1, 2, 3, 4], { splits: 2 });
  env.setParallelism(2)
    .fromSource(numbers, WatermarkStrategy.noWatermarks<number>(), "source").uid("source")
    .map((n) => n).uid("my map")
    .keyBy((n) => n)
    .reduce((a, b) => a + b).uid("window")
    .sinkTo(collectSink("out")).setParallelism(1).uid("sink");
});
const check = (text: string) => checkFaults([parseFault(text)], plan);

Deno.test("checkFaults lets pass what the job has", () => {
  const texts = [
    "crash source[1] at 2s",
    'crash "my map"[1] on 2nd recordEmitted of "my map"[1]',
    "crash window when sink[0] is RUNNING",
    "crash task-manager-1 after precommit 2 of sink[0]",
    "hold task-manager-0->task-manager-1 at 1s for 1s",
    "disconnect job-manager<->task-manager-1 at 1s for 1s",
    "silence source at 1s for 1s",
    "expire records of source[1] at 1s",
    "fail commit of sink[0] after notify 2 of sink[0] for 3s",
    "lose trigger of source[0] at 1s",
    "crash task-managers at 1s",
    "slow storage by 2 at 1s for 1s",
    "corrupt checkpoint 9 at 1s",
    "crash window[0] on 1st heartbeatMissed of task-manager-1",
  ];
  for (const text of texts) check(text);
});

Deno.test("checkFaults names what the job does not have, with what is nearest or there", () => {
  const target = "E-FAULT-TARGET";
  const rows: [text: string, ...words: string[]][] = [
    ["crash windw[0] at 2s", '"crash windw[0] at 2s"', "did you mean window[0]?"],
    ["crash windw at 2s", "did you mean window?"],
    ["crash task-manger-1 at 2s", "no task-manger-1", "did you mean task-manager-1?"],
    ["crash jobmanager at 2s", "did you mean job-manager?"],
    ["crash elsewhere at 2s", 'it has source, "my map", window, sink'],
    ["crash window[2] at 2s", "no window[2]", "the subtasks 0 to 1"],
    ["crash sink[1] at 2s", "the subtask 0 alone"],
    ["crash task-manager-2 at 2s", "task-manager-0 to task-manager-1"],
    ["hold task-manager-0->task-manager-7 at 1s for 1s", "no task-manager-7"],
    ["lose ack of snk[0] at 2s", "did you mean sink[0]?"],
    ["crash window[0] after snapshot 2 of windo[0]", "did you mean window[0]?"],
    ["crash window[0] when snk is blocked", "did you mean sink?"],
    ["crash window[0] after precommit 2 of source[0]", "source[0] has no sink"],
    ["silence window[0] at 1s for 1s", "window[0] is no source", "wanted: source"],
    ["expire records of sink at 1s", "sink is no source"],
    ["lose trigger of window[0] at 1s", "CP-5"],
    ["expire transactions of window[0] at 1s", "window[0] is no sink", "wanted: sink"],
    ["fail commit of source at 1s", "source is no sink"],
    ["poison record 5 of source[0] at 0s", "source[0] is a source", 'such as "my map"'],
  ];
  for (const [text, ...words] of rows) assertRefused(() => check(text), target, ...words);
});

Deno.test("checkFaults refuses faults made by hand that no text could say", () => {
  const good = parseFault("slow window[0] by 20 at 2s for 5s");
  const rows: [Partial<Fault>, string, string][] = [
    [{ duration: -1 }, "E-FAULT-TIME", "ends before it starts"],
    [{ duration: 0.5 }, "E-FAULT-TIME", "0.5"],
    [{ duration: 0 }, "E-FAULT-TIME", "has no end"],
    [{ trigger: { kind: "time", at: NaN } }, "E-FAULT-TIME", "NaN"],
    [{ by: 0 }, "E-FAULT-VALUE", "by 0"],
    [{ by: Infinity }, "E-FAULT-VALUE", "Infinity"],
    [{ verb: "crash" }, "E-FAULT-VALUE", "the verb has no amount"],
    [{ target: { kind: "checkpoint", checkpoint: 1 } }, "E-FAULT-TARGET", "slow"],
  ];
  for (const [change, code, word] of rows) {
    assertRefused(() => checkFaults([{ ...good, ...change }], plan), code, word);
  }
});

Deno.test("crowdOf: a head means its whole subtask, an operator behind it itself alone", () => {
  const subtask = (name: string, index: number) => ({ kind: "subtask", name, index }) as const;
  deepStrictEqual(crowdOf(subtask("source", 1), plan), {
    subtasks: [1],
    taskManagers: [],
    operator: -1,
  });
  deepStrictEqual(crowdOf(subtask("my map", 1), plan), {
    subtasks: [1],
    taskManagers: [],
    operator: 1,
  });
  deepStrictEqual(crowdOf({ kind: "operator", name: "window" }, plan)?.subtasks, [2, 3]);
  deepStrictEqual(crowdOf({ kind: "task-manager", index: 1 }, plan), {
    subtasks: [1, 3],
    taskManagers: [1],
    operator: -1,
  });
});
