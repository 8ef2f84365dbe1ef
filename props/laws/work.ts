// What each operator makes of the sequence that it consumes: what it would make of it alone.

import { Fact } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claimSame } from "../claim.ts";
import { nodesOf, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { outputsOf } from "../oracle.ts";
import { isSource, observe, type Run } from "../run.ts";

const localWork = law(
  {
    id: "results/an-operator-does-its-work",
    title: "What an operator emits is what it makes of what it consumed, in that order",
    rules: ["ORD-5", "ORD-16", "RO-1", "MT-8"],
    statement:
      "For every operator of every subtask, chained or not: the sequence of values that it emits " +
      "is the sequence that it consumed, mapped, filtered, flat-mapped or reduced key by key. Flink's " +
      "counters of records in and out count these sequences.",
    kind: "always",
    sometimes: { "in a chain": 0.15, "filtered": 0.1, "keys together": 0.2 },
  },
  scenarios({ topologies: ["chain", "rolling", "dealtRolling", "fanOut", "union"] })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const nodes = new Map(nodesOf(scenario).map((node) => [node.id, node]));
    for (const { spec, chain } of run.timeline.world.tasks) {
      spec.vertex.chain.forEach(({ operator }, index) => {
        const node = nodes.get(operator.uid)!;
        const { values, keys } = consumed(run, spec.subtask.id, index);
        const emitted = factsOf(run, spec.subtask.id, index, node.type === "sink").map((
          { value },
        ) => value);
        const where = `${operator.name} of ${spec.subtask.label}`;
        claimSame(emitted, outputsOf(node, values, keys), `What ${where} emitted`);
        claimSame(chain.recordsIn[index], values.length, `Records in of ${where}`);
        const out = node.type === "sink" ? 0 : emitted.length;
        claimSame(chain.recordsOut[index], out, `Records out of ${where}`);
        cover("in a chain", index > 0 && values.length > 0);
        cover("filtered", node.type === "filter" && emitted.length < values.length);
        cover("keys together", node.type === "reduce" && new Set(keys).size > 1);
      });
    }
  },
);

/** What an operator consumed: from channels, from splits, or from the operator before it in its chain. */
function consumed(run: Run, subtask: number, index: number) {
  const { plan, facts, timeline } = run;
  if (index > 0) {
    const { chain } = plan.vertices[plan.subtasks[subtask].vertex];
    const before = chain.findIndex(({ outputs }) =>
      outputs.some(({ chainedTo }) => chainedTo === index)
    );
    return { values: factsOf(run, subtask, before, false).map(({ value }) => value), keys: [] };
  }
  const kind = isSource(plan, subtask) ? Fact.recordCreated : Fact.elementProcessed;
  const records = facts.filter((fact) =>
    fact.kind === kind && fact.owner === subtask && fact.detail === ElementKind.RECORD
  );
  const { keys } = timeline.ground.keys;
  return { values: records.map(({ value }) => value), keys: records.map(({ key }) => keys[key]) };
}

function factsOf({ facts }: Run, subtask: number, operator: number, isSink: boolean) {
  const kind = isSink ? Fact.resultWritten : Fact.recordEmitted;
  return facts.filter((fact) =>
    fact.kind === kind && fact.owner === subtask && fact.subject === operator
  );
}

/** The laws of work. */
export const WORK: readonly Law[] = [localWork];
