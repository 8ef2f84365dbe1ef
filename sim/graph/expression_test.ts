import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { compileExpression } from "./expression.ts";
import { compileStatements } from "./statement.ts";

const VALUE = { var: "value" };

const COMPUTED: readonly [unknown, unknown, unknown][] = [
  // expression, value, result
  ["a", 0, "a"],
  [null, 0, null],
  [{ constant: [1, { a: 2 }] }, 0, [1, { a: 2 }]],
  [VALUE, 7, 7],
  [{ field: [VALUE, 1] }, ["a", 5], 5],
  [{ field: [VALUE, "mag"] }, { mag: 5 }, 5],
  [{ field: [VALUE, "length"] }, [1, 2], 2],
  [{ add: [VALUE, 1] }, 41, 42],
  [{ multiply: [VALUE, -2] }, 3, -6],
  [{ min: [VALUE, 2] }, 3, 2],
  [{ max: [VALUE, "b"] }, "a", "b"],
  [{ concat: ["IN:", VALUE, null, true, 1.5] }, "x", "IN:xnulltrue1.5"],
  [{ concat: [VALUE] }, [1, "a"], '[1,"a"]'],
  [{ concat: [] }, 0, ""],
  [{ tuple: [VALUE, { add: [VALUE, 1] }] }, 1, [1, 2]],
  [{ equals: [VALUE, { constant: { a: [1], b: 2 } }] }, { b: 2, a: [1] }, true],
  [{ equals: [VALUE, { constant: [] }] }, {}, false],
  [{ equals: [VALUE, "1"] }, 1, false],
  [{ lessThan: [VALUE, 2] }, 1, true],
  [{ isEven: VALUE }, -3, false],
  [{ not: { isEven: VALUE } }, 3, true],
  [{ if: [{ isEven: VALUE }, "even", { field: [VALUE, 9] }] }, 2, "even"],
];

for (const [expression, value, result] of COMPUTED) {
  Deno.test(`compileExpression computes ${JSON.stringify(expression)}`, () => {
    deepStrictEqual(compileExpression(expression, "e", ["value"])({ value }), result);
  });
}

const REFUSED_WHEN_RUN: readonly [unknown, unknown][] = [
  [{ add: [VALUE, 1] }, "1"],
  [{ add: [VALUE, VALUE] }, 1e308],
  [{ field: [VALUE, "__proto__"] }, {}],
  [{ field: [VALUE, "toString"] }, { a: 1 }],
  [{ field: [VALUE, 0] }, null],
  [{ isEven: VALUE }, 1.5],
  [{ not: VALUE }, 0],
  [{ lessThan: [VALUE, 1] }, "0"],
  [{ if: [VALUE, 1, 2] }, "yes"],
];

for (const [expression, value] of REFUSED_WHEN_RUN) {
  Deno.test(`E-EXPRESSION ${JSON.stringify(expression)} says what it met`, () => {
    const compute = compileExpression(expression, "m.map", ["value"]);
    throws(() => compute({ value }), /E-EXPRESSION: m\.map.*(met|finds|tests)/);
  });
}

const REFUSED: readonly [unknown, RegExp][] = [
  [undefined, /e holds undefined/],
  [NaN, /e holds NaN/],
  [() => 1, /e holds/],
  [[1, 2], /e holds \[1,2\].*\{ tuple/],
  [{}, /e holds \{\}/],
  [{ add: [1, 2], multiply: [1, 2] }, /one field, the operation/],
  [{ add: [1] }, /e\.add holds \[1\]; wanted: a list of 2/],
  [{ add: [1, { sub: [1, 2] }] }, /e\.add\[1\] holds "sub"; wanted: one of the operations/],
  [{ constructor: [] }, /e holds "constructor"/],
  [JSON.parse('{"__proto__": [1, 2]}'), /e holds "__proto__"/],
  [{ var: "key" }, /e\.var holds "key"; wanted: one of value/],
  [{ var: "__proto__" }, /e\.var holds "__proto__"/],
  [{ field: [VALUE, -1] }, /e\.field\[1\] holds -1/],
  [{ field: [VALUE, VALUE] }, /e\.field\[1\] holds/],
  [{ if: [true, 1] }, /e\.if holds .*a list of 3/],
];

for (const [expression, wanted] of REFUSED) {
  Deno.test(`E-GRAPH-EXPRESSION compileExpression refuses, as wanted by ${wanted}`, () => {
    throws(() => compileExpression(expression, "e", ["value"]), (error: Error) => {
      ok(error.message.startsWith("E-GRAPH-EXPRESSION: "), error.message);
      return wanted.test(error.message);
    });
  });
}

Deno.test("compileStatements emits in order and takes one side of an if", () => {
  const run = compileStatements(
    [
      { emit: VALUE },
      { if: { isEven: VALUE }, then: [{ emit: "even" }], else: [{ emitEachChar: "odd" }] },
      { if: { isEven: VALUE }, then: [{ emitEach: { tuple: [1, 2] } }] },
    ],
    "do",
    ["value"],
  );
  const emittedFor = (value: unknown) => {
    const emitted: unknown[] = [];
    run({ value }, { collect: (result) => emitted.push(result) });
    return emitted;
  };
  deepStrictEqual(emittedFor(2), [2, "even", 1, 2]);
  deepStrictEqual(emittedFor(3), [3, "o", "d", "d"]);
});

for (
  const statements of [
    null,
    {},
    [null],
    [{}],
    [{ emit: 1, emitEach: 2 }],
    [{ emitt: 1 }],
    [{ if: true }],
    [{ if: true, then: [], emit: 1 }],
    [{ emit: [] }],
    [JSON.parse('{"__proto__": 1}')],
  ]
) {
  Deno.test(`E-GRAPH-EXPRESSION compileStatements refuses ${JSON.stringify(statements)}`, () => {
    throws(() => compileStatements(statements, "do", ["value"]), /E-GRAPH-EXPRESSION: do/);
  });
}

Deno.test("E-EXPRESSION emitEach and emitEachChar want something to take apart", () => {
  const out = { collect: () => {} };
  for (const verb of ["emitEach", "emitEachChar"]) {
    const run = compileStatements([{ [verb]: VALUE }], "do", ["value"]);
    throws(() => run({ value: 1 }, out), /E-EXPRESSION: do\[0\]\.emitEach.* met 1; wanted: a/);
  }
  strictEqual(out.collect(), undefined);
});
