/// <reference lib="deno.unstable" />

import { deepStrictEqual, match, strictEqual } from "node:assert";
import plugin, { isDeterministic } from "./lint_plugin.ts";

/** The rules that a source breaks, each once. */
function found(path: string, source: string): string[] {
  const ids = Deno.lint.runPlugin(plugin, path, source).map(({ id }) => id);
  return [...new Set(ids)].map((id) => id.replace("headwater/", ""));
}

const BANNED: readonly (readonly [source: string, rule: string])[] = [
  ["export const a = Math.random();", "no-entropy"],
  ["export const a = crypto.randomUUID();", "no-entropy"],
  ["export const a = Date.now();", "no-clock"],
  ["export const a = new Date(0);", "no-clock"],
  ["export const make = Date;", "no-clock"],
  ["export const a = { Date };", "no-clock"],
  ["export const a = performance.now();", "no-clock"],
  ["setTimeout(() => {}, 1);", "no-async"],
  ["setInterval(() => {}, 1);", "no-async"],
  ["queueMicrotask(() => {});", "no-async"],
  ["export async function a() {}", "no-async"],
  ["export const a = async () => {};", "no-async"],
  ["export class A { async a() {} }", "no-async"],
  ["export const a = new Promise(() => {});", "no-async"],
  ["await a();", "no-async"],
  ["for await (const a of b) c(a);", "no-async"],
  ["export const a = Math.exp(1);", "no-inexact-math"],
  ['export const a = Math["log"](1);', "no-inexact-math"],
  ["export const a = b ** 0.5;", "no-inexact-math"],
  ['export const a = b.localeCompare("c");', "no-locale"],
  ["export const a = (1).toLocaleString();", "no-locale"],
  ["export const a = new Intl.Collator();", "no-locale"],
  ["export const a = b.sort();", "no-default-sort"],
  ["export const a = b.toSorted();", "no-default-sort"],
  ["export const a = structuredClone(b);", "no-structured-clone"],
  ["export const a = Deno.cwd();", "no-host"],
  ["export const a = globalThis.x;", "no-host"],
  ["export const a = document.body;", "no-host"],
];

for (const [source, rule] of BANNED) {
  Deno.test(`lint refuses in the engine: ${source}`, () => {
    deepStrictEqual(found("sim/clock/x.ts", source), [rule]);
    deepStrictEqual(found("lessons/figures/x.ts", source), [rule]);
  });
}

const ALLOWED = [
  "export const a = Math.floor(Math.abs(b));",
  "export const a = 2 ** 32;",
  "export const a = b.sort((x, y) => x - y);",
  "export const isDate = (a: unknown) => a instanceof Date;",
  "export interface A { performance: number; at: Date }",
  "export const a = { fetch: 1, document: 2 };",
  "export const a = b.performance + b.fetch;",
  "export class A { crypto = 1; fetch() {} }",
  "export function process(window: { start: number }) { return window.start; }",
];

for (const source of ALLOWED) {
  Deno.test(`lint allows in the engine: ${source}`, () => {
    deepStrictEqual(found("sim/clock/x.ts", source), []);
  });
}

Deno.test("lint names the replacement", () => {
  const [{ hint }] = Deno.lint.runPlugin(plugin, "sim/x.ts", "export const a = Date.now();");
  match(hint ?? "", /`now`/);
});

const FREE = [
  "sim/clock/entropy.ts",
  "sim/clock/x_test.ts",
  "sim/cli/main.ts",
  "sim/bench/main.ts",
  "site/build.ts",
  "lessons/quakes/job.ts",
];

for (const path of FREE) {
  Deno.test(`lint lets ${path} speak to the host`, () => {
    strictEqual(isDeterministic(path), false);
    deepStrictEqual(found(path, "export const a = Date.now();"), []);
  });
}

Deno.test("lint knows a file by its full path too", () => {
  strictEqual(isDeterministic(new URL("../sim/mod.ts", import.meta.url).pathname), true);
});

Deno.test("lint measures functions: 60 lines pass, 61 do not, anywhere", () => {
  const lines = (count: number) => `export function a() {\n${"  b();\n".repeat(count - 2)}}`;
  deepStrictEqual(found("site/x.ts", lines(60)), []);
  deepStrictEqual(found("site/x.ts", lines(61)), ["function-length"]);
  const method = `export class A {\n${"".padEnd(61, "\n")}}`;
  deepStrictEqual(found("site/x.ts", method), []);
});
