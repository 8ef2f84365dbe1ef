// What comes out, where no order matters: schedules, buffers and parallelism change nothing.

import type { PlainNode, Scenario } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { claimSame } from "../claim.ts";
import { KEY, N, type Value } from "../gen/input.ts";
import { type Shape, withoutIdleness } from "../gen/job.ts";
import { lateScenarios, mapNodes, nodesOf, scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { groupsOf, streamOf } from "../oracle.ts";
import { finish, observe, outcomeOf, start } from "../run.ts";
import { lastFirings } from "../window_facts.ts";

const anySchedule = law(
  {
    id: "results/schedules-do-not-matter",
    title:
      "A job that looks at one record at a time writes what the oracle says, in every schedule",
    rules: ["NET-8", "G-4", "P-4"],
    statement:
      "Maps, filters and flat maps behind any partitioners, with any buffers, chained or not: the " +
      "records that each sink is given, with their timestamps, are those of a plain loop over the input.",
    kind: "always",
    sometimes: { "several sinks": 0.2, "copies": 0.02, "more than ten results": 0.3 },
  },
  scenarios({ topologies: ["chain", "fanOut"] }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { written } = outcomeOf(finish(start(scenario)));
    const parallelism = scenario.config.parallelism ?? 1;
    for (const [sink, results] of Object.entries(written)) {
      const found = results.map(({ value, timestamp }) => text({ value, timestamp }));
      const wanted = streamOf({ nodes: nodesOf(scenario) }, sink, { parallelism }).map(text);
      claimSame(found.toSorted(), wanted.toSorted(), `What was written to ${sink}`);
      cover("several sinks", sink !== "out" && found.length > 0);
      cover("more than ten results", found.length > 10);
    }
    cover(
      "copies",
      nodesOf(scenario).some((node) => "partitioner" in node && node.partitioner === "broadcast"),
    );
  },
);

const totals = law(
  {
    id: "results/rolling-totals",
    title: "The last total of a key is the sum of its records, in every schedule",
    rules: ["RO-1", "ORD-10"],
    statement:
      "However the records of a key are mixed, and however many ways they take: the largest " +
      "rolling total that its owner emits is the sum over all of them, and there is one total a record.",
    kind: "always",
    sometimes: { "several keys": 0.5, "ten records of a key": 0.03 },
  },
  scenarios({ topologies: ["rolling", "dealtRolling", "union"] }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const job = { nodes: nodesOf(scenario) };
    const records = streamOf(job, "byKey", { parallelism: scenario.config.parallelism ?? 1 });
    const sums = new Map<number, number>(), counts = new Map<number, number>();
    for (const [key, , n] of records.map(({ value }) => value as Value)) {
      sums.set(key, (sums.get(key) ?? 0) + n);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const results = outcomeOf(finish(start(scenario))).written.out.map(({ value }) =>
      value as Value
    );
    const largest = new Map<number, number>();
    for (const value of results) {
      largest.set(value[KEY], Math.max(largest.get(value[KEY]) ?? 0, value[N]));
    }
    claimSame([...largest].toSorted(byKey), [...sums].toSorted(byKey), "The largest totals");
    claimSame(results.length, records.length, "Totals");
    cover("several keys", sums.size > 1);
    cover("ten records of a key", Math.max(0, ...counts.values()) >= 10);
  },
);

const groupBy = law(
  {
    id: "results/windows-are-a-group-by",
    title:
      "With lateness enough, the last firings of all windows are a plain group-by of the input",
    rules: ["W-4", "W-13", "WN-2"],
    statement:
      "No idleness, and allowed lateness longer than the input: per key and window the last firing " +
      "holds exactly the records that lie in it, whatever the watermarks and the schedule; no other window fires.",
    kind: "always",
    sometimes: { "fired again": 0.1, "several windows": 0.3 },
  },
  lateScenarios({ topologies: ["window", "dealtWindow", "assigned", "diamond"], shape: plainLists })
    .map((scenario) => ({ scenario: withoutLate(scenario) })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const nodes = nodesOf(scenario);
    const window = nodes.find((node) => node.type === "window")!;
    const groups = groupsOf({ nodes }, window, { parallelism: scenario.config.parallelism ?? 1 });
    const wanted = groups.map((
      { key, start, end, values },
    ) => [text([key, start, end]), sorted(values)]);
    const found = [...lastFirings(run)].map(([name, values]) => [name, sorted(values)]);
    claimSame(found.toSorted(byName), wanted.toSorted(byName), "The last firings");
    const fired = run.facts.filter(({ kind }) => kind === Fact.windowFired).length;
    cover("fired again", fired > found.length);
    cover("several windows", found.length > 4);
  },
);

const sameSums = law(
  {
    id: "results/incremental-equals-complete",
    title: "An aggregate gives what a function over the whole list would give",
    rules: ["W-1", "W-12"],
    statement:
      "The same scenario with windows that keep lists, and with windows that add up at once: the " +
      "same firings at the same moments, and each sum is the sum of the list.",
    kind: "always",
    sometimes: { "lists of several": 0.4 },
  },
  lateScenarios({ topologies: ["window", "dealtWindow"], shape: withLists })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const lists = outcomeOf(finish(start(scenario))).written.out;
    const sums = outcomeOf(finish(start(mapNodes(scenario, adding)))).written.out;
    const wanted = lists.map(({ value, ...rest }) => {
      const [key, start, end, records] = value as [number, number, number, Value[]];
      cover("lists of several", records.length > 1);
      return {
        value: [key, start, end, records.reduce((sum, record) => sum + record[N], 0)],
        ...rest,
      };
    });
    claimSame(sums.map(({ value, ...rest }) => ({ value, ...rest })), wanted, "The sums");
  },
);

function withLists(shape: Shape): Shape {
  return { ...shape, window: { ...shape.window, contents: "list" } };
}

function plainLists(shape: Shape): Shape {
  return withoutIdleness(withLists(shape));
}

function withoutLate(scenario: Scenario): Scenario {
  return mapNodes(
    scenario,
    (node) => node.type === "window" ? { ...node, allowedLateness: 1000 } : node,
  );
}

function adding(node: PlainNode): PlainNode {
  const add = { add: [{ var: "accumulated" }, { field: [{ var: "value" }, N] }] } as const;
  return node.type === "window" ? { ...node, aggregate: { initial: 0, add } } : node;
}

function sorted(values: readonly unknown[]): string[] {
  return values.map(text).toSorted();
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

function byKey(a: readonly [number, unknown], b: readonly [number, unknown]): number {
  return a[0] - b[0];
}

function byName(a: readonly unknown[], b: readonly unknown[]): number {
  return text(a) < text(b) ? -1 : 1;
}

/** The laws of results. */
export const RESULTS: readonly Law[] = [anySchedule, totals, groupBy, sameSums];
