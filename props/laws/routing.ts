// Which channel? Each partitioner keeps its promise for every sender, in every schedule.

import { type EdgeSpec, MAX } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claim, claimSame } from "../claim.ts";
import { edgesNamed, emissions, recordsOn, selections, short } from "../edges.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { groupBy, observe, type Run } from "../run.ts";

const oneToOne = law(
  {
    id: "routing/forward-keeps-partition-and-order",
    title: "FORWARD: subtask i receives from subtask i alone, in the order of emission",
    rules: ["P-5", "G-2", "ORD-2"],
    statement:
      "On an edge that is FORWARD and not chained, records go to the receiver with the sender's " +
      "index, and it consumes them in the order in which the operator before emitted them.",
    kind: "always",
    sometimes: { "several subtasks with records": 0.15 },
  },
  scenarios({ topologies: ["chain", "fanOut", "assigned"], config: { chaining: false } })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    let busy = 0;
    for (const edge of edgesNamed(run, "FORWARD")) {
      for (const facts of groupBy(recordsOn(run, edge), ({ subject }) => subject).values()) {
        const { sender, receiver } = run.plan.channels[facts[0].subject];
        const from = run.plan.subtasks[sender], to = run.plan.subtasks[receiver];
        claim(from.index === to.index, () => `${from.label} sends to ${to.label}`, facts[0].time);
        claimSame(facts.map(short), emissions(run, edge, sender), `What ${to.label} received`);
        busy++;
      }
    }
    cover("several subtasks with records", busy > 2);
  },
);

const roundRobin = law(
  {
    id: "routing/rebalance-goes-round",
    title: "REBALANCE and RESCALE: a sender serves its receivers one after another",
    rules: ["P-1", "P-2", "P-9"],
    statement:
      "The record after one for receiver i goes to the next receiver of this sender; so counts " +
      "differ by one at most. RESCALE begins with the first of its receivers, and has no more " +
      "channels than the wider side has subtasks.",
    kind: "always",
    sometimes: { "round and round": 0.1, "a rescaling sender with several receivers": 0.02 },
  },
  scenarios({ topologies: ["chain", "fanOut", "union", "dealtRolling"] })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    for (const edge of [...edgesNamed(run, "REBALANCE"), ...edgesNamed(run, "RESCALE")]) {
      const { channels } = run.plan;
      for (const facts of groupBy(selections(run, edge), ({ owner }) => owner).values()) {
        const own = channels.filter((c) => c.edge === edge.id && c.sender === facts[0].owner);
        const turns = facts.map(({ subject }) => own.findIndex(({ id }) => id === subject));
        const isRescale = edge.partitioner.name === "RESCALE";
        const wanted = turns.map((_, i) => ((isRescale ? 0 : turns[0]) + i) % own.length);
        claimSame(turns, wanted, `The turns of ${run.plan.subtasks[facts[0].owner].label}`);
        cover("round and round", turns.length > own.length && own.length > 1);
        cover("a rescaling sender with several receivers", isRescale && own.length > 1);
      }
      if (edge.partitioner.name === "RESCALE") claimGroups(run, edge);
    }
  },
);

const broadcast = law(
  {
    id: "routing/broadcast-copies-are-equal",
    title: "BROADCAST: every receiver gets every record; GLOBAL: the first gets all",
    rules: ["P-4", "P-6"],
    statement:
      "From one sender all receivers of a BROADCAST edge consume the same sequence of records, " +
      "and it is what was emitted; on a GLOBAL edge subtask 0 consumes it, the others nothing.",
    kind: "always",
    sometimes: { "several copies": 0.1, "all to the first": 0.1 },
  },
  scenarios({
    topologies: ["chain", "fanOut"],
    shape: (shape, { splits }) => ({
      ...shape,
      partitioner: splits.length % 2 === 0 ? "global" : "broadcast",
    }),
  }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    for (const edge of [...edgesNamed(run, "BROADCAST"), ...edgesNamed(run, "GLOBAL")]) {
      const byChannel = groupBy(recordsOn(run, edge), ({ subject }) => subject);
      const channels = run.plan.channels.filter((channel) => channel.edge === edge.id);
      for (const { id, name, sender, receiver } of channels) {
        const isFirst = run.plan.subtasks[receiver].index === 0;
        const isGlobal = edge.partitioner.name === "GLOBAL";
        const emitted = isGlobal && !isFirst ? [] : emissions(run, edge, sender);
        claimSame((byChannel.get(id) ?? []).map(short), emitted, `Received over ${name}`);
        cover("several copies", !isGlobal && emitted.length > 0 && channels.length > 1);
        cover("all to the first", isGlobal && !isFirst);
      }
    }
  },
);

const controlGoesToAll = law(
  {
    id: "routing/watermarks-go-to-all-channels",
    title: "Watermarks, statuses and the end of data go to every channel of an edge",
    rules: ["ORD-15", "EOI-1"],
    statement:
      "All channels of one sender on one edge carry the same sequence of elements that are no " +
      "records, whatever the partitioner. Its last watermark is the final one, its last element the " +
      "end of data, and each of them is there once.",
    kind: "always",
    sometimes: { "several channels": 0.5, "watermarks on the way": 0.25, "idle on the way": 0.05 },
  },
  scenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const control = run.facts.filter(({ kind, detail }) =>
      kind === Fact.elementBuffered && detail !== ElementKind.RECORD
    );
    const byChannel = groupBy(control, ({ subject }) => subject);
    const first = new Map<string, string>();
    for (const { id, edge, sender, name } of run.plan.channels) {
      const facts = byChannel.get(id) ?? [];
      const sequence = JSON.stringify(facts.map(({ detail, stamp }) => [detail, stamp]));
      const wanted = first.get(`${edge} ${sender}`) ?? sequence;
      claimSame(sequence, wanted, `The elements for all on ${name}`);
      first.set(`${edge} ${sender}`, sequence);
      const ends = facts.filter(({ detail }) => detail === ElementKind.END_OF_DATA);
      const finals = facts.filter(({ stamp }) => stamp === MAX);
      claimSame([ends.length, finals.length], [1, 1], `Ends and final watermarks on ${name}`);
      claim(facts.at(-1) === ends[0], () => `${name} goes on after its end`, ends[0].time);
      const watermarks = facts.filter(({ detail }) => detail === ElementKind.WATERMARK);
      claim(watermarks.at(-1) === finals[0], () => `${name} has a watermark after the last`);
      cover("several channels", first.size < id + 1);
      cover("watermarks on the way", facts.length > 2);
      cover("idle on the way", facts.some(({ detail }) => detail === ElementKind.IDLE));
    }
  },
);

/** Pointwise: no more channels than needed, and nobody is left out. */
function claimGroups({ plan }: Run, { id, source, target }: EdgeSpec): void {
  const channels = plan.channels.filter(({ edge }) => edge === id);
  const wider = Math.max(plan.vertices[source].parallelism, plan.vertices[target].parallelism);
  claimSame(channels.length, wider, "The channels of a RESCALE edge");
  const receivers = new Set(channels.map(({ receiver }) => receiver));
  claimSame(receivers.size, plan.vertices[target].parallelism, "The receivers of a RESCALE edge");
}

/** The laws of routing. */
export const ROUTING: readonly Law[] = [oneToOne, roundRobin, broadcast, controlGoesToAll];
