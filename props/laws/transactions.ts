// Transactions of a sink: what readers of committed rows may see, and when, whatever fails.

import { claim, claimSame } from "../claim.ts";
import { sinkStories } from "../gen/sink_story.ts";
import { type Cover, type Law, law } from "../law.ts";
import { SinkWorld } from "../sink_world.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

const seenOnce = law(
  {
    id: "transactions/prefix-at-a-barrier",
    title: "Readers of committed rows see what a complete checkpoint covers, at any moment",
    rules: ["SK-2", "SK-3", "SK-4", "SK-5", "SK-7", "SK-9"],
    statement:
      "For a sink with transactions, under any crashes, notices late or lost, checkpoints given up, " +
      "commits turned down and attempts that live on: the committed rows are at every moment all rows " +
      "before some barrier, in order and once, none that no complete checkpoint covers, and never " +
      "fewer than before.",
    kind: "always",
    runCount: 1000,
    sometimes: {
      "pre-committed at a crash": 0.3,
      "a commit under way at a crash": 0.1,
      "a checkpoint given up": 0.2,
      "a notice lost": 0.2,
      "a commit turned down": 0.1,
      "an old attempt turned down": 0.2,
    },
  },
  sinkStories(),
  (story, cover) => {
    const world = new SinkWorld(cover);
    let before = 0;
    for (const step of story) {
      world.play(step);
      const seen = world.read(false).map(({ value }) => value);
      claimSame(seen, upTo(seen.length), `After "${step}", the committed rows`);
      const isCut = world.cuts.has(seen.length) && seen.length <= world.completed.position;
      claim(
        isCut && seen.length >= before,
        () =>
          `After "${step}" ${seen.length} rows are committed, and ${before} were before; barriers ` +
          `stand behind ${[...world.cuts]}, the last complete checkpoint's behind ` +
          `${world.completed.position}`,
      );
      before = seen.length;
    }
  },
);

const allInTheEnd = law(
  {
    id: "transactions/all-in-the-end",
    title: "When faults end, every row is committed once and no transaction is left",
    rules: ["SK-3", "SK-5", "SK-9", "EOI-3"],
    statement:
      "Under the same faults: after they end and the last checkpoint has passed, the committed rows are " +
      "all rows, each once, and no transaction is open or pre-committed.",
    kind: "eventually",
    runCount: 1000,
    sometimes: { "pre-committed at a crash": 0.3, "rows written twice": 0.2 },
  },
  sinkStories(),
  (story, cover) => {
    const world = playToEnd(story, onlyOf(cover, "pre-committed at a crash"));
    claimSame(world.read(false).map(({ value }) => value), upTo(world.position), "Committed rows");
    const left = world.partition.transactions
      .filter(({ status }) => status === "open" || status === "pre-committed");
    claimSame(left, [], "Transactions that are left");
    cover("rows written twice", world.read(true).length > world.position);
  },
);

const wholeOrNothing = law(
  {
    id: "transactions/whole-or-not-at-all",
    title: "Of a transaction all rows are visible or none, and what has ended stays as it ended",
    rules: ["SK-2", "SK-5", "SK-6"],
    statement:
      "Under the same faults: a reader of committed rows sees all rows of a transaction or none; no " +
      "transaction that is committed or aborted ever becomes something else; every row stands in one " +
      "transaction, and in one that is committed at most once.",
    kind: "always",
    sometimes: { "committed": 0.25, "aborted": 0.25 },
  },
  sinkStories(),
  (story, cover) => {
    const world = new SinkWorld(() => {});
    const ended = new Map<string, string>();
    for (const step of story) {
      world.play(step);
      const seen = world.read(false), all = world.read(true);
      for (const { name, status } of world.partition.transactions) {
        claimSame(status, ended.get(name) ?? status, `After "${step}", transaction ${name}`);
        if (status === "open" || status === "pre-committed") continue;
        ended.set(name, status);
        cover(status);
        const countIn = (rows: typeof all) =>
          rows.filter(({ transaction }) => transaction === name).length;
        const wanted = status === "committed" ? countIn(all) : 0;
        claimSame(countIn(seen), wanted, `After "${step}", rows seen of ${name}`);
      }
    }
  },
);

function playToEnd(story: readonly Parameters<SinkWorld["play"]>[0][], cover: Cover): SinkWorld {
  const world = new SinkWorld(cover);
  for (const step of story) world.play(step);
  world.end();
  return world;
}

/** Passes on one label and no other. */
function onlyOf(cover: Cover, wanted: string): Cover {
  return (label, occurred) => void (label === wanted && cover(label, occurred));
}

/** The laws of transactions at a sink. */
export const TRANSACTIONS: readonly Law[] = [seenOnce, allInTheEnd, wholeOrNothing];
