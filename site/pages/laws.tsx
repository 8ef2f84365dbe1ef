// The list of laws, read from the catalogue that the tests run: what is claimed, of how many made-up
// runs it was checked, and which cases those runs must have met.

import type { VNode } from "preact";
import { RUN_COUNT } from "../../props/law.ts";
import type { LawSpec } from "../../props/mod.ts";
import type { Page } from "../page.ts";
import { typeset } from "../typeset.ts";

/** Groups by the first part of their laws' ids: a name, and what they are about. */
const GROUPS: Readonly<Record<string, readonly [name: string, about: string]>> = {
  determinism: ["Determinism", "One scenario, one history, whoever watches and wherever it runs."],
  "trace-files": ["Trace files", "A trace outlives its run as a file, and damage to it is known."],
  "time-travel": ["Time travel", "Going back is exact, and so is going on from there."],
  order: ["Order", "What is kept on the way from one subtask to another, and what is not."],
  routing: ["Routing", "Which subtask a record goes to."],
  flow: ["Flow", "Nothing is lost, nothing is doubled, everything ends."],
  credits: ["Credits", "Who may send, and how much."],
  metrics: ["Metrics", "What Flink's counters show is what happened."],
  checkpoints: ["Checkpoints", "When a checkpoint is complete, and who hears how it ended."],
  transactions: ["Transactions", "What readers behind a sink see, whatever fails, and when."],
  "exactly-once": ["Exactly once", "Nothing is lost or doubled, whatever fails and recovers."],
  guarantees: ["Guarantees", "What sinks and sources promise that cannot do everything."],
  commits: ["Commits", "When results become visible, and who may make them so."],
  recovery: ["Recovery", "How a job comes back, and that it does."],
  snapshots: ["Snapshots", "What a checkpoint holds, and what a task gets back from it."],
  watermarks: ["Watermarks", "What subtasks know of event time."],
  windows: ["Windows", "What belongs together, and when it is told."],
  lateness: ["Lateness", "What happens to a record that comes behind the watermark."],
  results: ["Results", "What a job writes, held against a plain loop over its input."],
};

/** The page, or undefined as long as there is no law. */
export function lawsPage(laws: readonly LawSpec[]): Page {
  return {
    path: "laws.html",
    language: "en",
    title: "Laws · Headwater",
    description:
      `${laws.length} claims about all runs of Headwater, each with the cases it must have met.`,
    body: <Laws laws={laws} />,
  };
}

function Laws({ laws }: { laws: readonly LawSpec[] }): VNode {
  const groups = Map.groupBy(laws, ({ id }) => id.split("/")[0]);
  return (
    <article class="laws">
      <h1>What is true of every run</h1>
      <div class="noted">
        <aside class="note">
          All of them: <code>deno task props</code>. One of them:{" "}
          <code>deno task props --filter order/</code>, and what a failure prints is a scenario that
          {" "}
          <code>deno task replay</code> opens.
        </aside>
        <p class="lead">
          A law is a claim about all jobs, checked on hundreds of made-up ones. A claim that never
          met the interesting case is empty; so each law says how often its cases must occur, and
          fails when they do not.
        </p>
      </div>
      <ul class="groups">
        {[...groups].map(([group, members]) => (
          <li key={group}>
            <a href={`#${group}`}>{nameOf(group)}</a> {members.length}
          </li>
        ))}
      </ul>
      {[...groups].map(([group, members]) => (
        <section key={group} id={group}>
          <h2>{nameOf(group)}</h2>
          {GROUPS[group] && <p class="about">{GROUPS[group][1]}</p>}
          {members.map((law) => <LawView key={law.id} law={law} />)}
        </section>
      ))}
    </article>
  );
}

function LawView({ law }: { law: LawSpec }): VNode {
  const { id, title, statement, kind, rules, sometimes, runCount = RUN_COUNT } = law;
  return (
    <section class="law noted" id={id.replace("/", "-")}>
      <dl class="note">
        <div class="id">
          <dt>law</dt>
          <dd>
            <code>{id}</code>
          </dd>
        </div>
        <div>
          <dt>{kind}</dt>
          <dd>in {runCount} runs</dd>
        </div>
        {Object.entries(sometimes).map(([label, share]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>in {percent(share)} or more</dd>
          </div>
        ))}
        {rules.length > 0 && (
          <div>
            <dt>rules</dt>
            <dd>{rules.join(", ")}</dd>
          </div>
        )}
      </dl>
      <div>
        <h3>{typeset(title)}</h3>
        <p>{typeset(statement)}</p>
      </div>
    </section>
  );
}

function nameOf(group: string): string {
  return GROUPS[group]?.[0] ?? group;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
