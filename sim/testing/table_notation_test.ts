import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { NamedError } from "../clock/named_error.ts";
import { drawBelow } from "../clock/prng.ts";
import { MAX, MIN } from "../clock/time.ts";
import { Operator, type OperatorContext } from "../5_operator/operator.ts";
import { filterOperator } from "../5_operator/filter.ts";
import { mapOperator } from "../5_operator/map.ts";
import { OperatorHarness } from "./operator_harness.ts";
import { playTable } from "./table_notation.ts";
import { readTable } from "./table_reader.ts";
import { readTableValue, showTableValue } from "./table_value.ts";

const NAMED = { name: "op", uid: "op", cost: 0 };

/** Hands on what it gets; odd numbers aside; tells which input it was; throws at 13. */
class Sorter extends Operator {
  override processElement(value: unknown, timestamp: number, context: OperatorContext): void {
    if (value === 13) throw new NamedError("E-UNLUCKY", "Thirteen");
    if (value === 14) throw new TypeError("one more is worse");
    if (Number(value) % 2 === 1) context.sideOutput("odd", value, timestamp);
    else context.collect(value, timestamp);
  }
  override processElement2(value: unknown, timestamp: number, context: OperatorContext): void {
    context.collect({ second: value }, timestamp);
  }
}

const sorter = () => new OperatorHarness({ Operator: Sorter, ...NAMED });

Deno.test("a table tells main output, then side outputs, of one input or of two", () => {
  playTable(
    sorter(),
    `
    2@5        → 2@5
    3@6        → odd: 3@6
    "2"@7      -> "2"@7                  # a text, not a number; -> is an arrow too
    x@–        → x@–                     # no word is odd; no timestamp
    {"b":1,"a":"x y"}@-8 → {"a":"x y","b":1}@−8

    2: z@4     → {"second":"z"}@4
    1: WM 9
    2: WM 7    → WM 7                    # event time is the smaller one
    2: idle    → WM 9
    1: idle    → idle
    1: active  → active
    WM +∞      → WM +∞
    13@1       → E-UNLUCKY
    end
    `,
  );
});

Deno.test("in a table, words can stand for records and for results", () => {
  const lengths = mapOperator<{ name: string }, { length: number }>({
    ...NAMED,
    map: ({ name }) => ({ length: name.length }),
  });
  playTable(
    new OperatorHarness<{ name: string }>(lengths),
    `
    Ada@1    → 3@1
    Grace@–  → 5@–
    PT 200   → –
    `,
    {
      read: (name) => ({ name: name as string }),
      show: ({ length }: { length: number }) => length,
    },
  );
});

Deno.test("facts are told behind the output, those that are asked for", () => {
  const positive = () =>
    new OperatorHarness<number>(filterOperator({ ...NAMED, filter: (n: number) => n > 0 }));
  playTable(positive(), "4@1 → 4@1\n-4@2 → recordFiltered@2", { facts: ["recordFiltered"] });
  playTable(positive(), "4@1 → 4@1\n-4@2 → –");
  throws(
    () => playTable(positive(), "4@1", { facts: ["recordFilterd"] }),
    /E-TABLE: options\.facts names "recordFilterd", which is no kind of fact/,
  );
});

Deno.test("what came out before the table began is not the table's", () => {
  playTable(sorter().processElement(2, 1).processElement(3, 1), "4@2 → 4@2");
});

Deno.test("a table that does not hold shows all of it, expected beside actual", () => {
  const found = refused(() =>
    playTable(
      sorter(),
      `
      2@1   → 2@1
      3@2   → 3@2        # forgot where the odd ones go

      WM 3  → WM 3  WM 4
      `,
    )
  );
  strictEqual(found.code, "E-TABLE-DIFFERS");
  strictEqual(
    found.sentence,
    `At line 2 of the table, "3@2", operator "op" gave something else than is expected:

    step  expected    actual
    2@1   2@1         2@1
  ✗ 3@2   3@2         odd: 3@2
  ✗ WM 3  WM 3  WM 4  WM 3`,
  );
});

Deno.test("an error that nobody expected ends the table and is its cause", () => {
  const found = refused(() => playTable(sorter(), "2@1 → 2@1\n14@2 → 14@2\n4@3 → 4@3"));
  match(found.sentence, /✗ 14@2 {2}14@2 {6}TypeError\n {2}✗ 4@3 +4@3 +not reached/);
  match(found.sentence, /"14@2" threw TypeError: one more is worse$/);
  ok(found.cause instanceof TypeError);
  const named = refused(() => playTable(sorter(), "13@1 → E-OTHER"));
  match(named.sentence, /✗ 13@1 {2}E-OTHER {3}E-UNLUCKY\n\n"13@1" threw NamedError: E-UNLUCKY/);
});

Deno.test("times and inputs are read as they are written", () => {
  const steps = readTable("WM −∞\nWM MAX\nWM −7\nPT 100\n2: a@3\n1: idle\nb@-\nend", []);
  deepStrictEqual(steps.map(({ step }) => step), [
    { type: "watermark", input: 0, timestamp: MIN },
    { type: "watermark", input: 0, timestamp: MAX },
    { type: "watermark", input: 0, timestamp: -7 },
    { type: "processingTime", now: 100 },
    { type: "record", input: 2, value: "a", timestamp: 3 },
    { type: "status", input: 1, status: "idle" },
    { type: "record", input: 0, value: "b", timestamp: MIN },
    { type: "end" },
  ]);
});

const MISTAKES: [table: string, message: RegExp][] = [
  ["", /E-TABLE: The table holds no step; wanted: one a line/],
  ["\n  # nothing\n", /E-TABLE: The table holds no step/],
  ["a", /line 1, column 1 of the table stands "a"; wanted: a step: a record such as a@3 or a@–/],
  ["a@3\n  a@x", /line 2, column 3 of the table stands "a@x"/],
  ["\n  a@3\n  @3", /line 2, column 3 of the table stands "@3"/],
  ["a@3 b@4", /line 1, column 5 of the table stands "b@4"; wanted: →, or the next step/],
  ["idel", /stands "idel"; wanted: a step: .* idle, active or end/],
  ["WM", /column 3 of the table nothing more stands; wanted: whole milliseconds such as 9/],
  ["WM 9.5", /column 4 of the table stands "9\.5"; wanted: whole milliseconds/],
  ["PT soon", /column 4 of the table stands "soon"; wanted: whole milliseconds/],
  ["2: end", /column 4 of the table stands "end"/],
  ["2: PT 3", /column 4 of the table stands "PT"/],
  ["3: a@3", /column 1 of the table stands "3:"/],
  ["→ a@3", /column 1 of the table stands "→"; wanted: a step/],
  ["WM → WM 3", /column 4 of the table stands "→"; wanted: whole milliseconds/],
  ["a@3 → a", /column 7 of the table stands "a"; wanted: what comes out: a record such as a@3/],
  ["a@3 → late: WM", /column 13 of the table stands "WM"; wanted: a record such as a@3/],
  ["a@3 → – b@3", /column 9 of the table stands "b@3"; wanted: the end of the line/],
  ["a@3 → b@3 –", /column 11 of the table stands "–"/],
  ["a@3 → a@3 → a@3", /column 11 of the table stands "→"/],
  ['{"n":1@3', /column 1 of the table stands "\{\\"n\\":1@3"/],
  ['{"n": 1}@3', /column 1 of the table stands "\{\\"n\\":"/],
  ["[1,2@3", /column 1/],
  ["a@3 → windowFired[0,10)", /column 7 of the table stands "windowFired\[0,10\)"/],
];

Deno.test("what is no table is refused by name, with line, column, and what was wanted", () => {
  for (const [table, message] of MISTAKES) {
    throws(() => playTable(sorter(), table), message, table);
  }
  strictEqual(
    refused(() => playTable(sorter(), "a@3\n  WM x → –")).sentence.split("\n").slice(1).join("\n"),
    `\n  2 │   WM x → –\n    │      ^`,
  );
});

Deno.test("every value that JSON knows is shown as one word, and read again as it was", () => {
  const letters = ["a", "7", "@", '"', " ", "[", "]", ",", ")", "{", "}", "#", ":", "–", "é", "\n"];
  const below = (n: number, bound: number) => drawBelow(5, 1, 0, n, bound);
  let bareCount = 0, quotedCount = 0;
  for (let run = 0; run < 2000; run++) {
    const length = 1 + below(16 * run, 9);
    const text = Array.from(
      { length },
      (_, i) => letters[below(16 * run + 1 + i, letters.length)],
    ).join("");
    const shown = showTableValue(text);
    deepStrictEqual(readTableValue(shown), { value: text });
    const [row] = readTable(`${shown}@3 → ${shown}@3`, []);
    deepStrictEqual(row.step, { type: "record", input: 0, value: text, timestamp: 3 });
    if (shown === text) bareCount++;
    else quotedCount++;
  }
  ok(bareCount > 100 && quotedCount > 100, `${bareCount} bare, ${quotedCount} quoted`);
  for (const value of [null, true, -1.5, [1, ["x"]], { a: { c: 1, d: [] } }]) {
    deepStrictEqual(readTableValue(showTableValue(value)), { value });
  }
  const more = [NaN, [Infinity], 12n, undefined];
  deepStrictEqual(more.map(showTableValue), ["NaN", '["Infinity"]', "12n", "undefined"]);
});

function refused(work: () => void): NamedError {
  try {
    work();
  } catch (error) {
    if (error instanceof NamedError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
