// Made-up jobs: a table of topologies, and a shape that fills in their numbers. A table instead of
// free graphs, because a counterexample must be something that a person recognises.

import fc from "fast-check";
import type { PlainJob, PlainNode, PlainPartitioner, PlainWatermarks } from "@headwater/sim";
import { type Input, N, toSplits } from "./input.ts";

/** What varies within a topology. */
export interface Shape {
  readonly topology: Topology;
  /** Of sources, of what comes after, and of keyed operators; 0 leaves it to the config. */
  readonly parallelisms: readonly [source: number, middle: number, keyed: number];
  readonly partitioner: PlainPartitioner | "";
  readonly watermarks: PlainWatermarks;
  readonly window: WindowShape;
  /** µs that a record costs behind the first exchange, 0 for the config's. */
  readonly slow: number;
}

/** A tumbling window, and what becomes of late records. */
export interface WindowShape {
  readonly size: number;
  readonly offset: number;
  readonly lateness: number;
  readonly hasLateOutput: boolean;
  readonly contents: "list" | "reduce" | "aggregate";
}

/** The names of the topologies. */
export type Topology = keyof typeof TOPOLOGIES;

const VALUE = { var: "value" } as const;
const field = (index: number) => ({ field: [VALUE, index] }) as const;
const isEven = { isEven: field(N) } as const;
const NEXT = { tuple: [field(0), field(1), { add: [field(N), 1] }] } as const;
const TOTAL = { add: [{ field: [{ var: "accumulated" }, N] }, field(N)] } as const;
const WINDOW_RESULT = {
  tuple: [{ var: "key" }, { var: "windowStart" }, { var: "windowEnd" }, VALUE],
};

/** The nodes of each topology, with its sources; sinks are `out` and, for late records, `late`. */
const TOPOLOGIES = {
  //  source ─ map ─ filter ─ flatMap ─ out
  chain: (s: Shape, input: Input) => [
    source(s, input),
    deal(s, { id: "next", type: "map", inputs: ["source"], map: NEXT }),
    { id: "odd", type: "filter", inputs: ["next"], filter: { not: isEven } },
    {
      id: "twice",
      type: "flatMap",
      inputs: ["odd"],
      do: [{ emit: VALUE }, { if: { equals: [field(0), 0] }, then: [{ emit: VALUE }] }],
    },
    { id: "out", type: "sink", inputs: ["twice"] },
  ],
  //  source ═key═ rolling ─ out
  rolling: (s: Shape, input: Input) => [source(s, input), ...rolling(s, "source")],
  //  source ─rebalance─ next ═key═ rolling ─ out
  dealtRolling: (s: Shape, input: Input) => [
    source(s, input),
    dealt(s, "next", "source"),
    ...rolling(s, "next"),
  ],
  //  source ┬ filter ─ odd          two readers of one stream
  //         └ map ─ out
  fanOut: (s: Shape, input: Input) => [
    source(s, input),
    { id: "half", type: "filter", inputs: ["source"], filter: isEven },
    { id: "odd", type: "sink", inputs: ["half"] },
    deal(s, { id: "next", type: "map", inputs: ["source"], map: NEXT }),
    { id: "out", type: "sink", inputs: ["next"] },
  ],
  //  left ──┐
  //         ├ union ─ map ═key═ rolling ─ out
  //  right ─┘
  union: (s: Shape, input: Input) => [
    source(s, { ...input, splits: input.splits.slice(0, 1) }, "left"),
    source(s, { ...input, splits: input.splits.slice(1) }, "right", 1000),
    { id: "both", type: "union", inputs: ["left", "right"] },
    deal(s, { id: "next", type: "map", inputs: ["both"], map: NEXT }),
    ...rolling(s, "next"),
  ],
  //         ┌ next ─┐
  //  source ┤       ├ union ═key═ window ─ out
  //         └ half ─┘
  diamond: (s: Shape, input: Input) => [
    source(s, input),
    dealt(s, "next", "source"),
    { id: "half", type: "filter", inputs: ["source"], filter: isEven },
    { id: "both", type: "union", inputs: ["next", "half"] },
    ...windowed(s, "both"),
  ],
  //  source ═key═ window ─ out, and late
  window: (s: Shape, input: Input) => [source(s, input), ...windowed(s, "source")],
  //  source ─rebalance─ next ═key═ window ─ out, and late
  dealtWindow: (s: Shape, input: Input) => [
    source(s, input),
    dealt(s, "next", "source"),
    ...windowed(s, "next"),
  ],
  //  source ─ event time begins here ═key═ window ─ out
  assigned: (s: Shape, input: Input) => [
    { ...source(s, input), watermarks: { type: "noWatermarks" } },
    {
      id: "time",
      type: "assignTimestampsAndWatermarks",
      inputs: ["source"],
      watermarks: s.watermarks,
      ...parallel(s, 1),
    },
    ...windowed(s, "time"),
  ],
  //  source ═key═ window ═key═ window of windows ─ out
  windowTwice: (s: Shape, input: Input) => {
    const [, ...first] = windowed({ ...s, window: { ...s.window, lateness: 0 } }, "source");
    const [keyBy, second, out] = windowed({ ...s, window: { ...s.window, lateness: 0 } }, "window");
    return [
      source(s, input),
      { id: "byKey", type: "keyBy", inputs: ["source"], key: field(0) },
      first[0],
      { ...keyBy, id: "again" },
      { ...second, id: "window2", inputs: ["again"] },
      { ...out, inputs: ["window2"] },
    ];
  },
} satisfies Record<string, (shape: Shape, input: Input) => readonly object[]>;

/** The job of a shape. */
export function toJob(shape: Shape, input: Input): PlainJob {
  return { nodes: TOPOLOGIES[shape.topology](shape, input) as PlainNode[] };
}

/** Shapes of the given topologies, simplest first. */
export function shapes(topologies: readonly Topology[]): fc.Arbitrary<Shape> {
  return fc.record({
    topology: fc.constantFrom(...topologies),
    parallelisms: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
    partitioner: fc.constantFrom("", "rebalance", "rescale", "broadcast", "global", "forward"),
    watermarks,
    window,
    slow: fc.constantFrom(0, 300, 2000),
  });
}

/** Every topology. */
export const ALL_TOPOLOGIES = Object.keys(TOPOLOGIES) as Topology[];

/** The shape without idleness: nobody goes on without anybody. */
export function withoutIdleness(shape: Shape): Shape {
  const { idleTimeout: _, ...watermarks } = shape.watermarks;
  return { ...shape, watermarks };
}

const idleTimeout = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 3 });
const watermarks: fc.Arbitrary<PlainWatermarks> = fc
  .tuple(fc.nat(5), idleTimeout)
  .map(([choice, idleTimeout]) => {
    const idleness = idleTimeout === undefined ? {} : { idleTimeout };
    if (choice === 0) return { type: "ascendingTimestamps", ...idleness };
    if (choice === 5) return { type: "noWatermarks", ...idleness };
    return { type: "boundedOutOfOrderness", bound: choice - 1, ...idleness };
  });

const window: fc.Arbitrary<WindowShape> = fc
  .record({
    size: fc.integer({ min: 1, max: 8 }),
    offset: fc.integer({ min: -7, max: 7 }),
    lateness: fc.oneof(fc.constant(0), fc.nat(12)),
    hasLateOutput: fc.boolean(),
    contents: fc.constantFrom("list", "reduce", "aggregate"),
  })
  .map((drawn) => ({ ...drawn, offset: drawn.offset % drawn.size || 0 }));

function parallel({ parallelisms }: Shape, place: 0 | 1 | 2): object {
  return parallelisms[place] === 0 ? {} : { parallelism: parallelisms[place] };
}

function slowness({ slow }: Shape): object {
  return slow === 0 ? {} : { cost: slow };
}

function source(shape: Shape, input: Input, id = "source", firstId = 0): object {
  const { watermarks } = shape;
  return {
    id,
    type: "source",
    splits: toSplits(input, firstId),
    watermarks,
    ...parallel(shape, 0),
  };
}

/** A reader with the shape's partitioner; FORWARD wants the parallelism of the sender. */
function deal(shape: Shape, node: object): object {
  const { partitioner } = shape;
  const place = partitioner === "forward" ? 0 : 1;
  const how = partitioner === "" ? {} : { partitioner };
  return { ...node, ...how, ...parallel(shape, place), ...slowness(shape) };
}

function dealt(shape: Shape, id: string, input: string): object {
  return deal({ ...shape, partitioner: "rebalance" }, {
    id,
    type: "map",
    inputs: [input],
    map: NEXT,
  });
}

function rolling(shape: Shape, input: string): object[] {
  return [
    { id: "byKey", type: "keyBy", inputs: [input], key: field(0) },
    {
      id: "rolling",
      type: "reduce",
      inputs: ["byKey"],
      reduce: { tuple: [field(0), field(1), TOTAL] },
      ...parallel(shape, 2),
      ...slowness(shape),
    },
    { id: "out", type: "sink", inputs: ["rolling"] },
  ];
}

function windowed(shape: Shape, input: string): object[] {
  const { size, offset, lateness, hasLateOutput, contents } = shape.window;
  const process = [{ emit: WINDOW_RESULT }];
  const functions = contents === "list"
    ? { process }
    : contents === "reduce"
    ? { reduce: { tuple: [field(0), field(1), TOTAL] }, process }
    : { aggregate: { initial: 0, add: { add: [{ var: "accumulated" }, field(N)] } }, process };
  return [
    { id: "byKey", type: "keyBy", inputs: [input], key: field(0) },
    {
      id: "window",
      type: "window",
      inputs: ["byKey"],
      assigner: { type: "tumblingEventTime", size, offset },
      ...lateness === 0 ? {} : { allowedLateness: lateness },
      ...hasLateOutput ? { lateTag: "late" } : {},
      ...functions,
      ...parallel(shape, 2),
      ...slowness(shape),
    },
    { id: "out", type: "sink", inputs: ["window"] },
    ...hasLateOutput
      ? [
        { id: "tooLate", type: "sideOutput", inputs: ["window"], tag: "late" },
        { id: "late", type: "sink", inputs: ["tooLate"] },
      ]
      : [],
  ];
}
