// Savepoints whose operators go on with another number of subtasks: windows with timers, many keys, and a function
// with a list of each mode.

import {
  type BroadcastConnectedStream,
  collection,
  collectSink,
  type Job,
  mapState,
  open,
  operatorListState,
  type SavedOperator,
  savepointsOf,
  seconds,
  unionListState,
  WatermarkStrategy,
} from "@headwater/sim";
import { peaks } from "./failure_runs.ts";
import { STATE_JOBS } from "./state_runs.ts";

/** The operators there are. */
export type RescaledName = "windows" | "memory" | "many keys" | "many subtasks" | "lists" | "sink";

const OPERATORS: Readonly<Record<RescaledName, () => SavedOperator>> = {
  windows: () => saved(peaks(), "window", seconds(9)),
  memory: () => saved(STATE_JOBS.memory, "memory", seconds(14)),
  "many keys": () => saved(sums(4, 200), "sum", seconds(1.955)),
  "many subtasks": () => saved(sums(32, 40), "sum", seconds(0.355)),
  lists: () => saved(watched, "watch", seconds(0.125)),
  sink: () => saved(STATE_JOBS.memory, "sink", seconds(14)),
};

const operators = new Map<RescaledName, SavedOperator>();

/** What a savepoint of the run holds of it. */
export function rescaled(name: RescaledName): SavedOperator {
  let operator = operators.get(name);
  if (operator === undefined) operators.set(name, operator = OPERATORS[name]());
  return operator;
}

/** The operator in a savepoint that is taken at a time. */
function saved(job: Job, uid: string, time: number): SavedOperator {
  const timeline = open(job, { interventions: [{ verb: "savepoint", at: { time, done: 0 } }] });
  timeline.run(({ coordinator }) => coordinator.completed.savepoints.length > 0);
  const [savepoint] = savepointsOf(timeline);
  const operator = savepoint?.operators.find((one) => one.uid === uid);
  if (operator === undefined) throw new Error(`no savepoint with ${uid} at ${time} µs`);
  return operator;
}

/** Sums of numbers by key, one number each hundredth of a second. */
function sums(parallelism: number, keyCount: number): Job {
  return (env) => {
    const numbers = Array.from({ length: keyCount }, (_, number) => number);
    const source = collection(numbers, { interval: 10_000 });
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
      .keyBy((number) => number).sum().name("sum").uid("sum").setParallelism(parallelism)
      .sinkTo(collectSink("out")).uid("out").setParallelism(1);
  };
}

const FILES = operatorListState<string>("files");
const OFFSETS = unionListState<string>("offsets");
const RULES = mapState<string, string>("rules");

/** Files that are read by turns, an offset of each subtask's own, and rules that everybody has. */
const watched: Job = (env) => {
  const names = ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"];
  const files = env.fromSource(
    collection(names, { interval: 20_000 }),
    WatermarkStrategy.noWatermarks(),
    "files",
  ).uid("files");
  const rules = env.fromSource(
    collection(["r1", "r2"], { interval: 10_000 }),
    WatermarkStrategy.noWatermarks(),
    "rules",
  ).uid("rules-source").broadcast(RULES);
  const connected: BroadcastConnectedStream<string, string> = files.rebalance().connect(rules);
  connected.process<string>({
    processElement(file, context) {
      context.operatorState(FILES).add(file);
      const offsets = context.operatorState(OFFSETS);
      offsets.update([`o${context.subtaskIndex}`]);
    },
    processBroadcastElement(rule, context) {
      context.broadcastState(RULES).put(rule, rule);
    },
  }).name("watch").uid("watch").setParallelism(2)
    .sinkTo(collectSink("out")).uid("out").setParallelism(1);
};
