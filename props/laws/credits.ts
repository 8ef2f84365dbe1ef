// Credit-based flow control: who may send what, and that every permission comes back.

import type { Config } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import type { InputChannel } from "../../sim/3_channel/input_channel.ts";
import type { StreamTask } from "../../sim/task/stream_task.ts";
import { buffersWaiting, type Channel, channelsOf } from "../channels.ts";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, observe, start } from "../run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const granted = law(
  {
    id: "credits/never-more-than-granted",
    title: "A receiver never holds more buffers of a channel than it granted",
    rules: ["NET-5", "NET-10"],
    statement:
      "On channels between machines, at every instant: data buffers sent less credits announced are " +
      "at most the channel's exclusive buffers, which are its first credit; and the floating buffers " +
      "that a gate has lent are never more than it has. Events need no credit, local channels neither.",
    kind: "always",
    sometimes: {
      "all credit was used": 0.2,
      "an event went without": 0.5,
      "floating buffers were lent": 0.05,
    },
  },
  subjects,
  ({ scenario }, cover) => {
    const { facts, plan, timeline } = observe(scenario);
    const { buffersPerChannel: most, floatingBuffersPerGate } = timeline.ground.config;
    const used = plan.channels.map(() => 0);
    for (const { kind, subject, detail, time } of facts) {
      if (kind === Fact.bufferSent && detail === 0) used[subject]++;
      else if (kind === Fact.creditReturned) used[subject]--;
      else continue;
      const { isLocal, name } = plan.channels[subject];
      if (isLocal) continue;
      const count = used[subject];
      const lent = -Math.min(0, count);
      claim(lent <= floatingBuffersPerGate, () => `${name} was lent ${lent} buffers`, time);
      cover("floating buffers were lent", lent > 0);
      claim(count <= most, () => `${name} holds ${count} buffers; it granted ${most}`, time);
      cover("all credit was used", count === most);
    }
    cover(
      "an event went without",
      facts.some(({ kind, detail }) => kind === Fact.bufferSent && detail === 1),
    );
  },
);

const conserved = law(
  {
    id: "credits/every-credit-is-somewhere",
    title: "Credits are conserved: at the sender, on the way, or in a buffer at the receiver",
    rules: ["NET-5", "NET-6"],
    statement:
      "After every action, per channel between machines: credit at the sender, credit on its way and " +
      "buffers on the wire are the memory that is free at the receiver; what is free and what is " +
      "filled there are the channel's own buffers and the gate's floating ones. Per edge of a subtask: " +
      "the pool counts the buffers that wait and, on local channels, those that were not given back.",
    kind: "always",
    runCount: 200,
    sometimes: { "credit on its way": 0.5, "a full pool": 0.1 },
  },
  subjects,
  ({ scenario }, cover) => {
    const timeline = start(scenario, { record: { level: "all" } });
    const channels = channelsOf(timeline.world);
    const held = channels.map(() => 0);
    let read = 0;
    finish(timeline, ({ now, tasks }) => {
      const { trace } = timeline;
      for (; read < trace.end; read++) {
        const { kind, subject, detail } = trace.at(read);
        if (kind === Fact.bufferSent && detail === 0) held[subject]++;
        if (kind === Fact.creditReturned) held[subject]--;
      }
      for (const { output, spec, input } of channels) {
        const { credit, returns, backlog } = output;
        cover("credit on its way", returns.size > 0);
        if (spec.isLocal) {
          const outside = held[spec.id] + returns.size;
          claimSame(backlog, buffersWaiting(output) + outside, `Backlog of ${spec.name}`, now);
        } else {
          claim(credit >= 0, () => `${spec.name} owes credit`, now);
          const promised = credit + returns.size + dataOnWire(input);
          claimSame(promised, input.freeCount, `Credits of ${spec.name}`, now);
          claimSame(backlog, buffersWaiting(output), `Backlog of ${spec.name}`, now);
        }
      }
      claimMemory(tasks, timeline.ground.config, now);
      claimPools(channels, now, () => cover("a full pool"));
    });
  },
);

const allReturned = law(
  {
    id: "credits/at-rest-all-are-back",
    title: "When everything is done, all credits and all buffers are back",
    rules: ["NET-5", "NET-6", "NET-7"],
    statement:
      "At the end of a run every free buffer is credit at its sender, every pool is whole, and no " +
      "buffer waits anywhere.",
    kind: "eventually",
    sometimes: { "credit was used": 0.5 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { world, ground } = finish(start(scenario));
    claimMemory(world.tasks, ground.config, world.now);
    for (const { spec, output, partition, input } of channelsOf(world)) {
      const { credit, backlog, returns, sentCount } = output;
      const { usedCount, fullCount } = partition;
      const rest = {
        credit,
        backlog,
        returns: returns.size,
        usedCount,
        fullCount,
        left: input.arrivedEnds.size,
      };
      const wanted = {
        credit: spec.isLocal ? credit : input.freeCount,
        backlog: 0,
        returns: 0,
        usedCount: 0,
        fullCount: 0,
        left: 0,
      };
      claimSame(rest, wanted, `The rest of ${spec.name}`);
      cover("credit was used", sentCount > 1 && !spec.isLocal);
    }
  },
);

/** Every buffer of a gate is free or filled, once. */
function claimMemory(tasks: readonly StreamTask[], config: Config, now: number): void {
  const { buffersPerChannel, floatingBuffersPerGate } = config;
  for (const { gates, spec } of tasks) {
    for (const gate of gates) {
      let floating = gate.floatingFree;
      gate.channels.forEach((channel, index) => {
        if (channel.spec.isLocal) return;
        const isOpen = gate.reading === index && !channel.isReadingEvent;
        const [own, lent] = filled(channel, isOpen);
        claimSame(
          channel.exclusiveFree + own,
          buffersPerChannel,
          `Memory of ${channel.spec.name}`,
          now,
        );
        floating += channel.floatingFree + lent;
      });
      claimSame(floating, floatingBuffersPerGate, `Floating buffers of ${spec.subtask.label}`, now);
    }
  }
}

/** Filled buffers of a channel: its own, and lent ones. */
function filled(channel: InputChannel, isOpen: boolean): [number, number] {
  let own = 0, lent = 0;
  for (let i = 0; i < channel.arrivedEnds.size; i++) {
    if (channel.arrivedFloating.at(i) === 1) lent++;
    else if (channel.arrivedEnds.at(i) % 2 === 0) own++;
  }
  if (isOpen && channel.isReadingFloating) lent++;
  else if (isOpen) own++;
  return [own, lent];
}

function dataOnWire({ wireBacklogs }: InputChannel): number {
  let count = 0;
  for (let i = 0; i < wireBacklogs.size; i++) if (wireBacklogs.at(i) >= 0) count++;
  return count;
}

function claimPools(channels: readonly Channel[], now: number, onFull: () => void): void {
  for (const partition of new Set(channels.map(({ partition }) => partition))) {
    const { subpartitions, usedCount, fullCount, spec } = partition;
    const backlogs = subpartitions.map(({ backlog }) => backlog);
    const full = backlogs.filter((backlog) => backlog >= spec.maxBuffersPerChannel).length;
    const sum = backlogs.reduce((sum, backlog) => sum + backlog, 0);
    claimSame([usedCount, fullCount], [sum, full], `The pool of edge ${spec.edge.id}`, now);
    if (sum >= spec.poolSize) onFull();
  }
}

/** The laws of credits. */
export const CREDITS: readonly Law[] = [granted, conserved, allReturned];
