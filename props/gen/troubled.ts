// Made-up scenarios in which something goes wrong: a job with sinks of one kind, options of checkpoints
// and recovery, and a plan of faults. Each part is drawn by itself, the faults behind the luck, so that
// what fails shrinks to few faults in a small job.

import fc from "fast-check";
import {
  completeConfig,
  type Config,
  type Expression,
  FAULT_VERBS,
  faultLabel,
  type FaultPlan,
  faultText,
  type FaultVerb,
  type PlainJob,
  plainJob,
  type PlainNode,
  type PlainSink,
  planJob,
  type RecoveryTerms,
  recoveryTerms,
  type Scenario,
  scenario,
} from "@headwater/sim";
import { configs } from "./config.ts";
import { controlConfigs } from "./control.ts";
import { type FaultDraws, faultDraws, faultsOf, type FaultsWanted } from "./faults.ts";
import { type Input, inputs } from "./input.ts";
import { type Shape, shapes, toJob, type Topology, withoutIdleness } from "./job.ts";
import { type Luck, luck, withLuck } from "./scenario.ts";

/** How results leave the job. */
export type SinkKind = NonNullable<PlainSink["sink"]>;

/** What a law asks of the troubled scenarios that it is checked on. */
export interface TroubleWanted {
  readonly topologies?: readonly Topology[];
  /** The kinds of sinks, one for each scenario; transactions if left out. */
  readonly sinks?: readonly SinkKind[];
  readonly faults?: FaultsWanted;
  /** Plans from which the job cannot recover are wanted too. */
  readonly mayBeLost?: boolean;
  /** Records may come late; if left out, none ever does, whatever fails. */
  readonly mayBeLate?: boolean;
  /** Options that stay as they are given. */
  readonly config?: Partial<Config>;
  readonly shape?: (shape: Shape, input: Input) => Shape;
  readonly input?: (input: Input) => Input;
}

/** Topologies whose results depend on the input alone, as long as nothing is late. */
export const DETERMINED: readonly Topology[] = [
  "chain",
  "rolling",
  "window",
  "fanOut",
  "dealtRolling",
  "union",
  "dealtWindow",
  "diamond",
  "windowTwice",
];

/** A scenario in which nothing is planned to go wrong yet, and until when something may. */
export interface Peaceful {
  readonly scenario: Scenario;
  readonly horizon: number;
}

/** Scenarios in which something is planned to go wrong. */
export function troubled(wanted: TroubleWanted = {}): fc.Arbitrary<Scenario> {
  const { faults = USUAL, mayBeLost = false } = wanted;
  return fc
    .tuple(luck, faultDraws(faults), partsOf(wanted))
    .map(([luck, draws, parts]) => {
      const { scenario, horizon } = compose(luck, parts, wanted);
      return withFaults(scenario, draws, horizon, mayBeLost);
    });
}

/** The same before anything is planned. */
export function peaceful(wanted: TroubleWanted = {}): fc.Arbitrary<Peaceful> {
  return fc.tuple(luck, partsOf(wanted)).map(([luck, parts]) => compose(luck, parts, wanted));
}

/** Whatever a scenario is put together from, each drawn by itself. */
type Parts = readonly [
  input: Input,
  drawn: Shape,
  kind: SinkKind,
  dataOptions: Partial<Config>,
  controlOptions: Partial<Config>,
];

function partsOf(wanted: TroubleWanted): fc.Arbitrary<Parts> {
  const { topologies = DETERMINED, sinks = ["two-phase"], input = (same) => same } = wanted;
  return fc.tuple(
    slowInputs.map(input),
    shapes(topologies),
    fc.constantFrom(...sinks),
    configs,
    controlConfigs,
  );
}

function compose(
  luck: Luck,
  [input, drawn, kind, dataOptions, controlOptions]: Parts,
  { shape = (same) => same, mayBeLate = false, config }: TroubleWanted,
): Peaceful {
  const calm = mayBeLate ? drawn : withoutLateness(drawn, input);
  const graph = withSinks(toJob(shape(calm, input), input), kind, drawn.topology);
  const options = { ...withoutCrawling(dataOptions), ...controlOptions, ...config };
  const made = withLuck(scenario({ job: { graph }, config: options }), luck);
  return { scenario: made, horizon: horizonOf(input) };
}

/** How often a verb stands among those of a plan: crashes are what recovery is for. */
const WEIGHTS: Partial<Record<FaultVerb, number>> = { crash: 20, decline: 9, lose: 4, fail: 4 };

/** Every verb; most strike on steps of a protocol. */
export const USUAL: FaultsWanted = {
  verbs: (Object.keys(FAULT_VERBS) as FaultVerb[])
    .flatMap((verb) => Array<FaultVerb>(WEIGHTS[verb] ?? 1).fill(verb)),
  triggers: [
    ...["time", "time", "time", "time", "phase", "phase", "phase"] as const,
    ...["fact", "fact", "fact", "count", "status"] as const,
  ],
  countUsual: 3,
};

/** Input that takes a while, so that checkpoints and failures fall into it. */
export const slowInputs: fc.Arbitrary<Input> = fc
  .tuple(inputs, fc.constantFrom(2000, 4000, 1000, 3000, 0))
  .map(([input, waitUnit]) => ({ ...input, waitUnit }));

/** A channel of one buffer that waits for the flusher every time takes seconds for some records. */
export function withoutCrawling(config: Partial<Config>): Partial<Config> {
  return config.maxBuffersPerChannel === 1 ? { ...config, bufferTimeout: 1 } : config;
}

/** Watermarks that stay behind the disorder of each split, also after a failure (§2.2: noLate). */
export function withoutLateness(shape: Shape, { backMax }: Input): Shape {
  const { watermarks } = withoutIdleness(shape);
  const isAscending = watermarks.type === "ascendingTimestamps" && backMax === 0;
  if (isAscending || watermarks.type === "noWatermarks") return { ...shape, watermarks };
  const bound = Math.max(backMax, watermarks.bound ?? 0);
  return { ...shape, watermarks: { type: "boundedOutOfOrderness", bound } };
}

/** Until when something may strike: the last arrival, and the end of what follows. */
export function horizonOf({ splits, waitUnit }: Input): number {
  const lasts = splits.map((steps) => steps.reduce((sum, { wait }) => sum + wait, 0));
  return waitUnit * Math.max(...lasts) + 20_000;
}

/** The same scenario with a plan of faults that fits it; of one that cannot be recovered from, a part. */
export function withFaults(
  given: Scenario,
  draws: FaultDraws,
  horizon: number,
  mayBeLost: boolean,
): Scenario {
  const config = completeConfig(given.config);
  const plan = planJob(plainJob((given.job as { graph: PlainJob }).graph), { config });
  const drawn = faultsOf(draws, plan, horizon);
  const faults = mayBeLost ? drawn : recoverablePart(drawn, recoveryTerms(plan, config, true));
  return { ...given, faults: faults.map(faultText) };
}

/** The faults of a plan that a job recovers from, all together. */
export function recoverablePart(faults: FaultPlan, terms: RecoveryTerms): FaultPlan {
  return faults.reduce<FaultPlan>((kept, fault) => {
    const more = [...kept, fault];
    return faultLabel(more, terms).isRecoverable ? more : kept;
  }, []);
}

/** The same job with sinks of a kind. */
export function withSinks({ nodes }: PlainJob, kind: SinkKind, topology: Topology): PlainJob {
  if (kind === "append") return { nodes };
  const change = (node: PlainNode): PlainNode => {
    if (node.type !== "sink") return node;
    if (kind === "two-phase") return { ...node, sink: kind };
    // where one subtask writes a key, "last" has a meaning
    const [writer] = nodes.filter(({ id }) => node.inputs!.includes(id));
    const { parallelism } = writer as { parallelism?: number };
    const alike = parallelism === undefined ? {} : { parallelism };
    return { ...node, sink: kind, key: rowKeyOf(node, topology), ...alike };
  };
  return { nodes: nodes.map(change) };
}

const field = (index: number): Expression => ({ field: [{ var: "value" }, index] });

/** Which row a result replaces: its record's, its key's, or its window's. */
function rowKeyOf({ id }: PlainSink, topology: Topology): Expression {
  if (id !== "out" || topology === "chain" || topology === "fanOut") return field(1);
  if (topology === "rolling" || topology === "dealtRolling" || topology === "union") {
    return field(0);
  }
  return { tuple: [field(0), field(1)] };
}
