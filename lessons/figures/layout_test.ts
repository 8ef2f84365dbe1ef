import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { type LayoutEdge, layoutGraph, type LayoutNode } from "./layout.ts";

const OPTIONS = { gapAcross: 20, gapMin: 40, gapMax: 200, length: 700 };

const node = (id: string): LayoutNode => ({ id, along: 80, across: 30 });

function edge(way: string, room = 0): LayoutEdge {
  const [source, target] = way;
  return { id: way, source, target, room };
}

Deno.test("layoutGraph: sources first, and each edge leads to a later layer", () => {
  const edges = ["sw", "wp", "wl", "sp"].map((way) => edge(way));
  const { nodes } = layoutGraph([..."swpl"].map(node), edges, OPTIONS);
  for (const { source, target } of edges) {
    ok(nodes.get(source)!.layer < nodes.get(target)!.layer);
  }
});

Deno.test("layoutGraph: neighbours in a layer keep their distance", () => {
  const targets = [..."abcdef"];
  const { nodes } = layoutGraph(
    [..."s", ...targets].map(node),
    targets.map((target) => edge(`s${target}`)),
    OPTIONS,
  );
  const places = targets.map((id) => nodes.get(id)!.across).sort((a, b) => a - b);
  for (const [index, place] of places.slice(1).entries()) ok(place - places[index] >= 50);
});

Deno.test("layoutGraph: gaps give labels their room, and fill the length up to the greatest", () => {
  const nodes = [..."abc"].map(node);
  const tight = layoutGraph(nodes, [edge("ab", 90), edge("bc")], { ...OPTIONS, length: 0 });
  strictEqual(tight.along, 3 * 80 + 90 + 40);
  const filled = layoutGraph(nodes, [edge("ab", 90), edge("bc")], { ...OPTIONS, length: 500 });
  strictEqual(filled.along, 500);
  const most = layoutGraph(nodes, [edge("ab"), edge("bc")], { ...OPTIONS, length: 9000 });
  strictEqual(most.along, 3 * 80 + 2 * 200);
});

Deno.test("layoutGraph: an edge over several layers says what it passes", () => {
  const { nodes, edges } = layoutGraph(
    [..."abc"].map(node),
    [edge("ab"), edge("bc"), edge("ac")],
    OPTIONS,
  );
  const [passage] = edges.get("ac")!;
  const { layerStart, layerEnd, across } = nodes.get("b")!;
  deepStrictEqual([passage.layerStart, passage.layerEnd], [layerStart, layerEnd]);
  ok(Math.abs(passage.across - across) >= 15);
});

Deno.test("layoutGraph: one node, several pieces, and edges side by side", () => {
  strictEqual(layoutGraph([node("a")], [], OPTIONS).along, 80);
  strictEqual(layoutGraph([node("a"), node("b")], [], OPTIONS).nodes.size, 2);
  const twice = layoutGraph(
    [node("a"), node("b")],
    [edge("ab"), { ...edge("ab"), id: "2" }],
    OPTIONS,
  );
  deepStrictEqual([...twice.edges.keys()], ["ab", "2"]);
  strictEqual(twice.nodes.get("b")!.layer, 1);
});

Deno.test("layoutGraph: equal graphs give equal places", () => {
  const draw = () =>
    layoutGraph([..."swpl"].map(node), [edge("sw"), edge("wp"), edge("wl")], OPTIONS);
  deepStrictEqual(draw(), draw());
});
