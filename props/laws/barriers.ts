// Barriers at a task's input: when the snapshot is taken, and what is in it.

import {
  type BarrierInput,
  barrierInputs,
  type BarrierStep,
  readBarrierInput,
} from "../barrier_input.ts";
import { claim, claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";
import { ModelAlignment, ModelTracker } from "../model_barriers.ts";

const isItsModel = law(
  {
    id: "barriers/handler-is-its-model",
    title:
      "The handler does what the model does, whatever its channels carry, and nobody waits for ever",
    rules: ["AL-3", "AL-4", "AL-5", "AL-6", "AL-8", "AL-9", "AL-12", "TVX-29"],
    statement:
      "One to four channels carry records, barriers, cancellations and an end, some barriers are lost, and " +
      "the channels are read in any order. After each element handler and model do the same to the same " +
      "channels and checkpoints; every sender that stopped behind a barrier is told once to go on, and " +
      "all channels are read to their ends.",
    kind: "always",
    runCount: 2000,
    sometimes: {
      "one channel": 0.05,
      "subsumed": 0.1,
      "cancelled": 0.2,
      "given up at an end": 0.05,
      "an end as the last barrier": 0.05,
      "too late": 0.1,
    },
  },
  barrierInputs(),
  (input, cover) => {
    const { mode, afterTasksFinish, channels } = input;
    const Model = mode === "aligned" ? ModelAlignment : ModelTracker;
    const model = new Model(channels.length, afterTasksFinish);
    for (const { channel, word, event, now, answers } of readBarrierInput(input)) {
      const wanted = event === null ? [] : model.receive(channel, event, now);
      claimSame(answers, wanted, `${word} on channel ${channel} at ${now}: the handler does`);
      const said = answers.join();
      cover("one channel", channels.length === 1);
      cover("subsumed", said.includes("DECLINED_SUBSUMED"));
      cover("cancelled", said.includes("ON_CANCELLATION"));
      cover("given up at an end", said.includes("END_OF_STREAM"));
      cover("an end as the last barrier", word === "end" && said.includes("snapshot"));
      cover("too late", said === `resume ${channel}`);
    }
  },
);

const nothingBehind = law(
  {
    id: "barriers/nothing-from-behind-is-in-the-snapshot",
    title: "Exactly once: a snapshot holds what stood before the barriers, and nothing else",
    rules: ["AL-6", "AL-7", "TVX-25", "MC-8"],
    statement:
      "Aligned. When a checkpoint's snapshot is taken, the last thing taken from each channel is that " +
      "checkpoint's barrier, or the channel is read to its end: between its barrier and the end of the " +
      "alignment not one record of a channel is worked on, and none before it is missing.",
    kind: "always",
    runCount: 1000,
    sometimes: { "several channels": 0.3, "a record waits behind a barrier": 0.3 },
  },
  barrierInputs(["aligned"]),
  (input, cover) =>
    eachSnapshot(input, (id, { channel: lastChannel, taken, now, answers }) => {
      input.channels.forEach((words, channel) => {
        const last = words[taken[channel] - 1];
        claim(
          last === `|${id}|` || last === "end",
          () => `Snapshot ${id} at ${now}: channel ${channel} was read to "${last}"`,
        );
        const isHeld = channel !== lastChannel && answers.includes(`resume ${channel}`);
        cover("a record waits behind a barrier", isHeld && words[taken[channel]] === "r");
      });
      cover("several channels", answers.length > 2);
    }),
);

const neverLess = law(
  {
    id: "barriers/at-least-once-takes-more-never-less",
    title: "At least once: a snapshot holds all that stood before the barriers, and perhaps more",
    rules: ["AL-12", "TVX-26"],
    statement:
      "Not aligned. No channel is ever blocked. When a checkpoint's snapshot is taken, its barrier has " +
      "been taken from each channel, or the channel is read to its end; records from behind may be in.",
    kind: "always",
    runCount: 1000,
    sometimes: { "a record from behind is in": 0.3, "two checkpoints at a time": 0.2 },
  },
  barrierInputs(["tracking"]),
  (input, cover) =>
    eachSnapshot(input, (id, { taken, now, answers }) => {
      claimSame(answers.filter((answer) => /block|resume/.test(answer)), [], `Blocked at ${now}`);
      input.channels.forEach((words, channel) => {
        const read = words.slice(0, taken[channel]), place = read.indexOf(`|${id}|`);
        claim(
          place >= 0 || read.at(-1) === "end",
          () => `Snapshot ${id} at ${now}: its barrier is still in channel ${channel}`,
        );
        cover("a record from behind is in", place >= 0 && read.indexOf("r", place) >= 0);
        cover("two checkpoints at a time", read.includes(`|${id + 1}|`));
      });
    }),
);

const idsGrow = law(
  {
    id: "barriers/ids-only-grow",
    title: "A task takes or gives up each checkpoint once, and never one after a newer one",
    rules: ["AL-4", "AL-5", "AL-8", "CP-3"],
    statement:
      "Over a whole input, aligned or not: the checkpoints whose snapshot is taken and those that are given " +
      "up, in the order in which that happens, have strictly increasing ids. So a barrier is sent on at " +
      "most once to each channel behind the task.",
    kind: "always",
    runCount: 1000,
    sometimes: { "taken after one was given up": 0.2, "given up after one was taken": 0.1 },
  },
  barrierInputs(),
  (input, cover) => {
    let last = -1, before = "";
    for (const answer of readBarrierInput(input).flatMap(({ answers }) => answers)) {
      const [verb, id] = answer.split(" ");
      if (verb !== "snapshot" && verb !== "abort") continue;
      claim(Number(id) > last, () => `${verb} ${id} comes after checkpoint ${last}`);
      cover("taken after one was given up", before === "abort" && verb === "snapshot");
      cover("given up after one was taken", before === "snapshot" && verb === "abort");
      last = Number(id);
      before = verb;
    }
  },
);

/** Looks at every step at which a snapshot is taken. */
function eachSnapshot(input: BarrierInput, look: (id: number, step: BarrierStep) => void): void {
  for (const step of readBarrierInput(input)) {
    for (const answer of step.answers) {
      if (answer.startsWith("snapshot")) look(Number(answer.split(" ")[1]), step);
    }
  }
}

/** The laws of barriers at a task's input. */
export const BARRIERS: readonly Law[] = [isItsModel, nothingBehind, neverLess, idsGrow];
