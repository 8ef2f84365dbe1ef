import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { NamedError } from "../clock/named_error.ts";
import { draw, drawBelow } from "../clock/prng.ts";
import type { Trace } from "./trace.ts";
import { traceFileLines } from "./trace_file.ts";
import { readTraceFile } from "./trace_file_reader.ts";
import { NAMES, traceOf } from "./trace_for_tests.ts";
import { traceText } from "./trace_text.ts";
import { TraceWriter } from "./trace_writer.ts";

const fileOf = (trace: Trace) => [...traceFileLines(trace, NAMES, { traceHash: "cafe" })].join("");

Deno.test("a trace that is written and read is the same trace, with values that JSON has not", () => {
  for (const rowCount of [0, 1, 40, 999, 1000, 1001, 2500]) {
    const trace = traceOf(rowCount);
    const read = readTraceFile(fileOf(trace));
    deepStrictEqual([...read.trace.facts()], [...trace.facts()]);
    deepStrictEqual(read.names, NAMES);
    deepStrictEqual(read.about, { traceHash: "cafe" });
    deepStrictEqual(read.warnings, []);
    strictEqual(fileOf(read.trace), fileOf(trace));
  }
});

Deno.test("a trace whose oldest facts were forgotten keeps its numbering", () => {
  const trace = traceOf(5);
  trace.start = 131072;
  const read = readTraceFile(fileOf(trace)).trace;
  strictEqual(read.start, 131072);
  strictEqual(read.at(131074).time, 20);
});

Deno.test("a byte order mark and CRLF do no harm", () => {
  const trace = traceOf(3);
  const read = readTraceFile(`\ufeff${fileOf(trace).replaceAll("\n", "\r\n")}`);
  deepStrictEqual([...read.trace.facts()], [...trace.facts()]);
});

Deno.test("a file that is cut, altered or something else is refused, with the line", () => {
  const file = fileOf(traceOf(2500));
  const lines = file.split("\n");
  const without = (at: number) => lines.filter((_, i) => i !== at).join("\n");
  const cases: [string, RegExp][] = [
    ["", /E-TRACE-CORRUPT: The file is not a trace: line 1 is ""/],
    ["PK\u0003\u0004", /E-TRACE-CORRUPT: The file is not a trace/],
    ["{}", /E-TRACE-CORRUPT: The file is not a trace/],
    ['{"format":1}', /E-TRACE-CORRUPT: The file is not a trace/],
    ["[1,2]", /E-TRACE-CORRUPT: The file is not a trace/],
    [lines[0].replace('"version":1', '"version":2'), /E-TRACE-VERSION: .*has version 2/],
    [lines[0].replace('"version":1', '"version":"1"'), /E-TRACE-VERSION/],
    [lines[0].replace("resultWritten", "resultRead"), /E-TRACE-VERSION: .*kind 30 is "resultRead"/],
    [lines[0], /E-TRACE-CORRUPT: .*line 1: the file ends after 0 of 2500 facts; it was cut/],
    [file.slice(0, file.length / 2), /E-TRACE-CORRUPT: .*at line \d+: .* is not JSON/],
    [lines.slice(0, 700).join("\n"), /line 700: the file ends after 699 of 2500 facts; it was cut/],
    [without(5), /line 1001: the seal counts 1000 facts, but 999 stand above it/],
    [
      file.replace('"text"', '"test"'),
      /line 1002: the seal is .*one of the lines 1 to 1002 was changed/,
    ],
    [file.replace("[24000,", "[24001,"), /line 2504: the seal is .*one of the lines 2004 to 2504/],
    [file.replace("[100,30,", "[100,30.5,"), /line 12: "?\[100,30\.5/],
    [file.replace("[100,30,", "[1,30,"), /line 12: .*its time lies before the fact above it/],
    [file.replace("[100,30,", "[100,30,99999999,"), /line 12/],
    [file.replace('{"$":"NaN"}', '{"$":"Nan"}'), /line 6/],
    [`${file}[]`, /line 2505: the file goes on after its last seal/],
    [file.replace('"rows":2500', '"rows":2501'), /E-TRACE-CORRUPT: .*the seal is/],
    [file.replace('"rows":2500', '"rows":-1'), /line 1: rows is -1; wanted: a whole number/],
    [file.replace('"start":0', '"start":1e300'), /line 1: start is 1e\+300/],
    [file.replace('"subtasks":["source[0]"', '"subtasks":[7'), /line 1: names\.subtasks is/],
    [file.replace('"keys":["a"', '"keys":[{}'), /line 1: names\.keys/],
    [file.replace(/"names":\{.*?\},"about"/, '"names":3,"about"'), /line 1: names is 3/],
    [file.replace('{"traceHash":"cafe"}', '{"traceHash":7}'), /line 1: about is/],
  ];
  for (const [text, message] of cases) throws(() => readTraceFile(text), message);
});

Deno.test("what stands before the damage can be had on request", () => {
  const file = fileOf(traceOf(2500));
  const read = readTraceFile(file.slice(0, file.length / 2), { isPartial: true });
  ok(read.trace.length > 1000);
  match(read.warnings[0], /^W-TRACE-PARTIAL: The trace file is damaged at line \d+/);
  throws(() => readTraceFile("PK", { isPartial: true }), /E-TRACE-CORRUPT/);
});

Deno.test("a kind that this engine does not know is shown by its number", () => {
  const writer = new TraceWriter({ level: "all" });
  writer.write(200, 1, 2, 3, 4, 5, { a: 1 });
  const { trace, names, warnings } = readTraceFile(fileOf(writer.trace));
  match(warnings[0], /^W-TRACE-KINDS: .*unknown\(200\)/);
  match(traceText(trace, names), /unknown\(200\)/);
});

Deno.test("any damage ends in a named error or in a trace whose text can be shown", () => {
  const file = fileOf(traceOf(60));
  const below = (n: number, bound: number) => drawBelow(11, 3, 0, n, bound);
  for (let run = 0; run < 800; run++) {
    const at = below(3 * run, file.length);
    const letter = '0123456789",:[]{}-.eE\n\\ax'[Math.abs(draw(11, 4, 0, run)) % 25];
    const text = run % 3 === 0
      ? file.slice(0, at) + file.slice(at + 1 + below(3 * run + 1, 9))
      : file.slice(0, at) + letter + file.slice(at + (run % 3 === 1 ? 1 : 0));
    for (const isPartial of [false, true]) {
      try {
        const read = readTraceFile(text, { isPartial });
        traceText(read.trace, read.names);
      } catch (error) {
        ok(error instanceof NamedError, `run ${run}: ${error}`);
        match(error.code, /^E-TRACE-(CORRUPT|VERSION)$/);
      }
    }
  }
});
