// Who must wait, for how long, and that nobody waits for nothing.

import type { World } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, groupBy, start } from "../run.ts";

const blocked = law(
  {
    id: "credits/a-full-output-stops-the-task",
    title: "A task takes input exactly when it can write output",
    rules: ["NET-6", "NET-8", "RT-2", "RT-3"],
    statement:
      "After every action: a subtask that works on an element has room on every edge (a free buffer " +
      "in the pool, no channel at its cap); one that becomes blocked has none on some edge. Blocked and unblocked alternate, and blocked time is the time in between.",
    kind: "always",
    runCount: 200,
    sometimes: { "blocked": 0.2 },
  },
  scenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const timeline = start(scenario, { record: { level: "all" } });
    let read = 0;
    finish(timeline, (world) => {
      const { trace } = timeline;
      for (; read < trace.end; read++) {
        const { kind, owner } = trace.at(read);
        const task = world.tasks[owner];
        if (kind === Fact.elementPolled) {
          claim(
            hasRoom(world, owner),
            () => `Subtask ${owner} takes input without room`,
            world.now,
          );
        }
        if (kind !== Fact.taskBlocked) continue;
        cover("blocked");
        claim(
          !hasRoom(world, owner) && !task.isBusy,
          () => `Subtask ${owner} blocks for nothing`,
          world.now,
        );
      }
    });
    const switches = [...timeline.trace.facts([Fact.taskBlocked, Fact.taskUnblocked])];
    for (const [owner, facts] of groupBy(switches, ({ owner }) => owner)) {
      let time = 0;
      facts.forEach((fact, i) => {
        const wanted = i % 2 === 0 ? Fact.taskBlocked : Fact.taskUnblocked;
        claimSame(fact.kind, wanted, `Switch ${i} of subtask ${owner}`, fact.time);
        time += i % 2 === 0 ? -fact.time : fact.time;
      });
      claimSame(facts.length % 2, 0, `Subtask ${owner} was blocked for ever: switches`);
      claimSame(timeline.world.tasks[owner].blockedTime, time, `Blocked time of subtask ${owner}`);
    }
  },
);

/** Room on every edge, counted from the channels themselves. */
function hasRoom({ tasks }: World, subtask: number): boolean {
  return tasks[subtask].partitions.every(({ subpartitions, spec }) =>
    subpartitions.reduce((sum, { backlog }) => sum + backlog, 0) < spec.poolSize &&
    subpartitions.every(({ backlog }) => backlog < spec.maxBuffersPerChannel)
  );
}

/** The laws of back-pressure. */
export const BACK_PRESSURE: readonly Law[] = [blocked];
