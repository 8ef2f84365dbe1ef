import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { drawBelow } from "../clock/prng.ts";
import { NamedError } from "../clock/named_error.ts";
import { copyJson } from "./json_copy.ts";
import { edgeTexts, vertexNames } from "./jobs_for_tests.ts";
import { plainJob } from "./plain_job.ts";
import { parsePlainJob } from "./plain_job_check.ts";
import { planJob } from "./plan_job.ts";
import { graphHash } from "./describe_plan.ts";

const VALUE = { var: "value" };

/** Every type of node and every field at least once; deliberately not in order. */
const EVERYTHING = {
  nodes: [
    { id: "out", type: "sink", inputs: ["counts"], name: "results", cost: 5 },
    {
      id: "counts",
      type: "window",
      inputs: ["by sensor"],
      assigner: { type: "tumblingEventTime", size: 10, offset: 3 },
      allowedLateness: 5,
      lateTag: "late",
      aggregate: {
        initial: 0,
        add: { add: [{ var: "accumulated" }, 1] },
        result: { tuple: [{ var: "accumulated" }] },
      },
      process: [{ emit: { tuple: [{ var: "key" }, { var: "windowEnd" }, VALUE] } }],
      parallelism: 2,
      maxParallelism: 16,
      uid: "daily",
    },
    { id: "by sensor", type: "keyBy", inputs: ["clean"], key: { field: [VALUE, 0] } },
    { id: "clean", type: "filter", inputs: ["both"], filter: { not: { equals: [VALUE, null] } } },
    { id: "both", type: "union", inputs: ["left", "right"] },
    {
      id: "left",
      type: "source",
      splits: [
        { id: "0", records: [{ value: ["a", 1], timestamp: 1 }, { value: null, arrival: 9 }] },
        { id: "1", records: [] },
      ],
      watermarks: {
        type: "boundedOutOfOrderness",
        bound: 5,
        timestamp: { field: [VALUE, 1] },
        idleTimeout: 100,
      },
    },
    { id: "right", type: "source", splits: [{ id: "0", records: [] }] },
    { id: "late", type: "sideOutput", inputs: ["counts"], tag: "late" },
    { id: "late out", type: "sink", inputs: ["late"], chaining: "never" },
    {
      id: "map",
      type: "map",
      inputs: ["right"],
      map: { add: [VALUE, 1] },
      chaining: "head",
      slotSharingGroup: "own",
    },
    { id: "chars", type: "flatMap", inputs: ["map"], do: [{ emitEachChar: VALUE }] },
    {
      id: "time",
      type: "assignTimestampsAndWatermarks",
      inputs: ["chars"],
      watermarks: { type: "ascendingTimestamps" },
    },
    { id: "keyed", type: "keyBy", inputs: ["time"], key: VALUE, keyType: "long" },
    { id: "sum", type: "sum", inputs: ["keyed"] },
    { id: "max", type: "max", inputs: ["keyed"], field: 0 },
    { id: "minBy", type: "minBy", inputs: ["keyed"], field: 0, first: false },
    { id: "lowest", type: "sink", inputs: ["minBy"], partitioner: "shuffle" },
    {
      id: "reduce",
      type: "reduce",
      inputs: ["keyed"],
      reduce: { add: [{ var: "accumulated" }, VALUE] },
    },
    { id: "reduced", type: "sink", inputs: ["reduce"], partitioner: "rebalance" },
  ],
};

/** A small job, its middle node changed. */
function withNode(node: Record<string, unknown>): unknown {
  return {
    nodes: [
      { id: "in", type: "source", splits: [] },
      { id: "x", type: "map", inputs: ["in"], map: VALUE, ...node },
      { id: "out", type: "sink", inputs: ["x"] },
    ],
  };
}

/** Builds a plain job to the end. */
function build(data: unknown) {
  return planJob(plainJob(data));
}

Deno.test("plainJob builds every type of node", () => {
  const plan = build(EVERYTHING);
  deepStrictEqual(vertexNames(plan), [
    "Source: left",
    "Source: right",
    "clean",
    "counts",
    "Sink: results",
    "Sink: late out",
    "map -> chars -> time",
    "sum",
    "max",
    "minBy",
    "Sink: lowest",
    "reduce",
    "Sink: reduced",
  ]);
  deepStrictEqual(edgeTexts(plan).slice(0, 5), [
    "left -FORWARD-> clean",
    "right -FORWARD-> clean",
    "right -FORWARD-> map",
    "clean -HASH-> daily",
    "daily -REBALANCE-> out",
  ]);
  strictEqual(plan.vertices[3].maxParallelism, 16);
  strictEqual(plan.vertices[4].chain[0].operator.cost, 5);
});

Deno.test("plainJob does not care in which order nodes stand, except where order means something", () => {
  const sorted = { nodes: EVERYTHING.nodes.toReversed() };
  deepStrictEqual(vertexNames(build(sorted)).toSorted(), vertexNames(build(EVERYTHING)).toSorted());
  strictEqual(
    graphHash(build(EVERYTHING)),
    graphHash(build(JSON.parse(JSON.stringify(EVERYTHING)))),
  );
});

Deno.test("parsePlainJob gives back a frozen copy that survives JSON", () => {
  const job = parsePlainJob(EVERYTHING);
  deepStrictEqual(JSON.parse(JSON.stringify(job)), JSON.parse(JSON.stringify(EVERYTHING)));
  ok(Object.isFrozen(job) && Object.isFrozen(job.nodes[5].inputs ?? job.nodes));
});

Deno.test("plainJob does not see later changes of its data", () => {
  const data = structuredClone(EVERYTHING);
  const job = plainJob(data);
  data.nodes.length = 0;
  strictEqual(planJob(job).vertices.length, 13);
});

Deno.test("plainJob takes the words of JavaScript for ordinary ids", () => {
  for (const id of ["__proto__", "constructor", "toString"]) {
    const plan = build({
      nodes: [
        {
          id,
          type: "source",
          splits: [{ id, records: [{ value: JSON.parse('{"__proto__":1}') }] }],
        },
        { id: "get", type: "map", inputs: [id], map: { field: [VALUE, "__proto__"] } },
        { id: "out", type: "sink", inputs: ["get"] },
      ],
    });
    strictEqual(plan.subtasks[0].label, `${id}[0]`);
  }
  strictEqual(Object.getPrototypeOf({}), Object.prototype);
});

const BAD: readonly [unknown, RegExp][] = [
  [null, /E-GRAPH-DATA: graph is null; wanted: an object/],
  ["{}", /E-GRAPH-DATA: graph is "\{\}"/],
  [{}, /E-GRAPH-DATA: graph has no field nodes/],
  [{ nodes: {} }, /E-GRAPH-DATA: graph\.nodes is \{\}; wanted: a list/],
  [{ nodes: [], more: 1 }, /E-GRAPH-FIELD: graph has an unknown field "more"/],
  [{ nodes: [] }, /E-GRAPH-NOSOURCE/],
  [{ nodes: [null] }, /E-GRAPH-DATA: graph\.nodes\[0\] is null/],
  [{ nodes: [{ id: "a", type: "source", splits: [] }] }, /E-GRAPH-NOSINK/],
  [
    withNode({ type: "mapp" }),
    /E-GRAPH-TYPE: graph\.nodes\[1\]\.type is "mapp"; wanted: one of source/,
  ],
  [withNode({ type: "constructor" }), /E-GRAPH-TYPE/],
  [withNode({ type: undefined }), /E-GRAPH-DATA: graph\.nodes\[1\]\.type is undefined/],
  [withNode({ filter: true }), /E-GRAPH-FIELD: graph\.nodes\[1\] has an unknown field "filter"/],
  [withNode(JSON.parse('{"__proto__":1}')), /E-GRAPH-FIELD.*"__proto__"/],
  [withNode({ id: "in" }), /E-GRAPH-DUP: The id "in" belongs to source "in" \(graph\.nodes\[0\]\)/],
  [withNode({ id: "a\u202eb" }), /E-NAME: graph\.nodes\[1\]\.id is .*U\+202E/],
  [withNode({ inputs: ["no"] }), /E-GRAPH-REF: The input "no" of map "x" \(graph\.nodes\[1\]\)/],
  [withNode({ inputs: [] }), /E-GRAPH-ARITY.*map "x" .* is 0/],
  [withNode({ inputs: ["in", "in"] }), /E-GRAPH-ARITY.*map "x" .* is 2; wanted: exactly 1/],
  [withNode({ inputs: "in" }), /E-GRAPH-DATA: graph\.nodes\[1\]\.inputs is "in"; wanted: a list/],
  [withNode({ inputs: ["x"] }), /E-GRAPH-CYCLE.*"x" → "x"/],
  [withNode({ inputs: ["out"] }), /E-GRAPH-CYCLE.*"x" → "out" → "x"|"out" → "x" → "out"/],
  [withNode({ map: { evil: 1 } }), /E-GRAPH-EXPRESSION: graph\.nodes\[1\]\.map holds "evil"/],
  [withNode({ map: { var: "key" } }), /E-GRAPH-EXPRESSION: graph\.nodes\[1\]\.map\.var/],
  [withNode({ partitioner: "hash" }), /E-GRAPH-DATA: graph\.nodes\[1\]\.partitioner is "hash"/],
  [withNode({ parallelism: "4" }), /E-PARALLELISM: graph\.nodes\[1\]: .* is "4"/],
  [withNode({ parallelism: 1e9 }), /E-PARALLELISM: graph\.nodes\[1\]/],
  [withNode({ maxParallelism: -1 }), /E-MAXPAR: graph\.nodes\[1\]/],
  [withNode({ cost: 0.5 }), /E-COST: graph\.nodes\[1\]/],
  [withNode({ uid: "in" }), /E-UID-DUP/],
  [withNode({ parallelism: 2, partitioner: "forward" }), /E-EDGE-FORWARD/],
  [withNode({ type: "reduce", map: undefined, reduce: 1 }), /E-GRAPH-DATA.*map is undefined/],
  [{
    nodes: [
      { id: "in", type: "source", splits: [] },
      { id: "r", type: "reduce", inputs: ["in"], reduce: 1 },
      { id: "out", type: "sink", inputs: ["r"] },
    ],
  }, /E-GRAPH-KEYED: graph\.nodes\[1\] needs a keyed stream/],
  [{
    nodes: [
      { id: "in", type: "source", splits: [], inputs: ["out"] },
      { id: "out", type: "sink", inputs: ["in"] },
    ],
  }, /E-GRAPH-ARITY.*source "in" \(graph\.nodes\[0\]\) is 1; wanted: none/],
  [{
    nodes: [
      { id: "in", type: "source", splits: [] },
      { id: "out", type: "sink", inputs: ["in"] },
      { id: "more", type: "sink", inputs: ["out"] },
    ],
  }, /E-GRAPH-ARITY: graph\.nodes\[2\] \("more"\) reads the sink "out"/],
];

BAD.forEach(([data, wanted], index) => {
  Deno.test(`E-GRAPH plainJob refuses bad data ${index + 1}, as wanted by ${wanted}`, () => {
    throws(() => build(data), (error: Error) => {
      ok(error instanceof NamedError, String(error));
      ok(wanted.test(error.message), error.message);
      return true;
    });
  });
});

/** A window node on a keyed stream, and what is wrong with it. */
const BAD_WINDOWS: readonly [Record<string, unknown>, RegExp][] = [
  [{}, /E-GRAPH-DATA: graph\.nodes\[2\] does not say/],
  [{ reduce: 1, aggregate: { initial: 0, add: 1 } }, /E-GRAPH-DATA: graph\.nodes\[2\]/],
  [{ reduce: 1, assigner: { type: "tumblingEventTime", size: 0 } }, /E-WINDOW-SIZE: graph\.nodes/],
  [{ reduce: 1, assigner: { type: "session" } }, /E-GRAPH-TYPE: graph\.nodes\[2\]\.assigner\.type/],
  [{ reduce: 1, allowedLateness: -1 }, /E-LATENESS/],
  [{ reduce: { var: "key" } }, /E-GRAPH-EXPRESSION: graph\.nodes\[2\]\.reduce\.var/],
  [{ aggregate: { add: 1 } }, /E-GRAPH-DATA: graph\.nodes\[2\]\.aggregate has no field initial/],
  [{ process: [{ emit: { var: "ts" } }] }, /E-GRAPH-EXPRESSION: .*process\[0\]\.emit\.var/],
  [{ reduce: 1, partitioner: "global" }, /E-EDGE-KEYED/],
];

BAD_WINDOWS.forEach(([window, wanted], index) => {
  Deno.test(`E-GRAPH plainJob refuses bad window ${index + 1}, as wanted by ${wanted}`, () => {
    const assigner = { type: "tumblingEventTime", size: 10 };
    const nodes = [
      { id: "in", type: "source", splits: [] },
      { id: "k", type: "keyBy", inputs: ["in"], key: VALUE },
      { id: "w", type: "window", inputs: ["k"], assigner, ...window },
      { id: "out", type: "sink", inputs: ["w"] },
    ];
    throws(() => build({ nodes }), wanted);
  });
});

const BAD_SOURCES: readonly [Record<string, unknown>, RegExp][] = [
  [
    { splits: [{ id: "0", records: [{}] }] },
    /E-GRAPH-DATA: .*splits\[0\]\.records\[0\] has no field/,
  ],
  [{ splits: [{ id: "0", records: [] }, { id: "0", records: [] }] }, /E-GRAPH-DUP: .*splits\[1\]/],
  [
    { splits: [{ id: "0", records: [{ value: 1, arrival: -1 }] }] },
    /E-GRAPH-DATA: .*arrival is -1/,
  ],
  [
    { splits: [{ id: "0", records: [{ value: 1, arrival: 2 }, { value: 1, arrival: 1 }] }] },
    /E-LOG-ORDER: .*splits\[0\]\.records\[1\]\.arrival is 1/,
  ],
  [{ splits: [{ id: "0", records: [{ value: 1, timestamp: 0.5 }] }] }, /E-TS-RANGE: .*is 0\.5/],
  [{ watermarks: { type: "magic" } }, /E-GRAPH-TYPE: graph\.nodes\[0\]\.watermarks\.type/],
  [{ watermarks: { type: "boundedOutOfOrderness", bound: -1 } }, /E-WATERMARK-BOUND/],
  [{ watermarks: { type: "noWatermarks", bound: 1 } }, /E-GRAPH-FIELD/],
  [{ watermarks: { type: "noWatermarks", idleTimeout: 0 } }, /E-IDLENESS/],
];

BAD_SOURCES.forEach(([source, wanted], index) => {
  Deno.test(`E-GRAPH plainJob refuses bad source ${index + 1}, as wanted by ${wanted}`, () => {
    const nodes = [
      { id: "in", type: "source", splits: [], ...source },
      { id: "out", type: "sink", inputs: ["in"] },
    ];
    throws(() => build({ nodes }), wanted);
  });
});

Deno.test("E-GRAPH-LIMIT plainJob bounds depth, size and number of nodes", () => {
  let deep: unknown = VALUE;
  for (let i = 0; i < 40; i++) deep = { add: [deep, 1] };
  throws(() => build(withNode({ map: deep })), /E-GRAPH-LIMIT: .*deeper than 32 levels/);
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  throws(() => build(withNode({ map: circular })), /E-GRAPH-LIMIT/);
  let shared: unknown = [1, 1];
  for (let i = 0; i < 25; i++) shared = [shared, shared];
  throws(
    () => build(withNode({ map: { constant: shared } })),
    /E-GRAPH-LIMIT: .*more than 1000000/,
  );
  throws(() => build({ nodes: new Array(2 ** 32 - 1) }), /E-GRAPH-LIMIT/);
  throws(
    () => build({ nodes: new Array(300).fill({}) }),
    /E-GRAPH-LIMIT: graph.nodes has 300 entries/,
  );
});

Deno.test("E-GRAPH-DATA plainJob refuses what JSON cannot hold, and runs nothing that hides in it", () => {
  const trap = {
    get nodes(): never { // a getter is read once, and its error is not hidden
      throw new RangeError("a getter ran");
    },
  };
  throws(() => build(trap), RangeError);
  for (const bad of [() => 1, Symbol("x"), 1n, NaN, Infinity, undefined, new Map(), new Date(0)]) {
    throws(
      () => build(withNode({ map: { constant: bad } })),
      /E-GRAPH-DATA: graph\.nodes\[1\]\.map/,
    );
  }
});

/** Parts of plain jobs, to be put where they do not belong. */
const SPARE_PARTS: unknown[] = [
  null,
  true,
  -1,
  1e9,
  0.5,
  "",
  "in",
  "__proto__",
  "a\u202e",
  [],
  {},
  [["in"]],
  { var: "value" },
  { type: "map" },
  { id: "x", type: "sink", inputs: ["x"] },
  JSON.parse('{"__proto__": {"type": "source"}}'),
  EVERYTHING.nodes[1],
];

Deno.test("E-GRAPH plainJob gives a plan or a named answer to 3000 broken graphs", () => {
  const answers = new Map<string, number>();
  for (let round = 0; round < 3000; round++) {
    let n = 0;
    const below = (bound: number) => drawBelow(7, round, 0, n++, bound);
    const data = JSON.parse(JSON.stringify(EVERYTHING));
    for (let change = below(3); change >= 0; change--) breakSomewhere(data, below);
    const answer = answerOf(data);
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }
  for (const wanted of ["plan", "E-GRAPH-DATA", "E-GRAPH-FIELD", "E-GRAPH-TYPE", "E-GRAPH-REF"]) {
    ok(answers.has(wanted), `sometimes ${wanted}: ${JSON.stringify([...answers])}`);
  }
  ok([...answers.keys()].every((answer) => /^(plan|E-[A-Z-]+)$/.test(answer)));
});

function answerOf(data: unknown): string {
  try {
    build(data);
    return "plan";
  } catch (error) {
    if (error instanceof NamedError) return error.code;
    throw error;
  }
}

/** Replaces, adds, moves or deletes one thing somewhere in the data. */
function breakSomewhere(data: unknown, below: (bound: number) => number): void {
  let place = data as Record<string, unknown>;
  for (let depth = below(7); depth > 0; depth--) {
    const inner = Object.values(place).filter((v) => typeof v === "object" && v !== null);
    if (inner.length === 0) break;
    place = inner[below(inner.length)] as Record<string, unknown>;
  }
  const names = Object.keys(place);
  const name = names.length > 0 ? names[below(names.length)] : "new";
  const part = structuredClone(SPARE_PARTS[below(SPARE_PARTS.length)]);
  if (below(4) === 0) delete place[name];
  else if (below(3) === 0) place["more"] = part;
  else place[name] = part;
}

Deno.test("copyJson copies deeply, freezes, and keeps __proto__ a name", () => {
  const data = JSON.parse('{"a":[{"__proto__":{"b":1}}]}');
  const copied = copyJson(data, "data") as { a: Record<string, unknown>[] };
  ok(Object.isFrozen(copied) && Object.isFrozen(copied.a[0]));
  ok(Object.hasOwn(copied.a[0], "__proto__"));
  strictEqual(({} as Record<string, unknown>).b, undefined);
});
