// A job goes on with another parallelism: what belongs to keys moves with its key group, lists are dealt
// out by their mode, and records that were under way reach whoever owns them now.

import fc from "fast-check";
import { javaHash, keyGroup, keyGroupRange, operatorIndex } from "@headwater/sim";
import type { ListStateMode, OperatorListState } from "../../sim/6_state/operator_list_state.ts";
import { NOTHING_IN_FLIGHT } from "../../sim/3_channel/channel_state.ts";
import { assignChannelState } from "../../sim/checkpoint/channel_state_assignment.ts";
import { assignState } from "../../sim/checkpoint/state_assignment.ts";
import { claim, claimSame } from "../claim.ts";
import { rescaleStories } from "../gen/rescale_story.ts";
import { type Holding, KeyedSubtasks } from "../keyed_subtasks.ts";
import { type Cover, type Law, law } from "../law.ts";

const MAX_PARALLELISM = 32768;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** KG-2 as it is written, whatever the engine makes of it. */
const ownerOf = (group: number, maxParallelism: number, parallelism: number) =>
  Math.floor((group * parallelism) / maxParallelism);

const groupOf = (key: number, maxParallelism: number) => keyGroup(javaHash(key), maxParallelism);

const spreadOf = (sizes: readonly number[]) => Math.max(...sizes) - Math.min(...sizes);

const coverDirection = (cover: Cover, from: number, to: number) =>
  cover(from < to ? "more subtasks" : from > to ? "fewer subtasks" : "as many subtasks");

const DIRECTIONS = { "more subtasks": 0.1, "fewer subtasks": 0.1, "as many subtasks": 0.1 };

const ranges = law(
  {
    id: "redistribution/ranges-share-out-the-key-groups",
    title: "The ranges of all subtasks are all key groups, in a row, as even as can be",
    rules: ["KG-2", "KG-3"],
    statement:
      "For any parallelism and any maximum parallelism up to 32768: the ranges of the subtasks follow " +
      "each other from key group 0 to the last without gap or overlap, their sizes differ by one at " +
      "most, and a key group is in the range of a subtask exactly when the subtask is its owner, " +
      "⌊key group × parallelism / maximum⌋.",
    kind: "always",
    sometimes: { "sizes differ": 0.3, "one key group each": 0.02, "very many": 0.1 },
  },
  fc.tuple(
    fc.oneof(
      fc.constantFrom(1, 2, 7, 128, MAX_PARALLELISM),
      fc.integer({ min: 1, max: MAX_PARALLELISM }),
    ),
    fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: MAX_PARALLELISM })),
  ).map(([maxParallelism, parallelism]) => ({
    maxParallelism,
    parallelism: Math.min(parallelism, maxParallelism),
  })),
  ({ maxParallelism, parallelism }, cover) => {
    const sizes = new Set<number>();
    let next = 0;
    for (let subtask = 0; subtask < parallelism; subtask++) {
      const range = keyGroupRange(subtask, maxParallelism, parallelism);
      claim(range.start === next, () => `Range ${subtask} starts at ${range.start}, not ${next}`);
      sizes.add(range.size);
      for (next = range.start; next <= range.end; next++) {
        const owner = operatorIndex(next, maxParallelism, parallelism);
        const isRight = owner === subtask &&
          owner === ownerOf(next, maxParallelism, parallelism);
        claim(isRight, () => `Key group ${next} is in range ${subtask}, its owner is ${owner}`);
      }
    }
    claimSame(next, maxParallelism, "Key groups in all ranges");
    const spread = spreadOf([...sizes]);
    claim(spread <= 1, () => `Sizes of ranges are ${[...sizes]}`);
    cover("sizes differ", spread === 1);
    cover("one key group each", parallelism === maxParallelism && parallelism > 1);
    cover("very many", parallelism > 1000);
  },
);

/** What belongs to each key, wherever it is. */
const ofKeys = (holdings: readonly Holding[]) =>
  holdings.map(({ key, text }) => `${key}: ${text}`).sort();

/** Some subtask's keys are no longer together. */
function isSplit(before: readonly Holding[], after: readonly Holding[]): boolean {
  const now = new Map(after.map(({ key, subtask }) => [key, subtask]));
  const first = new Map(before.map(({ key, subtask }) => [subtask, now.get(key)]));
  return before.some(({ key, subtask }) => now.get(key) !== first.get(subtask));
}

const moves = law(
  {
    id: "redistribution/state-and-timers-move-to-their-owner",
    title: "Rescaled, every key keeps its state and its timers, and its owner has them",
    rules: ["KG-2", "KG-8", "ST-4", "TI-8"],
    statement:
      "For values, lists, maps and timers of any keys, in any namespaces: restored with another " +
      "parallelism, there are the same entries and the same timers, none twice, and each is at the " +
      "subtask that owns its key group now. The checkpoint stays as it was: whoever begins from it " +
      "again, after others have worked on, finds the same.",
    kind: "always",
    sometimes: { ...DIRECTIONS, "keys of one subtask go to several": 0.1, "timers": 0.5 },
  },
  rescaleStories,
  (story, cover) => {
    const { maxParallelism, from, to, entries } = story;
    const old = KeyedSubtasks.of(story), before = old.holdings();
    const checkpoint = old.save();
    const now = old.restore(checkpoint, to), after = now.holdings();
    claimSame(ofKeys(after), ofKeys(before), `What there is after ${from} → ${to}`);
    for (
      const { holdings, parallelism } of [
        { holdings: before, parallelism: from },
        { holdings: after, parallelism: to },
      ]
    ) {
      for (const { key, subtask, text } of holdings) {
        const owner = ownerOf(groupOf(key, maxParallelism), maxParallelism, parallelism);
        claim(owner === subtask, () => `Subtask ${subtask} has ${text} of ${key}, not ${owner}`);
      }
    }
    now.touch(entries);
    claimSame(old.restore(checkpoint, to).holdings(), after, "A second start from the checkpoint");
    coverDirection(cover, from, to);
    cover("keys of one subtask go to several", isSplit(before, after));
    cover("timers", before.some(({ text }) => text.includes("time")));
  },
);
const thereAndBack = law(
  {
    id: "redistribution/there-and-back",
    title: "Rescaled and rescaled back, every subtask has what it had",
    rules: ["KG-3", "KG-8"],
    statement:
      "For any keyed state and timers: restored with another parallelism, and from there with the first " +
      "one again, each subtask has the same entries and the same timers as in the beginning.",
    kind: "always",
    sometimes: { ...DIRECTIONS, "keys of one subtask go to several": 0.1 },
  },
  rescaleStories,
  (story, cover) => {
    const { from, to } = story;
    const old = KeyedSubtasks.of(story), before = old.holdings();
    const between = old.rescale(to);
    claimSame(between.rescale(from).holdings(), before, `After ${from} → ${to} → ${from}`);
    coverDirection(cover, from, to);
    cover("keys of one subtask go to several", isSplit(before, between.holdings()));
  },
);

const MODES: readonly ListStateMode[] = ["split", "union", "broadcast"];

const operatorLists = fc.record({
  from: fc.integer({ min: 1, max: 6 }),
  to: fc.integer({ min: 1, max: 6 }),
  modes: fc.array(fc.constantFrom(...MODES), { minLength: 2, maxLength: 5 }),
  lengths: fc.array(fc.nat(5), { minLength: 30, maxLength: 30 }),
});

/** What is dealt out: by list and old subtask, items that say where they come from. */
function oldLists(
  { from, modes, lengths }: {
    from: number;
    modes: readonly ListStateMode[];
    lengths: readonly number[];
  },
): OperatorListState[][] {
  return upTo(from).map((subtask) =>
    modes.map((mode, list) => {
      const length = lengths[mode === "broadcast" ? list : list * 6 + subtask];
      const of = mode === "broadcast" ? "all" : `${subtask}`;
      return { name: `${list}`, mode, items: upTo(length).map((n) => `${of}.${n}`) };
    })
  );
}

const lists = law(
  {
    id: "redistribution/lists-by-their-mode",
    title:
      "Lists that belong to no key are shared out, given to all, or copied, as they were declared",
    rules: ["OS-1", "OS-2", "OS-3", "OS-4", "OS-5"],
    statement:
      "For several lists of any modes and lengths: the elements of a split list are all there, once, " +
      "dealt out in order, and no subtask gets over one more than another, of one list or of all " +
      "together; at the same parallelism nobody gets anything new. Of a union everybody gets all " +
      "elements, in the order of the old subtasks. Copies that were equal are equal, and everybody has " +
      "one.",
    kind: "always",
    sometimes: {
      ...DIRECTIONS,
      "a split list does not go even": 0.3,
      "two split lists do not go even": 0.1,
      "a union": 0.3,
      "a broadcast": 0.3,
    },
  },
  operatorLists,
  (story, cover) => {
    const { from, to, modes } = story;
    const old = oldLists(story);
    const saved = old.map((lists) => ({
      state: {
        operators: [{ uid: "operator", keyed: {}, lists }],
        inFlight: NOTHING_IN_FLIGHT,
        entryCount: 0,
        isFinished: false,
      },
      isFinished: false,
    }));
    const shares = assignState(1, saved, ["operator"], to).map(({ operators }) => operators[0]);
    const dealt = (list: number) => shares.map(({ lists }) => lists.items(`${list}`));
    const splitTotals = upTo(to).map(() => 0);
    let unevenCount = 0;
    modes.forEach((mode, list) => {
      const before = old.map((lists) => lists[list].items), after = dealt(list);
      if (mode !== "split") cover(`a ${mode}`);
      if (mode === "union") return claimSame(after, upTo(to).map(() => before.flat()), "A union");
      if (mode === "broadcast") return claimSame(after, upTo(to).map(() => before[0]), "Copies");
      if (from === to) return claimSame(after, before, "A split list at the same parallelism");
      claimSame(after.flat().toSorted(), before.flat().toSorted(), "A split list");
      const lengths = after.map(({ length }) => length);
      claim(spreadOf(lengths) <= 1, () => `Lengths of one list are ${lengths}`);
      const start = after.findIndex((items) => items[0] === before.flat()[0]);
      const inOrder = [...after.slice(start), ...after.slice(0, start)].flat();
      if (start >= 0) claimSame(inOrder, before.flat(), "A split list, from where it begins");
      after.forEach((items, subtask) => splitTotals[subtask] += items.length);
      unevenCount += spreadOf(lengths);
    });
    claim(spreadOf(splitTotals) <= 1, () => `All split lists together: ${splitTotals}`);
    coverDirection(cover, from, to);
    cover("a split list does not go even", unevenCount > 0);
    cover("two split lists do not go even", unevenCount > 1);
  },
);

const MAPPERS = ["RANGE", "ROUND_ROBIN", "FIRST", "FULL"] as const;
const parallelism = fc.integer({ min: 1, max: 12 });

const inFlight = law(
  {
    id: "redistribution/records-under-way-reach-their-owner",
    title:
      "What was under way in a channel is read again, and whoever owns it now is among the readers",
    rules: ["KG-8", "UC-8", "UC-9"],
    statement:
      "For an edge of which any end is rescaled: what an old sender left is read by exactly one new one; " +
      "what an old receiver left is read by at least one, and where several read it, all of them know " +
      "that they must filter. Behind keyBy, the new owner of each key group reads what its old owner " +
      "left. Both ends of the edge take the same old channels for the same new one.",
    kind: "always",
    sometimes: {
      "several read the same": 0.2,
      "somebody reads nothing": 0.1,
      "nobody moves": 0.05,
    },
  },
  fc.record({
    mapper: fc.constantFrom(...MAPPERS),
    maxParallelism: fc.constantFrom(12, 13, 128, MAX_PARALLELISM),
    senders: fc.tuple(parallelism, parallelism),
    receivers: fc.oneof(
      fc.tuple(parallelism, parallelism),
      parallelism.map((p) => [p, p] as const),
    ),
  }),
  ({ mapper, maxParallelism, senders: [oldSenders, newSenders], receivers: [from, to] }, cover) => {
    const { senders, receivers } = assignChannelState({
      senders: { mapper: "ARBITRARY", oldParallelism: oldSenders, newParallelism: newSenders },
      receivers: { mapper, oldParallelism: from, newParallelism: to },
    });
    for (const old of upTo(oldSenders)) {
      const readers = senders.filter(({ oldSubtasks }) => oldSubtasks.includes(old));
      claim(readers.length === 1, () => `${readers.length} read what sender ${old} left`);
    }
    for (const old of upTo(from)) {
      const readers = receivers.filter(({ oldSubtasks }) => oldSubtasks.includes(old));
      claim(readers.length > 0, () => `Nobody reads what receiver ${old} left`);
      const filters = readers.filter(({ descriptor }) =>
        descriptor?.ambiguousSubtasks.includes(old) ?? false
      );
      const wanted = readers.length > 1 ? readers.length : 0;
      claimSame(filters.length, wanted, `Who filters of ${readers.length} readers of ${old}`);
      cover("several read the same", readers.length > 1);
    }
    for (const [own, other] of [[senders, receivers], [receivers, senders]]) {
      const oldOf = other.map(({ oldSubtasks }) => oldSubtasks);
      for (const { descriptor } of own) {
        if (descriptor !== null) claimSame(descriptor.channelMapping, oldOf, "Old channels");
      }
    }
    for (const group of upTo(mapper === "RANGE" ? maxParallelism : 0)) {
      const { oldSubtasks } = receivers[ownerOf(group, maxParallelism, to)];
      const hadIt = ownerOf(group, maxParallelism, from);
      claim(
        oldSubtasks.includes(hadIt),
        () => `Key group ${group}: its owner does not read ${hadIt}`,
      );
    }
    cover("somebody reads nothing", receivers.some(({ oldSubtasks }) => oldSubtasks.length === 0));
    cover("nobody moves", receivers.every(({ descriptor }) => descriptor === null));
  },
);

/** The laws of state that is dealt out to another number of subtasks. */
export const REDISTRIBUTION: readonly Law[] = [ranges, moves, thereAndBack, lists, inFlight];
