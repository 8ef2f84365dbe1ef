// Whole jobs whose barriers overtake: nobody who reads committed rows can tell, whatever fails; and what was
// overtaken is in the checkpoint, and comes back.

import fc from "fast-check";
import { comparePositions, type Scenario, showPosition, type World } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { claimSame } from "../claim.ts";
import { overtaking } from "../gen/overtaking.ts";
import { nodesOf } from "../gen/scenario.ts";
import { type Cover, type Law, law } from "../law.ts";
import { OvertakenCuts } from "../overtaken_cuts.ts";
import { claimSameWorld, keyframes, place, positionsOf } from "../places.ts";
import { rowNames } from "../row_names.ts";
import { finish, observe, outcomeOf, start } from "../run.ts";
import { sinksOf, TROUBLE_CASES, type TroubleWatch, watched } from "../trouble_watch.ts";
import { verdictOf, visibleRows } from "../verdict.ts";

const GENERATED =
  "Any job without late records, in which no operator asks for the current watermark, with a two-phase " +
  "sink, small buffers and more records than it can keep up with, unaligned checkpoints (at once, after a " +
  "timeout, or with one that is never over), and any faults that it recovers from";

const alignedIsUnaligned = law(
  {
    id: "unaligned/aligned-or-not-is-the-same",
    title: "Whether barriers overtake changes nothing in what is committed",
    rules: ["UC-1", "UC-2", "UC-3", "UC-8", "AL-2", "RS-10"],
    statement:
      `${GENERATED}: the job comes to its end, and the committed rows are the oracle's, and so those of ` +
      "the same job with aligned checkpoints and the same faults.",
    kind: "eventually",
    runCount: 300,
    sometimes: {
      ...TROUBLE_CASES,
      "something was overtaken": 0.3,
      "restored with what was overtaken": 0.1,
    },
  },
  overtaking().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { timeline, watch } = watched(scenario);
    claimInnocent(scenario, timeline);
    const { config } = scenario;
    const aligned = { ...scenario, config: { ...config, unalignedCheckpoints: false } };
    const other = finish(start(aligned));
    claimInnocent(aligned, other);
    claimSame(committed(scenario, timeline.world), committed(aligned, other.world), "Committed");
    watch.cover(scenario, timeline.world, cover);
    coverOvertaken(watch, cover);
  },
);

/** Says that nothing is lost, doubled, out of order or stuck. */
function claimInnocent(scenario: Scenario, timeline: ReturnType<typeof finish>): void {
  const { findings, ...numbers } = verdictOf(scenario, timeline);
  const wanted = { lost: 0, duplicated: 0, reordered: 0, stuck: 0 };
  claimSame(numbers, wanted, findings.join("; "), timeline.position.time);
}

/** The names of all committed rows, sink by sink. */
function committed(scenario: Scenario, world: World): readonly (readonly string[])[] {
  const job = { nodes: nodesOf(scenario) };
  return sinksOf(scenario).map((sink) =>
    rowNames(job, sink.id, visibleRows(world, sink).map(({ value }) => value)).toSorted()
  );
}

function coverOvertaken({ checkpoints, restores }: TroubleWatch, cover: Cover): void {
  const filled = checkpoints.filter(({ snapshots }) =>
    snapshots.some((state) =>
      state !== null && state.inFlight.inputs.length + state.inFlight.outputs.length > 0
    )
  );
  cover("something was overtaken", filled.length > 0);
  cover("restored with what was overtaken", filled.some(({ id }) => restores.includes(id)));
}

/** Faults after which no attempt lives on beside the next, so that facts belong to one. */
const WITHOUT_ZOMBIES = {
  verbs: ["crash", "crash", "crash", "decline", "slow", "silence", "fail", "lose", "repeat"],
  countUsual: 2,
} as const;

const holdsWhatWasOvertaken = law(
  {
    id: "unaligned/holds-what-was-overtaken",
    title: "A checkpoint holds what lies between two snapshots, and records keep their places",
    rules: ["ORD-2", "ORD-8", "UC-2", "UC-5", "UC-7", "UC-8", "UC-12", "SN-4"],
    statement:
      `${GENERATED}: of every channel the records and watermarks that were sent before the sender's ` +
      "snapshot, and not read before the receiver's, are in the checkpoint, in order, and nothing else; and " +
      "whatever is read on a channel was sent on it in this order, after what came back to it.",
    kind: "always",
    runCount: 250,
    sometimes: {
      "at a receiver": 0.3,
      "at a sender": 0.2,
      "nothing": 0.3,
      "read again": 0.08,
      "sent again": 0.02,
      "turned by a timeout": 0.03,
    },
  },
  overtaking({ faults: WITHOUT_ZOMBIES }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { watch: { checkpoints } } = watched(scenario);
    const { facts, plan } = observe(scenario);
    const cuts = new OvertakenCuts(plan, checkpoints, cover);
    for (const fact of facts) cuts.see(fact);
    cover("turned by a timeout", facts.some(({ kind }) => kind === Fact.checkpointTurnedUnaligned));
  },
);

const canBeRewound = law(
  {
    id: "unaligned/seek-is-run-to",
    title: "A run in which barriers overtake can be rewound like any other",
    rules: [],
    statement:
      `${GENERATED}: a finished run goes back to several positions, and there its world is that of a fresh ` +
      "run that runs there; run on from there, its end is the same.",
    kind: "always",
    runCount: 40,
    sometimes: { "something was overtaken": 0.3, "inside the run": 0.5 },
  },
  fc.tuple(overtaking(), fc.array(place, { minLength: 1, maxLength: 3, size: "max" }), keyframes)
    .map(([scenario, places, options]) => ({ scenario, places, options })),
  ({ scenario, places, options }, cover) => {
    const { timeline: { position: end }, watch } = watched(scenario);
    const timeline = finish(start(scenario, options));
    const outcome = outcomeOf(timeline);
    for (const position of positionsOf(scenario, places)) {
      timeline.seek(position);
      claimSameWorld(timeline, start(scenario).seek(position), `At ${showPosition(position)}`);
      cover("inside the run", comparePositions(position, end) < 0);
    }
    claimSame(outcomeOf(finish(timeline)), outcome, "Run on, the run");
    coverOvertaken(watch, (label, occurred) => {
      if (label === "something was overtaken") cover(label, occurred);
    });
  },
);

/** The laws of jobs with unaligned checkpoints. */
export const UNALIGNED_JOBS: readonly Law[] = [
  alignedIsUnaligned,
  holdsWhatWasOvertaken,
  canBeRewound,
];
