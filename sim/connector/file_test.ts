import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { splitCsvRow } from "./csv_row.ts";
import { parseCsv, parseNdjson } from "./file.ts";

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
