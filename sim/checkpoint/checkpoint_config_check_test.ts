import { ok, throws } from "node:assert/strict";
import { DEFAULT_CONTROL_CONFIG } from "../control_config.ts";
import { checkCheckpointConfig, type CheckpointConfig } from "./checkpoint_config_check.ts";

type Row = readonly [name: keyof CheckpointConfig, value: unknown, ...words: string[]];

const BAD: readonly Row[] = [
  ["checkpointInterval", 9, "is 9", "from 10", "or 0 for no checkpoints", "seconds where"],
  ["checkpointInterval", 0.5, "is 0.5"],
  ["checkpointInterval", -1000, "is -1000"],
  ["checkpointInterval", "10s", '"10s"', "a text from a form"],
  ["checkpointInterval", Infinity, "is Infinity"],
  ["checkpointTimeout", 0, "from 10", "given up"],
  ["checkpointTimeout", -1, "is -1"],
  ["minPauseBetweenCheckpoints", -1, "from 0", "after a checkpoint is complete"],
  ["maxConcurrentCheckpoints", 0, "from 1 to 100"],
  ["maxConcurrentCheckpoints", 1e6, "is 1000000"],
  ["tolerableFailedCheckpoints", -1, "from 0", "as many as there may be"],
  ["tolerableFailedCheckpoints", NaN, "is NaN"],
  ["retainedCheckpoints", 0, "from 1"],
  ["checkpointMode", "EXACTLY_ONCE", "exactly-once or at-least-once"],
  ["checkpointsAfterTasksFinish", "true", '"true"', "true or false"],
];

Deno.test("E-CHECKPOINT-CONF says which option, with which value, what is wanted and the usual cause", () => {
  for (const [name, value, ...words] of BAD) {
    const wanted = [`The option ${name} is`, "; wanted: ", ". Usual cause: ", ...words];
    throws(() => checkCheckpointConfig({ [name]: value }), (error: Error) => {
      const isAnswer = /^E-CHECKPOINT-CONF: /.test(error.message) &&
        wanted.every((word) => error.message.includes(word));
      ok(isAnswer, error.message);
      return true;
    });
  }
});

Deno.test("DF-9 to DF-14 the defaults and the extremes are accepted, and options of others passed over", () => {
  checkCheckpointConfig(DEFAULT_CONTROL_CONFIG);
  checkCheckpointConfig({
    checkpointInterval: 10,
    checkpointTimeout: 10,
    retainedCheckpoints: 100,
  });
  checkCheckpointConfig({ checkpointInterval: 0, tolerableFailedCheckpoints: 2_147_483_647 });
  checkCheckpointConfig({ parallelism: -5 } as Partial<CheckpointConfig>);
});
