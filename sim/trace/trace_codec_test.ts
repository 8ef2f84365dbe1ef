import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { NamedError } from "../clock/named_error.ts";
import { drawBelow } from "../clock/prng.ts";
import { MAX, MIN } from "../clock/time.ts";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { Fact } from "./fact.ts";
import { decodeTrace, encodeTrace } from "./trace_codec.ts";
import { traceFileLines } from "./trace_file.ts";
import { NAMES, traceOf } from "./trace_for_tests.ts";
import { traceText } from "./trace_text.ts";
import { TraceWriter } from "./trace_writer.ts";

const ABOUT = { traceHash: "cafe", scenario: "über → 東京 \u0000\ud800" };
const fileOf = (rowCount: number) => encodeTrace(traceOf(rowCount), NAMES, ABOUT);

Deno.test("a trace that is encoded and decoded is the same trace, with values that JSON has not", () => {
  for (const rowCount of [0, 1, 40, 255, 256, 257, 2500]) {
    const trace = traceOf(rowCount);
    const read = decodeTrace(encodeTrace(trace, NAMES, ABOUT));
    deepStrictEqual([...read.trace.facts()], [...trace.facts()]);
    deepStrictEqual(read.names, NAMES);
    deepStrictEqual(read.about, ABOUT);
    deepStrictEqual(read.warnings, []);
    deepStrictEqual(encodeTrace(read.trace, read.names, read.about), fileOf(rowCount));
  }
});

Deno.test("a trace keeps its numbering, its frozen values, and what it has in common with a text", () => {
  const trace = traceOf(50);
  trace.start = 131072;
  const read = decodeTrace(encodeTrace(trace, NAMES, ABOUT));
  strictEqual(read.trace.at(131074).time, 20);
  ok([...read.trace.facts()].every(({ value }) => Object.isFrozen(value)));
  const lines = (from: typeof read) => [...traceFileLines(from.trace, from.names, from.about)];
  deepStrictEqual(lines(read), lines({ ...read, trace }));
});

Deno.test("stamps that lie as far apart as can be come back as they were", () => {
  const writer = new TraceWriter({ level: "all" });
  const stamps = [-(2 ** 52), 2 ** 52, MAX - 1, MIN, MIN + 1, 0, MAX, 2 ** 50, 1];
  for (const stamp of stamps) writer.write(Fact.timerFired, 0, 0, 0, stamp, 255, undefined);
  const { trace } = decodeTrace(encodeTrace(writer.trace, NAMES));
  deepStrictEqual([...trace.facts()].map(({ stamp }) => stamp), stamps);
});

Deno.test("a fact that says little takes eight bytes, one for each column", () => {
  const sizeOf = (rowCount: number) => {
    const writer = new TraceWriter({ level: "all" });
    for (let i = 0; i < rowCount; i++) {
      writer.write(Fact.creditReturned, 3, -1, -1, 0, 0, undefined);
    }
    return encodeTrace(writer.trace, NAMES).length;
  };
  strictEqual(sizeOf(250) - sizeOf(150), 100 * 8);
});

const changed = (file: Uint8Array, at: number, change = 1) => {
  const copy = file.slice();
  copy[at < 0 ? copy.length + at : at] ^= change;
  return copy;
};

Deno.test("a file that is cut, altered or something else is refused, with the offset", () => {
  const file = fileOf(2500);
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(), /E-TRACE-CORRUPT: .*it begins with nothing/],
    [Uint8Array.of(80, 75, 3, 4), /E-TRACE-CORRUPT: .*it begins with 50 4b 03 04; wanted: 89 48/],
    [changed(file, 4, 7), /E-TRACE-CORRUPT: .*begins with 89 48 57 54 0a 0a 1a 0a; .*sent as text/],
    [file.slice(0, 8), /E-TRACE-CORRUPT: .*at byte 8: more should follow than byte 8; it was cut/],
    [file.slice(0, 200), /at byte 10: more should follow than byte 200; it was cut/],
    [file.slice(0, -1), /at byte \d+: more should follow than byte \d+; it was cut/],
    [changed(file, 20), /at byte 8: the seal at byte \d+ does not fit; one of the bytes up to it/],
    [changed(file, -1), /at byte \d+: the seal at byte \d+ does not fit/],
    [changed(file, -500), /at byte \d+: the seal at byte \d+ does not fit/],
    [Uint8Array.of(...file, 0), /at byte \d+: the file goes on after the last of 2500 facts/],
  ];
  for (const [bytes, message] of cases) throws(() => decodeTrace(bytes), message);
});

/** A file whose seals are right, whatever stands in it. */
function forged(header: unknown, ...blocks: ((out: ByteWriter) => void)[]): Uint8Array {
  const file = new ByteWriter(), first = new ByteWriter();
  file.append(fileOf(0).slice(0, 8));
  first.json(header);
  file.block(first);
  for (const write of blocks) {
    const block = new ByteWriter();
    write(block);
    file.block(block);
  }
  return file.written;
}

Deno.test("a file that only pretends to be sound is refused as well", () => {
  const header = {
    ...{ format: "headwater-trace", version: 1, start: 0, rows: 1, kinds: {}, about: {} },
    names: NAMES,
  };
  const counts = (...numbers: number[]) => (out: ByteWriter) =>
    numbers.forEach((n) => out.count(n));
  const cases: [Uint8Array, RegExp][] = [
    [forged({}), /E-TRACE-CORRUPT: The file is not a trace: byte 9 is "\{\}"/],
    [forged({ ...header, version: 2 }), /E-TRACE-VERSION: .*version 2/],
    [forged({ ...header, kinds: { 30: "resultRead" } }), /E-TRACE-VERSION: .*kind 30/],
    [forged({ ...header, rows: -1 }), /E-TRACE-CORRUPT: .*at byte \d+: rows is -1/],
    [forged({ ...header, rows: 1e12 }), /E-TRACE-CORRUPT: .*it was cut/],
    [forged(header, counts()), /at byte \d+: more should follow/],
    [forged(header, counts(1e9)), /at byte \d+: more should follow/],
    [forged(header, counts(0, 0, 1, 2, 0, 0, 0, 3, 5)), /this points at no value/],
    [forged(header, counts(0, 0, 1, 2, 0, 0, 0, 3, 0, 0)), /goes on after its 1 facts/],
    [forged(header, counts(0, 0, 1, 3, 0, 0, 0, 3, 0)), /fact 0, in the block that ends here/],
    [
      forged(header, counts(0, 0, 1, 2, 2 ** 52, 0, 0, 3, 0)),
      /fact 0, in the block that ends here/,
    ],
    [forged(header, counts(1, 9)), /more should follow/],
    [forged(header, (out) => [1, 0].forEach((n) => out.count(n)), () => {}), /more should follow/],
    [
      forged(header, (out) => [1, 0, 1, 93].forEach((n) => out.count(n))),
      /the text here is not JSON/,
    ],
    [
      forged(header, (out) => {
        out.count(1);
        out.count(1);
        out.json(["a", "b"]);
        out.json([1]);
      }),
      /the value here has not its fields/,
    ],
    [
      forged(header, (out) => {
        out.count(1);
        out.count(0);
        out.json({ $: "no such thing" });
      }),
      /the text here is no value/,
    ],
    [
      forged(header, (out) => {
        out.count(1);
        out.count(1);
        out.json({});
      }),
      /a list should stand here/,
    ],
    [forged(header, (out) => Array(9).fill(255).forEach((n) => out.byte(n))), /longer than any/],
  ];
  for (const [bytes, message] of cases) throws(() => decodeTrace(bytes), message);
});

Deno.test("what stands before the damage can be had on request: the blocks that are sealed", () => {
  const file = fileOf(2500);
  const read = decodeTrace(file.slice(0, -1), { isPartial: true });
  deepStrictEqual([...read.trace.facts()], [...traceOf(2304).facts()]);
  match(read.warnings[0], /^W-TRACE-PARTIAL: The trace file is damaged at byte \d+: .*it was cut/);
  throws(() => decodeTrace(file.slice(0, 30), { isPartial: true }), /E-TRACE-CORRUPT/);
});

Deno.test("any damage ends in a named error or in a trace whose text can be shown", () => {
  const file = fileOf(60);
  const below = (n: number, bound: number) => drawBelow(11, 3, 0, n, bound);
  for (let run = 0; run < 800; run++) {
    const at = below(3 * run, file.length);
    const bytes = run % 2 === 0
      ? changed(file, at, 1 + below(3 * run + 1, 255))
      : Uint8Array.of(...file.slice(0, at), ...file.slice(at + 1 + below(3 * run + 2, 9)));
    throws(() => decodeTrace(bytes), (error) => {
      ok(error instanceof NamedError, `run ${run}: ${error}`);
      return /^E-TRACE-(CORRUPT|VERSION)$/.test(error.code);
    });
    try {
      const read = decodeTrace(bytes, { isPartial: true });
      traceText(read.trace, read.names);
    } catch (error) {
      ok(error instanceof NamedError, `run ${run}: ${error}`);
    }
  }
});

Deno.test("numbers of every size come back as they were, in as few bytes as they need", () => {
  const writer = new ByteWriter();
  const counts = [0, 1, 127, 128, 16383, 16384, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER];
  const signed = [0, -1, 1, -64, 64, 2 ** 31, -(2 ** 52), 2 ** 52 - 1];
  counts.forEach((n) => writer.count(n));
  strictEqual(writer.written.length, 1 + 1 + 1 + 2 + 2 + 3 + 5 + 5 + 8);
  signed.forEach((n) => writer.signed(n));
  [0.1, -0, Infinity].forEach((n) => writer.double(n));
  const reader = new ByteReader(writer.written);
  deepStrictEqual(counts.map(() => reader.count()), counts);
  deepStrictEqual(signed.map(() => reader.signed()), signed);
  deepStrictEqual([reader.double(), reader.double(), reader.double()], [0.1, -0, Infinity]);
  ok(reader.isAtEnd);
});
