// Credit-based flow control: who may send what, and that every permission comes back.

import { Fact } from "@headwater/sim/trace";
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
      "On channels between machines, at every instant: data buffers sent less buffers given back " +
      "are at most the channel's exclusive buffers, and never fewer than none. Events need no credit, " +
      "local channels neither.",
    kind: "always",
    sometimes: { "all credit was used": 0.3, "an event went without": 0.5 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { facts, plan, timeline } = observe(scenario);
    const most = timeline.ground.config.buffersPerChannel;
    const used = plan.channels.map(() => 0);
    for (const { kind, subject, detail, time } of facts) {
      if (kind === Fact.bufferSent && detail === 0) used[subject]++;
      else if (kind === Fact.creditReturned) used[subject]--;
      else continue;
      const { isLocal, name } = plan.channels[subject];
      if (isLocal) continue;
      const count = used[subject];
      claim(count >= 0, () => `${name} gave back a buffer that it did not get`, time);
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
      "After every action, per channel between machines: credit at the sender, credit on its way " +
      "back and buffers at the receiver add up to the exclusive buffers. Per edge of a subtask: the " +
      "pool counts the buffers that wait and, on local channels, those that were not given back.",
    kind: "always",
    runCount: 200,
    sometimes: { "credit on its way": 0.5, "a full pool": 0.1 },
  },
  subjects,
  ({ scenario }, cover) => {
    const timeline = start(scenario, { record: { level: "all" } });
    const channels = channelsOf(timeline.world);
    const most = timeline.ground.config.buffersPerChannel;
    const held = channels.map(() => 0);
    let read = 0;
    finish(timeline, ({ now }) => {
      const { trace } = timeline;
      for (; read < trace.end; read++) {
        const { kind, subject, detail } = trace.at(read);
        if (kind === Fact.bufferSent && detail === 0) held[subject]++;
        if (kind === Fact.creditReturned) held[subject]--;
      }
      for (const channel of channels) {
        const { output, spec } = channel;
        const { credit, returns, backlog } = output;
        const outside = held[spec.id] + returns.size;
        cover("credit on its way", returns.size > 0);
        if (spec.isLocal) {
          claimSame(backlog, buffersWaiting(output) + outside, `Backlog of ${spec.name}`, now);
        } else {
          claim(credit >= 0, () => `${spec.name} owes credit`, now);
          claimSame(credit + outside, most, `Credits of ${spec.name}`, now);
          claimSame(backlog, buffersWaiting(output), `Backlog of ${spec.name}`, now);
        }
      }
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
      "At the end of a run every sender has its first credit again, every pool is whole, and no " +
      "buffer waits anywhere.",
    kind: "eventually",
    sometimes: { "credit was used": 0.5 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { world, ground } = finish(start(scenario));
    const { buffersPerChannel } = ground.config;
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
        credit: buffersPerChannel,
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
