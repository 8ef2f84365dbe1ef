// What a checkpoint holds: a cut through the whole job that nothing crosses, values that nobody changes
// any more, and exactly what a task gets back.

import type { Scenario, StateTable, World } from "@headwater/sim";
import { TimerService } from "@headwater/sim";
import { SourceOperator } from "../../sim/1_source/source_operator.ts";
import { ExecutionState } from "../../sim/element/execution_state.ts";
import type { SubtaskState } from "../../sim/task/subtask_snapshot.ts";
import type { StreamTask } from "../../sim/task/stream_task.ts";
import { claim, claimSame } from "../claim.ts";
import { ChannelCuts } from "../channel_cuts.ts";
import { nodesOf } from "../gen/scenario.ts";
import { troubled } from "../gen/troubled.ts";
import { contentsText, entriesOf } from "../keyed_contents.ts";
import { type Cover, type Law, law } from "../law.ts";
import { streamOf } from "../oracle.ts";
import { tableNames, writerOf } from "../row_names.ts";
import { observe } from "../run.ts";
import {
  operatorSnapshots,
  readCounts,
  type TakenCheckpoint,
  TROUBLE_CASES,
  type TroubleWatch,
  watched,
} from "../trouble_watch.ts";

/** Faults after which no attempt lives on beside the next, so that facts belong to one. */
const WITHOUT_ZOMBIES = {
  verbs: ["crash", "crash", "crash", "decline", "slow", "silence", "fail", "lose", "repeat"],
  countUsual: 2,
} as const;

const consistentCut = law(
  {
    id: "snapshots/a-consistent-cut",
    title:
      "What a channel's sender sent before a checkpoint its receiver read before it, and no more",
    rules: ["AL-6", "AL-7", "SN-1", "SN-2", "CP-9"],
    statement:
      "For every completed checkpoint and every channel: the records that were sent before the sender's " +
      "snapshot are those that were read before the receiver's, one by one; aligned, nothing is between.",
    kind: "always",
    runCount: 150,
    sometimes: {
      "records waited behind a barrier": 0.3,
      "read on while a channel waited": 0.1,
      "a checkpoint after a restart": 0.3,
      "several channels": 0.4,
    },
  },
  troubled({ faults: WITHOUT_ZOMBIES }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts, plan } = observe(scenario);
    const cuts = new ChannelCuts(plan, cover);
    for (const fact of facts) cuts.see(fact);
    cover("several channels", plan.channels.length > 1);
  },
);

const stateIsTheFold = law(
  {
    id: "snapshots/state-is-the-fold",
    title: "The totals in a checkpoint are those of the records before it",
    rules: ["SN-3", "SN-4", "ST-4"],
    statement:
      "For every completed checkpoint of a job that adds up by key: the totals that its parts hold, all " +
      "together, are the sums over exactly the records that its sources had read.",
    kind: "always",
    runCount: 200,
    sometimes: {
      "several keys": 0.5,
      "restored from a checkpoint": 0.25,
      "some records to come": 0.4,
    },
  },
  troubled({ topologies: ["rolling", "dealtRolling", "union"] })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { timeline: { world }, watch } = watched(scenario);
    for (const checkpoint of watch.checkpoints) claimFold(scenario, checkpoint, world, cover);
    watch.cover(scenario, world, onlyOf(cover, "restored from a checkpoint"));
  },
);

function claimFold(
  scenario: Scenario,
  checkpoint: TakenCheckpoint,
  world: World,
  cover: Cover,
): void {
  const job = { nodes: nodesOf(scenario) };
  const readCount = readCounts(checkpoint, world);
  const parallelism = scenario.config.parallelism ?? 1;
  const isWhole = checkpoint.snapshots.every((state, subtask) =>
    !hasRolling(world.tasks[subtask]) || (state !== null && !state.isFinished)
  );
  if (!isWhole) return; // whoever has finished has told all totals, and keeps none
  const held = operatorSnapshots(checkpoint, writerOf(job, "out").id)
    .flatMap(({ keyed }) => entriesOf(keyed.values as StateTable))
    .map(({ value }) => value);
  const expected = streamOf(job, "out", { parallelism, readCount }).map(({ value }) => value);
  claimSame(
    tableNames(job, "out", held).toSorted(),
    tableNames(job, "out", expected).toSorted(),
    `The totals in checkpoint ${checkpoint.id}`,
    checkpoint.completedAt,
  );
  cover("several keys", held.length > 1);
  const all = streamOf(job, "out", { parallelism });
  cover("some records to come", expected.length < all.length && held.length > 0);
}

function hasRolling({ spec: { vertex } }: StreamTask): boolean {
  return vertex.chain.some(({ operator }) => operator.uid === "rolling");
}

const areValues = law(
  {
    id: "snapshots/are-values",
    title:
      "What was copied for a checkpoint never changes, whatever becomes of the state it was copied from",
    rules: ["SN-5", "ST-4"],
    statement:
      "Each part of each checkpoint, from the moment at which it is copied until the run is over: its " +
      "contents are what they were, while the task works on.",
    kind: "always",
    runCount: 150,
    sometimes: { "the state changed behind it": 0.4, "windows": 0.2 },
  },
  troubled().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const texts = new Map<SubtaskState, string>();
    const { timeline: { world, position } } = watched(scenario, ({ tasks }) => {
      for (const { checkpoint: { uploads } } of tasks) {
        for (const { snapshot: { spec } } of uploads) {
          if (!texts.has(spec)) texts.set(spec, stateText(spec));
        }
      }
    });
    for (const [state, text] of texts) {
      claimSame(stateText(state), text, "A part of a checkpoint, later", position.time);
    }
    const ends = new Set(world.tasks.map(keyedText));
    cover(
      "the state changed behind it",
      [...texts.keys()].some((state) => !ends.has(ofKeys(state))),
    );
    cover("windows", [...texts.values()].some((text) => /"contents",\[\{/.test(text)));
  },
);

function stateText(state: SubtaskState): string {
  return ofKeys(state) + JSON.stringify(state.operators.map(({ lists }) => lists));
}

function ofKeys({ operators }: SubtaskState): string {
  return operators.map(({ keyed }) => contentsText(keyed)).join("\n");
}

function keyedText({ chain: { operators } }: StreamTask): string {
  return operators.map((operator) => contentsText(operator.keyedParts())).join("\n");
}

const restoreIsExact = law(
  {
    id: "snapshots/restore-is-exact",
    title:
      "A task begins with exactly what the checkpoint holds of it: state, timers, and place in the input",
    rules: ["RS-8", "RS-9", "RS-10", "TI-8", "ST-4", "SN-4"],
    statement:
      "Whenever a task runs again, before it takes its first element: its keyed state and its timers are " +
      "those in its part of the last completed checkpoint, entry by entry, and none of the attempt that " +
      "failed; its splits stand where the checkpoint stands. Without a checkpoint all is empty.",
    kind: "always",
    runCount: 300,
    sometimes: {
      ...TROUBLE_CASES,
      "keyed state": 0.15,
      "timers": 0.05,
      "from the start": 0.05,
      "a source goes back": 0.1,
    },
  },
  troubled().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const attempts: number[] = [];
    const { timeline: { world }, watch } = watched(scenario, ({ tasks, now }, watch) => {
      tasks.forEach((task, subtask) => {
        if (task.attempt === 0 || task.state !== ExecutionState.RUNNING) return;
        if (task.attempt === attempts[subtask]) return;
        attempts[subtask] = task.attempt;
        claimRestored(task, watch, now, cover);
      });
    });
    watch.cover(scenario, world, cover);
  },
);

function claimRestored(task: StreamTask, watch: TroubleWatch, now: number, cover: Cover): void {
  const id = watch.restores.at(-1)!;
  const checkpoint = watch.checkpoints.find((one) => one.id === id);
  claim(id === 0 || checkpoint !== undefined, () => `Checkpoint ${id} was never complete`, now);
  const { label, id: subtask } = task.spec.subtask;
  const state = checkpoint?.snapshots[subtask] ?? null;
  if (checkpoint?.finished[subtask]) return; // it has nothing to begin with
  const wanted = state === null ? emptyText(task) : ofKeys(state);
  claimSame(
    keyedText(task),
    wanted,
    `${label} begins with other state than checkpoint ${id} holds`,
    now,
  );
  const parts = task.chain.operators.flatMap((operator) => Object.values(operator.keyedParts()));
  cover("from the start", id === 0);
  cover("keyed state", parts.some(({ size }) => size > 0));
  cover("timers", parts.some((part) => part instanceof TimerService && part.size > 0));
  claimPlace(task, state, now, cover);
}

/** The same operators, in which nothing has ever been. */
function emptyText({ chain: { operators } }: StreamTask): string {
  return operators.map(({ constructor, spec }) => {
    const fresh = Object.assign(new (constructor as typeof SourceOperator)(), { spec });
    return contentsText(fresh.keyedParts());
  }).join("\n");
}

function claimPlace(
  { chain: { operators: [head] }, replayedCount, spec }: StreamTask,
  state: SubtaskState | null,
  now: number,
  cover: Cover,
): void {
  if (!(head instanceof SourceOperator)) return;
  const [list] = state?.operators[0].lists ?? [];
  const items = (list?.items ?? []) as readonly { readonly position: number }[];
  const wanted = head.positions.map((_, index) => items[index]?.position ?? 0);
  claimSame([...head.positions], [...wanted], `Where ${spec.subtask.label} reads on`, now);
  cover("a source goes back", replayedCount > 0);
}

function onlyOf(cover: Cover, wanted: string): Cover {
  return (label, occurred) => void (label === wanted && cover(label, occurred));
}

/** The laws of what checkpoints hold. */
export const SNAPSHOTS: readonly Law[] = [consistentCut, stateIsTheFold, areValues, restoreIsExact];
