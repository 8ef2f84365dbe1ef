// Every scenario in which something was ever wrong, run once more. What soak finds is saved there; the
// title says what had gone wrong.

import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { parseScenario } from "@headwater/sim";
import { start } from "./run.ts";
import { judgeScenario } from "./schedules.ts";

const FOLDER = new URL("./regressions/", import.meta.url);

/** By file: the claim that did not hold. */
const CLAIMS: Readonly<Record<string, string>> = {
  all_finished_while_nobody_listened:
    "RS-8 a job manager that takes over when all tasks have finished begins the job again",
  cancel_lost_on_the_way:
    "RS-8 a task that was not told to stop, because its link was down, is told again",
  failed_while_nobody_listened:
    "RS-8 the machine of a task that failed before a new job manager came answers for it",
  finished_source_read_again:
    "EOI-3 a source that had finished is not read again after the second restart",
  job_manager_forgets_to_come_back:
    "RS-12 a job manager takes over though a task manager was lost meanwhile",
  new_process_while_nobody_listened:
    "RS-12 a new process offers itself until there is a job manager that takes it",
  notice_lost_for_ever:
    "CP-9 a fault that lasts as long as a notice is under way ends with the next checkpoint",
  restore_of_nothing_is_endless:
    "RS-9 a fault that lasts as long as a restore ends where there is no checkpoint to restore",
  restore_from_nothing_never_over:
    "RS-9 a restore without a checkpoint is over when the task runs, and with it what was to go wrong during it",
  task_state_lost_on_the_way:
    "RS-8 a job manager hears in the end what a task had to say when its link was down",
  task_state_passes_another:
    "R9 what a task says later is heard later, also when its link was slow for a moment",
};

const NAMES = [...Deno.readDirSync(FOLDER)]
  .map(({ name }) => name.replace(/\.json$/, ""))
  .toSorted();

Deno.test("every scenario in which something was wrong has its claim here", () => {
  deepStrictEqual(NAMES, Object.keys(CLAIMS).toSorted());
});

for (const name of NAMES) {
  Deno.test(`${CLAIMS[name]} (${name})`, () => {
    const scenario = parseScenario(Deno.readTextFileSync(new URL(`${name}.json`, FOLDER)));
    const { findings, ...numbers } = judgeScenario(scenario);
    const wanted = { lost: 0, duplicated: 0, reordered: 0, stuck: 0 };
    deepStrictEqual(numbers, wanted, findings.join("; "));
    const { world } = start(scenario).run();
    strictEqual(world.faults.triggers.neverFired().length, 0, "every fault has struck");
  });
}
