// The picture of transactions: a crash, a transaction that the log gives up, a writer from the past, and the limits.

import {
  type Job,
  open,
  replayableLog,
  seconds,
  type Timeline,
  transactionalLog,
  WatermarkStrategy,
} from "@headwater/sim";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";
import { transactions, type TransactionsOptions } from "../transactions.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { failureSlice } from "./failure_runs.ts";
import { runSlice } from "./runs.ts";

/** Pictures of transactions. */
export const transactionLives: GalleryGroup = {
  name: "Transactions",
  about:
    "The lives of transactions at sinks, from open to committed or otherwise, and what readers of uncommitted and of " +
    "committed data see.",
  exhibits: [
    show("crash", "A crash aborts what was open", () => failureSlice("crash"), {
      phone: { from: seconds(7), until: seconds(24) },
    }),
    show(
      "timeout",
      "The log gives up what was promised",
      () => failureSlice("expired transaction"),
      {
        phone: { from: seconds(10), until: seconds(24) },
      },
    ),
    show("fenced", "A writer from the past is fenced", zombie, {
      lanes: ["out[1]"],
      from: seconds(0.9),
      until: seconds(5.2),
      phone: { from: seconds(1.8), until: seconds(5.1) },
    }),
    show("unfinished", "The stretch ends before the commit", () => failureSlice("crash"), {
      until: seconds(15.2),
    }),
    show("none", "A sink without transactions", () => failureSlice("crash appended"), {}),
    show("nothing", "Before anything has happened", () => runSlice("nothing"), {}),
  ],
};

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<TransactionsOptions, "width">,
) {
  return exhibit({ id: `transactions-${id}`, title, figure: transactions, slice, options });
}

let past: TraceSlice | undefined;

function zombie(): TraceSlice {
  return past ??= sliceOf(zombieRun());
}

/** A machine that the job manager has lost goes on writing, until a newer attempt has the log's word. */
export function zombieRun(): Timeline {
  const config = {
    checkpointInterval: 1000,
    heartbeatInterval: 500,
    heartbeatTimeout: 1000,
    taskManagerStartTime: 100_000,
    restartStrategy: { type: "fixed-delay", attempts: 10, delay: 100 },
  } as const;
  const faults = ["disconnect task-manager-1->job-manager at 1700ms for 2s"];
  return open(pipelines, { config, faults }).run();
}

/** Two pipelines that share nothing, each on a machine of its own. */
const pipelines: Job = (env) => {
  const partitions = [0, 1].map((id) => ({
    id: String(id),
    records: Array.from({ length: 20 }, (_, n) => ({
      value: { name: `${"ab"[id]}${n}` },
      arrival: n * 250_000,
    })),
  }));
  const source = replayableLog({ name: "log", partitions });
  env.setParallelism(2).fromSource(source, WatermarkStrategy.noWatermarks(), "source").uid("source")
    .map((value) => value).name("next").uid("next").startNewChain()
    .sinkTo(transactionalLog("out")).uid("out").disableChaining();
};
