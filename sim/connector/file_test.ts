import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { splitCsvRow } from "./csv_row.ts";
import { LINE_LENGTH_MAX, parseCsv, parseNdjson } from "./file.ts";

const name = "quakes.ndjson";

Deno.test("parseNdjson accepts a byte order mark, CRLF, blank lines and a missing last newline", () => {
  const file = parseNdjson('\ufeff{"a":1}\r\n\r\n  \n[2]\n"three"', { name });
  deepStrictEqual(file, { values: [{ a: 1 }, [2], "three"], rejected: [] });
});

Deno.test("parseNdjson reads an empty text as an empty file", () => {
  for (const text of ["", "\ufeff", "\n\r\n \n"]) {
    deepStrictEqual(parseNdjson(text, { name }), { values: [], rejected: [] });
  }
});

Deno.test("parseNdjson keeps each bad line aside, named by its number in the file, none lost", () => {
  const lines = ["{", "", '{"a":1}', "{'a':1}", "[1,]", "undefined", '{"a":1} {"a":2}'];
  const { values, rejected } = parseNdjson(lines.join("\n"), { name });
  deepStrictEqual(values, [{ a: 1 }]);
  deepStrictEqual(
    rejected.map((r) =>
      r.match(/^E-FILE-LINE: quakes\.ndjson line (\d+): .* is not JSON, .*cause/)?.[1]
    ),
    ["1", "4", "5", "6", "7"],
  );
});

Deno.test("parseNdjson shows at most 80 characters of a bad line, escaped", () => {
  const [rejection] = parseNdjson("\u202e\u0000" + "x".repeat(1e6), { name }).rejected;
  const shown = rejection.match(/line 1: (.*) is not JSON/)![1];
  strictEqual(shown.length, 80);
  ok(shown.startsWith('"\\u202e\\u0000xxx') && shown.endsWith("…"));
});

Deno.test("a line that is too long is kept aside unread, in NDJSON and CSV", () => {
  const long = "1".repeat(LINE_LENGTH_MAX + 1);
  const fits = `"${"x".repeat(LINE_LENGTH_MAX - 2)}"`;
  const json = parseNdjson(`1\n${long}\n${fits}`, { name });
  const csv = parseCsv(`a\n${long}\n2`, { name });
  deepStrictEqual([json.values.length, csv.values], [2, [{ a: "2" }]]);
  for (const { rejected } of [json, csv]) {
    ok(/^E-FILE-LINE: .* line 2: "1+….* is 1048577 characters long/.test(rejected.join()));
  }
});

/** Row 56 of the table of bad inputs, and its neighbours: what is read, and which lines are named. */
const ROWS: [string, string, unknown[], string[]][] = [
  ["a byte order mark", "\ufeff1", [1], []],
  ["CRLF", "1\r\n2\r\n", [1, 2], []],
  ["CR alone is no end of a line", "1\r2", [], ["1"]],
  ["a byte order mark in the middle", "1\n\ufeff2", [1], ["2"]],
  ["characters that were not UTF-8", "\ufffd\n1", [1], ["1"]],
  ["what is binary", "\u0000\u0001\n1", [1], ["1"]],
  ["blank lines count as lines", "\n\nx", [], ["3"]],
  ["NaN and Infinity", "NaN\nInfinity\n-1", [-1], ["1", "2"]],
  ["a number too large to be exact", "12345678901234567890", [12345678901234567000], []],
  ["null, which is a value", "null", [null], []],
  ["half of an emoji, escaped", '"\\ud83d"', ["\ud83d"], []],
  ["a file cut off in the middle", '{"a":1}\n{"a":', [{ a: 1 }], ["2"]],
  ["a list over several lines", "[\n1\n]", [1], ["1", "3"]],
];

for (const [title, text, values, lines] of ROWS) {
  Deno.test(`bad input: NDJSON with ${title} loses no line without a word`, () => {
    const file = parseNdjson(text, { name });
    deepStrictEqual(file.values, values);
    deepStrictEqual(
      file.rejected.map((r) => r.match(/^E-FILE-LINE: quakes\.ndjson line (\d+): /)?.[1]),
      lines,
    );
  });
}

Deno.test("bad input: CSV names a short row, a long row and a wrong quote, and reads the rest", () => {
  const { values, rejected } = parseCsv('a,b\r\n1\r\n1,2,3\r\n"1,2\r\n3,4', { name });
  deepStrictEqual(values, [{ a: "3", b: "4" }]);
  deepStrictEqual(rejected.map((r) => r.match(/line (\d+)/)?.[1]), ["2", "3", "4"]);
});

Deno.test("strict parsing throws E-FILE-LINE at the first bad line", () => {
  throws(
    () => parseNdjson("1\nx\ny", { name, strict: true }),
    /^NamedError: E-FILE-LINE: quakes\.ndjson line 2: "x" is not JSON/,
  );
  throws(
    () => parseCsv("a,b\n1", { name, strict: true }),
    /E-FILE-LINE: .* line 2: "1" has 1 fields/,
  );
});

Deno.test("a check turns a readable value into a named rejection", () => {
  const check = (value: unknown) => typeof value === "number" ? null : "is not a number";
  const file = parseNdjson('1\n"2"\n3', { name, check });
  deepStrictEqual(file.values, [1, 3]);
  deepStrictEqual(file.rejected, ['E-FILE-LINE: quakes.ndjson line 2: "\\"2\\"" is not a number']);
});

Deno.test("values are deep-frozen, and one nested too deep is a rejection", () => {
  const deep = "[".repeat(100) + "]".repeat(100);
  const file = parseNdjson<{ a: unknown[] }>(`{"a":[1]}\n${deep}`, { name });
  ok(Object.isFrozen(file.values[0].a));
  ok(/line 2: .* cannot be a record \(E-VALUE: .*nested/.test(file.rejected[0]));
});

Deno.test("prototype keys are ordinary names in NDJSON and CSV", () => {
  const json = parseNdjson<Record<string, unknown>>('{"__proto__":{"x":1},"toString":2}', { name });
  const csv = parseCsv("__proto__,constructor\n1,2", { name });
  for (const [value] of [json.values, csv.values]) {
    strictEqual(Object.getPrototypeOf(value), Object.prototype);
    ok(Object.hasOwn(value, "__proto__"));
  }
  strictEqual(({} as { x?: number }).x, undefined);
});

Deno.test("parseCsv names fields by the first line and keeps them as text", () => {
  const file = parseCsv('\ufeffid,place\r\n\r\n1,"Castaic, ""CA"""\r\n2,\r\n', { name });
  deepStrictEqual(file.values, [{ id: "1", place: 'Castaic, "CA"' }, { id: "2", place: "" }]);
  deepStrictEqual(file.rejected, []);
});

Deno.test("parseCsv keeps aside rows of another length or with an unpaired quote", () => {
  const { values, rejected } = parseCsv('a,b\n1,2,3\n"1,2\n5" tall,2\n1,2', { name });
  deepStrictEqual(values, [{ a: "1", b: "2" }]);
  deepStrictEqual(rejected.map((r) => r.match(/line (\d+): .* has (3 fields|a quote)/)?.slice(1)), [
    ["2", "3 fields"],
    ["3", "a quote"],
    ["4", "a quote"],
  ]);
});

Deno.test("parseCsv reads an empty text as an empty file and refuses a bad header", () => {
  deepStrictEqual(parseCsv("", { name }), { values: [], rejected: [] });
  for (const header of ["a,a", "a,", '"a']) {
    throws(() => parseCsv(`${header}\n1,2`, { name }), /E-FILE-HEADER: quakes\.ndjson line 1: /);
  }
});

Deno.test("splitCsvRow splits as RFC 4180 does, within one line", () => {
  const cases: [string, string[] | null][] = [
    ["", [""]],
    [",", ["", ""]],
    ['""', [""]],
    ['"a"', ["a"]],
    ['"a","b,c"', ["a", "b,c"]],
    ['""""', ['"']],
    ['"', null],
    ['"a"b', null],
    ['a"b', null],
    ['"a""', null],
  ];
  for (const [line, fields] of cases) deepStrictEqual(splitCsvRow(line), fields, line);
});
