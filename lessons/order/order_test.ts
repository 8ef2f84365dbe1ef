import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { collectSink, graphHash, type Job, open, planJob, results } from "@headwater/sim";
import { cellsOf } from "../source/lesson_source.ts";
import { readLessons } from "../source/lesson_files.ts";
import { channelsOf } from "./channels.ts";
import { check } from "./check.ts";
import exercise from "./exercise.ts";
import job, { backlog, type Label, network, noWatermarks, type OrderOptions } from "./job.ts";
import solution from "./solution.ts";

const withOptions = (options: OrderOptions): Job => (env) => job(env, options);

Deno.test("the starter of the exercise fails, its solution passes", () => {
  const { isCorrect, message } = check(exercise);
  strictEqual(isCorrect, false);
  match(message, /display ends on r\d+, but on r\d+ if r\d+ takes \d+ ms longer/);
  match(message, /between two senders there is no order\.$/);
  deepStrictEqual(check(solution), {
    isCorrect: true,
    message:
      "Right: whatever happens on the way, the display ends on r7, r11, r10, each measured last.",
  });
});

const TEMPTING: readonly (readonly [what: string, job: Job, sentence: RegExp])[] = [
  ["one receiver", withOptions({ receivers: 1 }), /One receiver is not enough/],
  ["one sender", withOptions({ senders: 1 }), /r7 was measured later.*not the order of measuring/],
  ["a rebalance", withOptions({ isSpread: true }), /A rebalance before keyBy makes it worse/],
  ["no program", () => {}, /E-GRAPH-NOSOURCE/],
  [
    "another sink",
    (env) => void env.fromSource(backlog, noWatermarks, "source").sinkTo(collectSink("screen")),
    /No collecting sink has the id "display"/,
  ],
];

for (const [what, tempting, sentence] of TEMPTING) {
  Deno.test(`the tempting answer of ${what} gets its own sentence`, () => {
    const { isCorrect, message } = check(tempting);
    strictEqual(isCorrect, false);
    match(message, sentence);
  });
}

Deno.test("the readings are those of the running example, a thousand times faster", () => {
  const names = backlog.splits.map(({ records }) =>
    records.map(({ value }) => value.name).join(" ")
  );
  deepStrictEqual(names, ["r1 r3 r5 r6 r8 r10", "r2 r4 r7 r9 r11 r12"]);
  strictEqual(backlog.splits[1].records.at(-1)?.arrival, 23_000);
});

Deno.test("the program in the lesson, the starter and the job are one and the same", async () => {
  const [lesson] = (await readLessons("en")).filter(({ slug }) => slug === "order");
  const bodyOf = (id: string) => {
    const { code } = cellsOf(lesson).find((cell) => cell.id === id)!;
    return code.slice(code.indexOf("{\n  env."));
  };
  strictEqual(bodyOf("display"), bodyOf("mended"));
  strictEqual(graphHash(planJob(exercise)), graphHash(planJob(job as Job)));
});

Deno.test("ORD-2 channels keep what they are given, in that order, whatever the seed", () => {
  for (let seed = 0; seed < 20; seed++) {
    for (const options of [{}, { isSpread: true }]) {
      const channels = channelsOf(open(job, { config: network, seed, options }));
      ok(channels.length > 6);
      for (const { sent, taken } of channels) deepStrictEqual(taken, sent);
    }
  }
});

Deno.test("CI-34 what reaches the display differs from seed to seed, and nothing is lost", () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const run = open(job, { config: network, seed }).run();
    const names = results<Label>(run.world, "display").map(({ name }) => name);
    strictEqual(new Set(names).size, 12);
    orders.add(names.join());
  }
  ok(orders.size > 10);
});
