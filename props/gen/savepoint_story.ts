// Made-up savepoints: a job, somebody who asks for one at any moment, and the same job that goes on from it
// with other parallelisms.

import fc from "fast-check";
import {
  type Config,
  type PlainJob,
  type SavepointMode,
  type Scenario,
  scenario,
} from "@headwater/sim";
import { configs } from "./config.ts";
import { controlConfigs } from "./control.ts";
import { type FaultDraws, faultDraws } from "./faults.ts";
import type { Input } from "./input.ts";
import { type Shape, shapes, toJob, type Topology } from "./job.ts";
import { luck, withLuck } from "./scenario.ts";
import {
  DETERMINED,
  horizonOf,
  type SinkKind,
  slowInputs,
  USUAL,
  withFaults,
  withoutCrawling,
  withoutLateness,
  withSinks,
} from "./troubled.ts";

/** What decides both runs. */
export interface SavepointStory {
  /** The job that never stops. */
  readonly scenario: Scenario;
  /** When somebody asks, in thousandths of the time that it takes. */
  readonly moment: number;
  readonly mode: SavepointMode;
  /** The job that goes on. */
  readonly later: Scenario;
}

/** What a law asks of stories. */
export interface StoryWanted {
  readonly topologies?: readonly Topology[];
  readonly modes?: readonly SavepointMode[];
  /** For `stop`, sinks of any kind give exact results: nothing is done again. */
  readonly sinks?: readonly SinkKind[];
  /** Something is planned to go wrong in both jobs, from which they recover. */
  readonly isTroubled?: boolean;
}

const PARALLELISM_MAX = 8;

/** Stories of jobs whose results depend on the input alone. */
export function savepointStories(wanted: StoryWanted = {}): fc.Arbitrary<SavepointStory> {
  const { topologies = DETERMINED, modes = ["stop", "take"], sinks = ["two-phase"] } = wanted;
  return fc
    .tuple(
      luck,
      slowInputs,
      shapes(topologies),
      fc.constantFrom(...sinks),
      configs,
      controlConfigs,
      fc.record({
        moment: fc.nat(1000),
        faults: faultDraws(USUAL),
        laterFaults: faultDraws(USUAL),
        mode: fc.constantFrom(...modes),
        maxParallelism: fc.constantFrom(0, 7, 2, 1, 128, 32768),
        parallelism: fc.nat(PARALLELISM_MAX - 1),
        parallelisms: fc.tuple(
          fc.nat(PARALLELISM_MAX),
          fc.nat(PARALLELISM_MAX),
          fc.nat(PARALLELISM_MAX),
        ),
      }),
    )
    .map(([luck, input, drawn, kind, dataOptions, controlOptions, more]) => {
      const { moment, mode, maxParallelism } = more;
      const limit = maxParallelism === 0 ? PARALLELISM_MAX : maxParallelism;
      const shape = withoutCopies(withoutLateness(drawn, input));
      const options = { ...withoutCrawling(dataOptions), ...controlOptions };
      const config = {
        ...options,
        maxParallelism,
        parallelism: Math.min(options.parallelism ?? 1, limit),
        ...wanted.isTroubled ? {} : { restartStrategy: { type: "none" } as const },
      };
      const first = jobOf(limited(shape, limit), input, kind);
      const parallelisms = more.parallelisms;
      const second = jobOf(limited({ ...shape, parallelisms }, limit), input, kind);
      const parallelism = Math.min(1 + more.parallelism, limit);
      const make = (graph: PlainJob, config: Partial<Config>, draws: FaultDraws) => {
        const calm = withLuck(scenario({ job: { graph }, config }), luck);
        return wanted.isTroubled ? withFaults(calm, draws, horizonOf(input), false) : calm;
      };
      return {
        scenario: make(first, config, more.faults),
        moment,
        mode,
        later: make(second, { ...config, parallelism }, more.laterFaults),
      };
    });
}

function jobOf(shape: Shape, input: Input, kind: SinkKind): PlainJob {
  return withSinks(toJob(shape, input), kind, shape.topology);
}

/** A copy for every receiver depends on how many there are. */
function withoutCopies(shape: Shape): Shape {
  return shape.partitioner === "broadcast" ? { ...shape, partitioner: "rebalance" } : shape;
}

function limited(shape: Shape, limit: number): Shape {
  const [source, middle, keyed] = shape.parallelisms.map((one) => Math.min(one, limit));
  return { ...shape, parallelisms: [source, middle, keyed] };
}
