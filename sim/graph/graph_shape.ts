// The laws of shape that every dataflow obeys before anyone asks what its operators do: names are
// unique and known, each node has as many inputs as it can use, records come from a source, go to a
// sink, and never in a circle (CI-21, CI-22).

import { refuse, showValue } from "../clock/named_error.ts";

/** A node as far as its shape goes. */
export interface ShapeNode {
  readonly id: string;
  /** Shown in errors, such as `operator "Map"`. */
  readonly label: string;
  readonly role: "source" | "sink" | "between";
  readonly inputs: readonly string[];
  readonly inputCountMin: number;
  readonly inputCountMax: number;
}

/**
 * Checks the shape and gives the positions of the nodes in an order in which inputs come first:
 * depth-first, in the order of the list.
 *
 * Errors: `E-GRAPH-DUP`, `E-GRAPH-REF`, `E-GRAPH-ARITY`, `E-GRAPH-CYCLE`, `E-GRAPH-NOSOURCE`,
 * `E-GRAPH-NOSINK`.
 *
 * ```ts
 * import { deepStrictEqual, throws } from "node:assert";
 * import { checkShape, type ShapeNode } from "./graph_shape.ts";
 * const one = { inputCountMin: 1, inputCountMax: 1 };
 * const sink: ShapeNode = { id: "b", label: "sink", role: "sink", inputs: ["a"], ...one };
 * const source: ShapeNode = {
 *   id: "a", label: "source", role: "source", inputs: [], inputCountMin: 0, inputCountMax: 0,
 * };
 * deepStrictEqual(checkShape([sink, source]), [1, 0]);
 * throws(() => checkShape([{ ...sink, inputs: ["b"] }]), /E-GRAPH-CYCLE/);
 * ```
 */
export function checkShape(nodes: readonly ShapeNode[]): number[] {
  const positions = positionsOf(nodes);
  for (const node of nodes) {
    checkReferences(node, positions);
    checkArity(node);
  }
  const order = inputsFirst(nodes, positions);
  checkEnds(nodes);
  return order;
}

function positionsOf(nodes: readonly ShapeNode[]): Map<string, number> {
  const positions = new Map<string, number>();
  nodes.forEach(({ id, label }, position) => {
    const twin = positions.get(id);
    if (twin !== undefined) {
      refuse(
        "E-GRAPH-DUP",
        `The id ${showValue(id)} belongs to ${
          nodes[twin].label
        } and to ${label}; wanted: an id of ` +
          `its own for each node. Usual cause: a copied node`,
      );
    }
    positions.set(id, position);
  });
  return positions;
}

function checkReferences(node: ShapeNode, positions: ReadonlyMap<string, number>): void {
  for (const input of node.inputs) {
    if (positions.has(input)) continue;
    refuse(
      "E-GRAPH-REF",
      `The input ${
        showValue(input)
      } of ${node.label} does not exist; wanted: the id of a node in ` +
        `the same graph. Usual cause: a typing error, or a node that was removed`,
    );
  }
}

function checkArity({ label, inputs, inputCountMin, inputCountMax }: ShapeNode): void {
  if (inputs.length >= inputCountMin && inputs.length <= inputCountMax) return;
  const wanted = inputCountMax === 0
    ? "none, since a source reads the world outside"
    : inputCountMin === inputCountMax
    ? `exactly ${inputCountMin}; a union makes one stream of many`
    : `at least ${inputCountMin}`;
  refuse(
    "E-GRAPH-ARITY",
    `The number of inputs of ${label} is ${inputs.length}; wanted: ${wanted}. Usual cause: an edge ` +
      `that was forgotten or drawn twice`,
  );
}

/** Depth-first with a stack of its own, so that a long pipeline cannot exhaust the call stack. */
function inputsFirst(nodes: readonly ShapeNode[], positions: Map<string, number>): number[] {
  const order: number[] = [];
  const done = new Set<number>();
  for (let start = 0; start < nodes.length; start++) {
    const path = [start]; // from the start to the node in hand, each an input of the one before
    const next = [0]; // for each of them: the input to visit next
    const onPath = new Set(path);
    while (path.length > 0) {
      const top = path.length - 1, position = path[top];
      const inputs = nodes[position].inputs;
      if (done.has(position) || next[top] === inputs.length) {
        if (!done.has(position)) order.push(position);
        done.add(position);
        onPath.delete(position);
        path.pop();
        next.pop();
        continue;
      }
      const input = positions.get(inputs[next[top]++])!;
      if (onPath.has(input)) refuseCycle(path.slice(path.indexOf(input)), nodes);
      path.push(input);
      next.push(0);
      onPath.add(input);
    }
  }
  return order;
}

/** The path runs against the stream; the sentence runs with it. */
function refuseCycle(path: readonly number[], nodes: readonly ShapeNode[]): never {
  const circle = [path[0], ...path.toReversed()].map((position) => showValue(nodes[position].id));
  const shown = circle.length > 12 ? [...circle.slice(0, 6), "…", ...circle.slice(-5)] : circle;
  return refuse(
    "E-GRAPH-CYCLE",
    `Records would run in a circle: ${shown.join(" → ")}; wanted: a graph without circles, which ` +
      `are for iterations only. Usual cause: an input that names a later node`,
  );
}

function checkEnds(nodes: readonly ShapeNode[]): void {
  if (!nodes.some(({ role }) => role === "source")) {
    refuse(
      "E-GRAPH-NOSOURCE",
      `The job has ${nodes.length} nodes and no source among them; wanted: at least one. Usual ` +
        `cause: a job function that returns before env.fromSource`,
    );
  }
  if (!nodes.some(({ role }) => role === "sink")) {
    refuse(
      "E-GRAPH-NOSINK",
      `The job has ${nodes.length} nodes and no sink among them, so nobody would see a result; ` +
        `wanted: at least one. Usual cause: a missing sinkTo at the end`,
    );
  }
}
