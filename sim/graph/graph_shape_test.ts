import { deepStrictEqual, throws } from "node:assert/strict";
import { checkShape, type ShapeNode } from "./graph_shape.ts";

/** `a`, `b<a`, `c<a,b` …: a source without inputs; the last letter is the sink. */
function shape(...texts: string[]): ShapeNode[] {
  return texts.map((text, index): ShapeNode => {
    const [id, list = ""] = text.split("<");
    const inputs = list === "" ? [] : list.split(",");
    const role = inputs.length === 0 ? "source" : index === texts.length - 1 ? "sink" : "between";
    return {
      id,
      label: `node "${id}"`,
      role,
      inputs,
      inputCountMin: role === "source" ? 0 : 1,
      inputCountMax: role === "source" ? 0 : 2,
    };
  });
}

Deno.test("checkShape orders inputs first, depth-first, in the order of the list", () => {
  deepStrictEqual(checkShape(shape("a", "b<a", "c<b")), [0, 1, 2]);
  deepStrictEqual(checkShape(shape("d<b,c", "b<a", "c<a", "a", "e<d")), [3, 1, 2, 0, 4]);
});

Deno.test("checkShape survives a long pipeline", () => {
  const long = Array.from({ length: 50_000 }, (_, i) => i === 0 ? "0" : `${i}<${i - 1}`).reverse();
  const nodes = shape(...long).map((node) =>
    node.id === "49999" ? { ...node, role: "sink" } : node
  );
  deepStrictEqual(checkShape(nodes as ShapeNode[]).at(-1), 0);
});

const BAD: readonly [string, string[], RegExp][] = [
  ["a circle of three", ["a", "b<a,d", "c<b", "d<c", "e<d"], /CYCLE.*"b" → "c" → "d" → "b";/],
  ["a node that reads itself", ["a", "b<b", "c<b"], /CYCLE.*circle: "b" → "b";/],
  ["a circle without a way in", ["a<b", "b<a"], /CYCLE/],
  ["an unknown input", ["a", "b<x", "c<b"], /REF: The input "x" of node "b" does not exist/],
  ["an id given twice", ["a", "b<a", "b<a"], /DUP: The id "b" belongs to node "b" and to/],
  ["too many inputs", ["a", "b<a,a,a", "c<b"], /ARITY: The number of inputs of node "b" is 3/],
  ["no source", [], /NOSOURCE: The job has 0 nodes/],
];

for (const [situation, texts, wanted] of BAD) {
  Deno.test(`E-GRAPH checkShape refuses ${situation}`, () => {
    throws(() => checkShape(shape(...texts)), wanted);
  });
}

Deno.test("E-GRAPH-ARITY checkShape refuses a source with inputs and an operator without", () => {
  const [a, b, c] = shape("a", "b<a", "c<b");
  throws(
    () => checkShape([a, { ...b, inputs: [] }, c]),
    /E-GRAPH-ARITY.*"b" is 0; wanted: at least 1/,
  );
  throws(
    () => checkShape([{ ...a, inputs: ["a"] }, b, c]),
    /E-GRAPH-ARITY.*"a" is 1; wanted: none, since a source/,
  );
});

Deno.test("E-GRAPH-NOSINK checkShape wants an end", () => {
  throws(() => checkShape(shape("a")), /E-GRAPH-NOSINK/);
});

Deno.test("E-GRAPH-CYCLE checkShape shortens a long circle", () => {
  const ring = Array.from({ length: 500 }, (_, i) => `${i}<${(i + 499) % 500}`);
  throws(() => checkShape(shape(...ring)), (error: Error) => error.message.length < 400);
});
