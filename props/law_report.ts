// What a person gets when a law breaks: the smallest run that breaks it, as a scenario that can be
// replayed, and the moment to look at.

import type { RunDetails } from "fast-check";
import type { LawSpec } from "./law.ts";
import { type Scenario, scenarioText } from "@headwater/sim";
import { Broken } from "./claim.ts";

/** The report on a broken law. */
export function lawReport<T>(spec: LawSpec, details: RunDetails<[T]>): string {
  const { seed, counterexamplePath, numRuns, numShrinks, errorInstance } = details;
  const subject = details.counterexample?.[0];
  const why = errorInstance instanceof Error ? errorInstance : new Error(String(errorInstance));
  const replay =
    `deno task props --filter "${spec.id}" -- --seed=${seed} --path=${counterexamplePath}`;
  return [
    `Law ${spec.id} is broken: ${spec.title}`,
    why instanceof Broken ? why.message : why.stack ?? String(why),
    ...subjectLines(subject, why),
    `Found in run ${numRuns}, made ${numShrinks} times smaller. The law alone, on this run:`,
    replay,
  ].join("\n");
}

function subjectLines(subject: unknown, why: Error): string[] {
  const { scenario, ...rest } = (subject ?? {}) as { scenario?: Scenario };
  if (scenario === undefined) return [`The case: ${JSON.stringify(subject)}`];
  const at = why instanceof Broken && why.at !== undefined ? why.at : 0;
  return [
    `The scenario, to be saved as scenario.json:`,
    scenarioText(scenario),
    `deno task replay scenario.json --at ${at}`,
    ...(Object.keys(rest).length > 0 ? [`With ${JSON.stringify(rest)}`] : []),
  ];
}
