// Nothing is lost, nothing is made up, and time runs one way. Checked after every action, not at the
// end: two mistakes that cancel out in the end do not cancel out in between.

import { MAX, type Micros, type Scenario } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { EXECUTION_STATE_NAMES } from "../../sim/element/execution_state.ts";
import { channelsOf, type Waiting, waitingIn } from "../channels.ts";
import { claim, claimSame } from "../claim.ts";
import { nodesOf, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, isSource, observe, type Run, start } from "../run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const channelsHold = law(
  {
    id: "flow/what-is-not-consumed-lies-in-the-channel",
    title: "At every instant, a channel holds what was put into it and not consumed, in that order",
    rules: ["NET-8", "ORD-2"],
    statement:
      "After every action and for every channel: the element that the receiver works on, then " +
      "the rows at the receiver, on the wire and at the sender are, origin by origin, what the facts " +
      "say was put in and has not been consumed.",
    kind: "always",
    runCount: 200,
    sometimes: { "a long queue": 0.12, "work in progress": 0.6 },
  },
  subjects,
  ({ scenario }, cover) => {
    const timeline = start(scenario, { record: { level: "all" } });
    const channels = channelsOf(timeline.world);
    const waiting = channels.map((): Waiting[] => []);
    let read = 0;
    finish(timeline, () => {
      const { trace } = timeline;
      for (; read < trace.end; read++) {
        const { kind, subject, detail, origin, owner } = trace.at(read);
        if (kind === Fact.elementBuffered) waiting[subject].push([detail, origin]);
        if (kind !== Fact.elementProcessed || isSource(timeline.ground.plan, owner)) continue;
        waiting[subject].shift();
      }
      for (const channel of channels) {
        const found = waitingIn(channel), wanted = waiting[channel.spec.id];
        if (found.length === 0 && wanted.length === 0) continue;
        claimSame(found, wanted, `What lies in ${channel.spec.name}`, timeline.position.time);
        cover("a long queue", found.length > 8);
        cover("work in progress", channel.receiver.isBusy);
      }
    });
  },
);

const runsEnd = law(
  {
    id: "flow/every-run-ends",
    title:
      "Every run of a bounded job ends: all subtasks FINISHED, all records read, nothing under way",
    rules: ["EOI-1", "NET-8", "RT-3"],
    statement:
      "However small buffers, pools and credit are, and however slow somebody is: there is always " +
      "a next action until every subtask has FINISHED, every record was read and every channel is empty.",
    kind: "eventually",
    sometimes: { "back-pressure on the way": 0.2, "smallest buffers": 0.03 },
  },
  subjects,
  ({ scenario }, cover) => {
    const timeline = finish(start(scenario));
    const { world, ground: { plan } } = timeline;
    for (const { spec, state, chain } of world.tasks) {
      const name = EXECUTION_STATE_NAMES[state];
      claim(name === "FINISHED", () => `${spec.subtask.label} is ${name}`, timeline.position.time);
      const told = [...chain.watermarks].slice(spec.isSource ? 1 : 0); // nobody tells a source
      claim(told.every((t) => t === MAX), () => `${spec.subtask.label} was not told of the end`);
    }
    for (const channel of channelsOf(world)) {
      claimSame(waitingIn(channel), [], `What is left in ${channel.spec.name}`);
    }
    const read = world.tasks.filter((_, id) => isSource(plan, id))
      .reduce((sum, { chain }) => sum + chain.recordsIn[0], 0);
    claimSame(read, recordCount(scenario), "Records read");
    cover("back-pressure on the way", world.tasks.some(({ blockedTime }) => blockedTime > 0));
    const { bufferCapacity, buffersPerChannel, maxBuffersPerChannel } = scenario.config;
    cover(
      "smallest buffers",
      bufferCapacity === 1 && buffersPerChannel === 1 || maxBuffersPerChannel === 1,
    );
  },
);

const oneAtATime = law(
  {
    id: "flow/one-element-at-a-time",
    title: "A subtask works on one element at a time, and it costs what it costs",
    rules: ["ORD-5", "ORD-9", "RT-1", "MT-10"],
    statement:
      "What a subtask takes from its gate it finishes before it takes more; a record is finished " +
      "after the sum of the costs of its chain, everything else at once. Its busy time is that sum " +
      "for each of its records.",
    kind: "always",
    sometimes: { "work that takes time": 0.5 },
  },
  subjects,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const { tasks } = run.timeline.world;
    const atWork = new Map<number, FactRow>();
    const recordCounts = tasks.map(() => 0);
    for (const fact of run.facts) {
      const { kind, owner, detail, time } = fact;
      if (kind === Fact.elementProcessed && detail === ElementKind.RECORD) recordCounts[owner]++;
      if (kind === Fact.elementPolled) {
        claim(!atWork.has(owner), () => `Subtask ${owner} takes a second element`, time);
        atWork.set(owner, fact);
      } else if (kind === Fact.elementProcessed && !isSource(run.plan, owner)) {
        const taken = atWork.get(owner);
        claim(taken !== undefined, () => `Subtask ${owner} consumes what it did not take`, time);
        const cost = detail === ElementKind.RECORD ? costOf(run, owner) : 0;
        claimSame(
          [detail, fact.origin, time],
          [taken.detail, taken.origin, taken.time + cost],
          "Work",
          time,
        );
        atWork.delete(owner);
        cover("work that takes time", cost > 0);
      }
    }
    const busy = recordCounts.map((count, owner) => count * costOf(run, owner));
    claimSame(tasks.map(({ busyTime }) => busyTime), busy, "Busy times");
  },
);

function costOf({ plan }: Run, subtask: number): Micros {
  const { chain } = plan.vertices[plan.subtasks[subtask].vertex];
  return chain.reduce((sum, { operator }) => sum + operator.cost, 0);
}

function recordCount(scenario: Scenario): number {
  const splits = nodesOf(scenario).flatMap((node) => node.type === "source" ? node.splits : []);
  return splits.reduce((sum, { records }) => sum + records.length, 0);
}

/** The laws of flow. */
export const FLOW: readonly Law[] = [channelsHold, runsEnd, oneAtATime];
