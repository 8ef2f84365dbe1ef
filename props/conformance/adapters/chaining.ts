// Schema `chaining`: a program's operators and edges; which of them become one vertex, what kind of
// result travels between vertices, who shares slots.

import { isChainable } from "../../../sim/graph/chaining.ts";
import { type JobGraph, toJobGraph } from "../../../sim/graph/job_graph.ts";
import type { StreamGraph } from "../../../sim/graph/stream_graph.ts";
import type { VertexSpec } from "../../../sim/task/subtask_spec.ts";
import type { CaseReader } from "../case_reader.ts";
import { programGraph } from "./chaining_program.ts";

/** What a case expects, and how it is checked. */
const CHECKS: Readonly<Record<string, (expected: CaseReader, graphs: Graphs) => void>> = {
  vertices: (expected, { job }) => {
    const wanted = expected.items().map((list) => list.items().map((id) => id.text()));
    expected.expect(inOrder(job.vertices.map(membersOf)), inOrder(wanted));
  },
  vertexCount: (expected, { job }) => expected.expect(job.vertices.length, expected.integer()),
  vertexSizes: (expected, { job }) => {
    if (!Array.isArray(expected.json())) return checkSizes(expected, job);
    const sizes = job.vertices.map(({ chain }) => chain.length);
    const wanted = expected.items().map((size) => size.integer());
    expected.expect(sizes.toSorted(ascending), wanted.toSorted(ascending));
  },
  edgeResultTypes: checkResultTypes,
  chainable: (expected, { stream }) => {
    for (const row of expected.items()) checkChainable(row, stream);
  },
  chainStart: (expected, { job }) =>
    checkPlaces(expected, (id) => vertexOf(id, job)?.uid === id, job),
  chainEnd: (expected, { job }) => checkPlaces(expected, (id) => isChainEnd(id, job), job),
  sameSlotSharingGroup: (expected, { job }) => {
    const groups = groupsOf(expected, job);
    expected.expect(groups, groups.map(() => groups[0]));
  },
  distinctSlotSharingGroups: (expected, { job }) => {
    const groups = groupsOf(expected, job);
    expected.expect(new Set(groups).size, groups.length);
  },
};

interface Graphs {
  readonly stream: StreamGraph;
  readonly job: JobGraph;
}

/** Runs one case. */
export function chaining(testCase: CaseReader): void {
  testCase.only("nodes", "edges", "config", "expect");
  const stream = programGraph(testCase);
  const graphs = { stream, job: toJobGraph(stream) };
  const expected = testCase.get("expect").only(...Object.keys(CHECKS));
  for (const [name, check] of Object.entries(CHECKS)) {
    if (expected.has(name)) check(expected.get(name), graphs);
  }
}

function membersOf({ chain }: VertexSpec): string[] {
  return chain.map(({ operator }) => operator.uid);
}

function vertexOf(id: string, { vertices }: JobGraph): VertexSpec | undefined {
  return vertices.find((vertex) => membersOf(vertex).includes(id));
}

/** `{ "id": the size of the vertex that it is in }`. */
function checkSizes(expected: CaseReader, job: JobGraph): void {
  for (const id of Object.keys(expected.json() as object)) {
    expected.get(id).expect(vertexOf(id, job)?.chain.length, expected.get(id).integer());
  }
}

function groupsOf(ids: CaseReader, job: JobGraph): unknown[] {
  return ids.items().map((id) => vertexOf(id.text(), job)?.slotSharingGroup);
}

/** `{ "a->b": type }`. */
function checkResultTypes(expected: CaseReader, { job: { vertices, edges } }: Graphs): void {
  const types = new Map(edges.map(({ source, sourceOperator, target, resultType }) => {
    const sender = vertices[source].chain[sourceOperator].operator.uid;
    return [`${sender}->${vertices[target].uid}`, resultType];
  }));
  for (const name of Object.keys(expected.json() as object)) {
    expected.get(name).expect(types.get(name) ?? "no edge", expected.get(name).text());
  }
}

function checkChainable(row: CaseReader, graph: StreamGraph): void {
  const from = row.only("from", "to", "expect").get("from").text(), to = row.get("to").text();
  const edge = graph.edges.find(({ source, target }) =>
    graph.nodes[source].uid === from && graph.nodes[target].uid === to
  );
  row.expect(edge === undefined ? "no edge" : isChainable(edge, graph), row.get("expect").flag());
}

/** A list of the ids for which it is so, or an object that says for some ids whether it is. */
function checkPlaces(expected: CaseReader, isSo: (id: string) => boolean, job: JobGraph): void {
  if (Array.isArray(expected.json())) {
    const all = job.vertices.flatMap(membersOf);
    const wanted = expected.items().map((id) => id.text());
    return expected.expect(all.filter(isSo).toSorted(byText), wanted.toSorted(byText));
  }
  for (const id of Object.keys(expected.json() as object)) {
    expected.get(id).expect(isSo(id), expected.get(id).flag());
  }
}

function isChainEnd(id: string, job: JobGraph): boolean {
  const member = vertexOf(id, job)?.chain.find(({ operator }) => operator.uid === id);
  return member !== undefined && member.outputs.every(({ chainedTo }) => chainedTo < 0);
}

/** Lists of ids, compared whatever their order: only counts and names are asserted in Flink. */
function inOrder(lists: readonly string[][]): string[] {
  return lists.map((list) => list.toSorted(byText).join(" ")).toSorted(byText);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function ascending(a: number, b: number): number {
  return a - b;
}
