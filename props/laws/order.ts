// What arrives in which order. Flink promises one thing only: between one sender and one receiver
// nothing overtakes.

import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claim, claimSame } from "../claim.ts";
import { ID, KEY, type Value } from "../gen/input.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { groupBy, isSource, observe, type Run, transfers } from "../run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const pairOrder = law(
  {
    id: "order/pair-is-first-in-first-out",
    title:
      "A receiver consumes what a sender sent it, in that order, and at every instant a prefix",
    rules: ["ORD-2", "ORD-6"],
    statement:
      "Per channel, the records, watermarks, statuses and end of data that were consumed so far " +
      "are, at every fact, the first ones that were put into it; at the end they are all.",
    kind: "always",
    sometimes: { "a watermark between records": 0.12, "elements waited": 0.8 },
  },
  subjects,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const waiting = new Map<number, FactRow[]>();
    for (const fact of transfers(run)) {
      const queue = waiting.get(fact.subject) ?? [];
      waiting.set(fact.subject, queue);
      if (fact.kind === Fact.elementBuffered) {
        if (fact.detail === ElementKind.RECORD && queue.at(-1)?.detail === ElementKind.WATERMARK) {
          cover("a watermark between records");
        }
        queue.push(fact);
        cover("elements waited", queue.length > 2);
        continue;
      }
      const wanted = queue.shift();
      claim(wanted !== undefined, () => `${show(fact, run)} was never sent`, fact.time);
      claimSame(element(fact), element(wanted), show(fact, run), fact.time);
    }
    for (const [channel, [first]] of waiting) {
      const { name } = run.plan.channels[channel];
      claim(first === undefined, () => `${element(first)} never left ${name}`, first?.time);
    }
  },
);

const unchanged = law(
  {
    id: "order/a-record-travels-unchanged",
    title: "A record keeps its value, its key and its timestamp on its way",
    rules: ["ORD-16", "TS-1"],
    statement:
      "Jobs whose functions keep key and id: whatever is consumed anywhere has the timestamp of " +
      "the input record with that id, and its key, and its origin is that record's.",
    kind: "always",
    sometimes: { "behind an exchange": 0.5 },
  },
  scenarios({ topologies: ["chain", "rolling", "dealtRolling", "fanOut"] })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const born = new Map<number, FactRow>();
    for (const fact of run.facts) {
      if (fact.kind === Fact.recordCreated) born.set((fact.value as Value)[ID], fact);
      if (fact.kind !== Fact.elementProcessed || fact.detail !== ElementKind.RECORD) continue;
      if (isSource(run.plan, fact.owner)) continue;
      const value = fact.value as Value;
      const input = born.get(value[ID]);
      claim(input !== undefined, () => `${show(fact, run)} is no input record`, fact.time);
      const wanted = [(input.value as Value)[KEY], input.stamp, input.origin];
      claimSame([value[KEY], fact.stamp, fact.origin], wanted, show(fact, run), fact.time);
      cover("behind an exchange");
    }
  },
);

const inputOrder = law(
  {
    id: "order/one-hop-keeps-the-order-of-a-split",
    title: "One exchange keeps the order of each split's records, also through a union and per key",
    rules: ["ORD-2", "ORD-10", "V-9"],
    statement:
      "Right behind the first exchange after the sources, whatever the partitioner: at each " +
      "receiver, the records of one split arrive in the order of the split, so the records of one " +
      "key from one sender do; records of several splits have no mutual order.",
    kind: "always",
    sometimes: { "two splits met": 0.3, "two splits of one key met": 0.15 },
  },
  scenarios({ topologies: ["rolling", "union", "fanOut", "window"] }).map((scenario) => ({
    scenario,
  })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const fromSource = transfers(run).filter(({ kind, detail, subject }) =>
      kind === Fact.elementProcessed && detail === ElementKind.RECORD &&
      isSource(run.plan, run.plan.channels[subject].sender)
    );
    for (const facts of groupBy(fromSource, ({ owner }) => owner).values()) {
      const last = new Map<number, number>();
      const splitsOfKey = new Map<number, number>();
      for (const fact of facts) {
        const [key, id] = fact.value as Value;
        const split = Math.floor(id / 100);
        const before = last.get(split) ?? -1;
        claim(id > before, () => `${show(fact, run)} comes after ${before}`, fact.time);
        last.set(split, id);
        cover("two splits met", last.size > 1);
        cover("two splits of one key met", (splitsOfKey.get(key) ?? split) !== split);
        splitsOfKey.set(key, split);
      }
    }
  },
);

const inTurn = law(
  {
    id: "order/a-gate-serves-channels-in-turn",
    title: "A gate reads one buffer of each channel that has some, in the order in which they came",
    rules: ["ORD-3", "ORD-4"],
    statement:
      "A channel queues up when its first buffer arrives; when its turn comes, one buffer is read to " +
      "its end; if it has more, it queues up again at the back. So nobody waits for more than one " +
      "buffer of each of the others. (Without a tie seed, which may permute arrivals of one instant.)",
    kind: "always",
    sometimes: { "back to the end of the queue": 0.2, "three in the queue": 0.05 },
  },
  scenarios({ config: { tieSeed: 0 } }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts } = observe(scenario);
    const arrived = new Map<number, number[]>(), queues = new Map<number, number[]>();
    const reading = new Map<number, { channel: number; left: number }>();
    for (const { kind, owner, subject, key, time } of facts) {
      const queue = queues.get(owner) ?? [];
      queues.set(owner, queue);
      const buffers = arrived.get(subject) ?? [];
      if (kind === Fact.bufferReceived) {
        arrived.set(subject, buffers);
        const isKnown = queue.includes(subject) || reading.get(owner)?.channel === subject;
        if (!isKnown) queue.push(subject);
        buffers.push(key);
        cover("three in the queue", queue.length > 2);
      }
      if (kind !== Fact.elementPolled) continue;
      const now = reading.get(owner) ?? { channel: queue[0], left: arrived.get(queue[0])![0] };
      claimSame(subject, now.channel, `The channel that subtask ${owner} reads`, time);
      if (!reading.has(owner)) {
        queue.shift();
        buffers.shift();
      }
      reading.set(owner, { ...now, left: now.left - 1 });
      if (now.left > 1) continue;
      reading.delete(owner);
      if (buffers.length === 0) continue;
      cover("back to the end of the queue", queue.length > 0);
      queue.push(subject);
    }
  },
);

function element({ detail, key, origin, stamp }: FactRow): string {
  return JSON.stringify({ kind: detail, key, origin, stamp });
}

function show(fact: FactRow, { plan }: Run): string {
  return `${element(fact)} at ${plan.subtasks[fact.owner].label}`;
}

/** The laws of order. */
export const ORDER: readonly Law[] = [pairOrder, unchanged, inputOrder, inTurn];
