import { match, ok, strictEqual, throws } from "node:assert/strict";
import { NamedError } from "../clock/named_error.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import type { Config } from "../config.ts";
import { planStream, readings } from "./jobs_for_tests.ts";
import { OutputTag } from "./output_tag.ts";
import { planJob } from "./plan_job.ts";
import { StreamExecutionEnvironment } from "./stream_execution_environment.ts";

/** Asserts that a program is refused with a code, and that the sentence says all of these. */
function refused(program: () => unknown, code: string, ...parts: string[]): void {
  throws(program, (error: unknown) => {
    ok(error instanceof NamedError, String(error));
    strictEqual(error.code, code);
    for (const part of parts) ok(error.message.includes(part), `${part} in ${error.message}`);
    match(error.message, /wanted: .*\. Usual cause: /);
    return true;
  });
}

/** A value that the types would refuse. */
function wrong(value: unknown): never {
  return value as never;
}

const NO_NUMBERS = [0, -1, 1.5, NaN, "4", 1e9, Infinity, null, {}, 33];

for (const value of NO_NUMBERS) {
  Deno.test(`E-PARALLELISM setParallelism refuses ${JSON.stringify(value)}`, () => {
    const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
    const where = `operator "Map" is ${shown};`;
    refused(
      () => planStream((env) => readings(env).map((r) => r).setParallelism(wrong(value))),
      "E-PARALLELISM",
      where,
      "from 1 to 32",
    );
    refused(
      () => planStream((env) => readings(env.setParallelism(wrong(value)))),
      "E-PARALLELISM",
      "the environment",
    );
    refused(() => planStream(readings, { parallelism: wrong(value) }), "E-PARALLELISM", shown);
  });
}

for (const value of [-1, 1.5, NaN, "128", 32769, 1e9]) {
  Deno.test(`E-MAXPAR setMaxParallelism refuses ${JSON.stringify(value)}`, () => {
    const config: Partial<Config> = { maxParallelism: wrong(value) };
    refused(() => planStream(readings, config), "E-MAXPAR", "the environment");
    refused(
      () => planStream((env) => readings(env).setMaxParallelism(wrong(value))),
      "E-MAXPAR",
      'source "readings"',
      "32768",
    );
  });
}

Deno.test("E-MAXPAR toStreamGraph compares with the parallelism that the operator ends up with", () => {
  refused(
    () => planStream((env) => readings(env).setMaxParallelism(3).setParallelism(4)),
    "E-MAXPAR",
    'source "readings" is 3;',
    "from 4, its parallelism, to 32768",
  );
  planStream((env) => readings(env).setParallelism(4).setMaxParallelism(4));
});

for (const cost of [-1, 0.5, NaN, "10", 1e12]) {
  Deno.test(`E-COST costs refuses ${JSON.stringify(cost)}`, () => {
    refused(
      () => planStream((env) => readings(env).costs(wrong(cost))),
      "E-COST",
      'source "readings"',
      "microseconds",
    );
  });
}

const BAD_NAMES: readonly [string, string][] = [
  ["", "is empty"],
  ["a\nb", "U+000A at position 1"],
  ["ab\u202ecd", "U+202E at position 2"],
  ["\ud800", "half a character"],
  ["x".repeat(100_000), "100000 characters"],
  ["\u0000", "U+0000"],
];

for (const [name, part] of BAD_NAMES) {
  const shown = JSON.stringify(name.slice(0, 9));
  Deno.test(`E-NAME the name ${shown} is refused wherever a name is given, and shown escaped`, () => {
    const programs = [
      () => planStream((env) => readings(env).name(name)),
      () => planStream((env) => readings(env).uid(name)),
      () => planStream((env) => readings(env, name)),
      () => new OutputTag(name),
      () => planJob((env) => void readings(env).sinkTo(collectSink(name))),
    ];
    for (const program of programs) {
      refused(program, "E-NAME", part);
      // deno-lint-ignore no-control-regex
      throws(program, (error: Error) => !/[\u0000-\u001f\u202e\ud800]/.test(error.message));
    }
  });
}

Deno.test("the words of JavaScript are ordinary names", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "名前", "🦀"]) {
    const tag = new OutputTag<unknown>(name);
    const plan = planJob((env) => {
      const map = readings(env, name).map((r) => r).name(name).uid(name);
      map.getSideOutput(tag).sinkTo(collectSink(name));
    });
    strictEqual(plan.vertices[0].chain[1].operator.uid, name);
    strictEqual(plan.vertices[0].chain[0].operator.uid, `${name}#2`);
    strictEqual(plan.vertices[0].chain[1].outputs[0].tag, name);
  }
});

Deno.test("E-GRAPH-NOSOURCE planJob refuses an empty program", () => {
  refused(() => planJob(() => {}), "E-GRAPH-NOSOURCE", "0 nodes");
});

Deno.test("E-GRAPH-NOSINK planJob refuses a program that nobody would see", () => {
  refused(() => planJob((env) => void readings(env).map((r) => r)), "E-GRAPH-NOSINK", "sinkTo");
});

Deno.test("E-JOB-OTHER-ENV union refuses streams of two environments", () => {
  const other = readings(new StreamExecutionEnvironment());
  refused(
    () => planStream((env) => readings(env).union(other).map((r) => r)),
    "E-JOB-OTHER-ENV",
    "making a union",
  );
});

Deno.test("E-JOB-BUILT a stream that was kept cannot change the job afterwards", () => {
  let kept: ReturnType<typeof readings> | undefined;
  planStream((env) => kept = readings(env));
  refused(() => kept!.setParallelism(2), "E-JOB-BUILT");
  refused(() => kept!.map((r) => r), "E-JOB-BUILT");
  refused(() => kept!.environment.setParallelism(2), "E-JOB-BUILT");
});

Deno.test("E-JOB-ASYNC planJob refuses an async job function", () => {
  refused(() => planJob(() => Promise.resolve()), "E-JOB-ASYNC", "Promise");
  refused(
    () => planJob(() => new Promise((_, reject) => reject(new Error("no file")))),
    "E-JOB-ASYNC",
  );
});

Deno.test("E-EDGE-KEYED a keyed stream refuses every other way of dealing", () => {
  const deals = ["rebalance", "rescale", "shuffle", "forward", "broadcast", "global"] as const;
  for (const deal of deals) {
    refused(
      () => planStream((env) => readings(env).keyBy((r) => r.sensor)[deal]().map((r) => r)),
      "E-EDGE-KEYED",
    );
  }
  const keyed = readings(new StreamExecutionEnvironment()).keyBy((r) => r.at);
  refused(() => keyed.partitionCustom((at: number, n) => at % n, (r) => r.at), "E-EDGE-KEYED");
});

Deno.test("E-KEY keyBy knows one type option", () => {
  refused(
    () => planStream((env) => readings(env).keyBy((r) => r.at, { type: wrong("int") }).max("at")),
    "E-KEY",
    '"int"',
  );
});
