import { deepStrictEqual } from "node:assert/strict";
import type { ListStateMode } from "../6_state/operator_list_state.ts";
import { NOTHING_IN_FLIGHT } from "../3_channel/channel_state.ts";
import { assignState, type SavedSubtask } from "./state_assignment.ts";

const FINISHED: SavedSubtask = { state: null, isFinished: true };

/** A subtask that runs an operator with one list, written as its items' letters. */
function saved(name: string, mode: ListStateMode, items: string): SavedSubtask {
  const lists = [{ name, mode, items: [...items] }];
  const operators = [{ uid: "op", keyed: {}, lists }];
  return {
    state: { operators, inFlight: NOTHING_IN_FLIGHT, entryCount: items.length, isFinished: false },
    isFinished: false,
  };
}

/** What each new subtask finds in the list. */
const dealt = (old: readonly SavedSubtask[], name: string, parallelism: number) =>
  assignState(1, old, ["op"], parallelism)
    .map(({ operators }) => operators[0].lists.items(name).join(""));

Deno.test("OS-3 TVX-24 assignState deals a split list out", () => {
  const old = [saved("a", "split", "abc"), saved("a", "split", "de")];
  deepStrictEqual(dealt(old, "a", 3), ["ab", "cd", "e"]);
  deepStrictEqual(dealt(old, "a", 2), ["abc", "de"]);
});

Deno.test("OS-3 the second list begins where the first one's surplus ended", () => {
  const lists = ["a", "b"].map((name) => ({ name, mode: "split" as const, items: [name] }));
  const operators = [{ uid: "op", keyed: {}, lists }];
  const old = [{
    state: { operators, inFlight: NOTHING_IN_FLIGHT, entryCount: 2, isFinished: false },
    isFinished: false,
  }];
  deepStrictEqual(dealt(old, "a", 2), ["a", ""]);
  deepStrictEqual(dealt(old, "b", 2), ["", "b"]);
});

Deno.test("OS-2 OS-4 assignState gives a union to everybody, at the same parallelism too", () => {
  const old = [saved("a", "union", "ab"), saved("a", "union", "c")];
  deepStrictEqual(dealt(old, "a", 2), ["abc", "abc"]);
  deepStrictEqual(dealt(old, "a", 1), ["abc"]);
});

Deno.test("OS-5 broadcast state is copied from those who had it, when others had finished", () => {
  const old = [FINISHED, saved("a", "broadcast", "xy"), saved("a", "broadcast", "xy")];
  deepStrictEqual(dealt(old, "a", 4), ["xy", "xy", "xy", "xy"]);
  deepStrictEqual(dealt(old, "a", 3), ["xy", "xy", "xy"]);
});

Deno.test("OS-6 what was in no checkpoint is not restored", () => {
  const [share] = assignState(1, [saved("a", "split", "a")], ["op", "new"], 1);
  deepStrictEqual(share.operators.map(({ lists }) => lists.isRestored), [true, false]);
  deepStrictEqual(share.operators[1].lists.items("a"), []);
});

Deno.test("EOI-3 a vertex that had finished stays finished when it is rescaled; one of which some run runs", () => {
  const finished = (old: readonly SavedSubtask[], parallelism: number) =>
    assignState(1, old, ["op"], parallelism).map(({ isFinished }) => isFinished);
  deepStrictEqual(finished([FINISHED, FINISHED], 3), [true, true, true]);
  deepStrictEqual(finished([FINISHED, saved("a", "split", "a")], 3), [false, false, false]);
  deepStrictEqual(finished([FINISHED, saved("a", "split", "a")], 2), [true, false]);
});
