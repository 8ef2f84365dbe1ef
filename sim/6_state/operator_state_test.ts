import { deepStrictEqual } from "node:assert/strict";
import { copyBroadcastState, splitOperatorState, uniteOperatorState } from "./operator_state.ts";

const lists = (text: string) => text.split("|").map((list) => [...list.trim()]);
const shown = (all: readonly (readonly string[])[]) => all.map((list) => list.join("")).join("|");

Deno.test("OS-3 TVX-24 splitOperatorState deals contiguous pieces, the first ones get the surplus", () => {
  const split = (text: string, parallelism: number, start = 0) =>
    shown(splitOperatorState(lists(text), parallelism, start).lists);
  deepStrictEqual(split("abc|de", 3), "ab|cd|e");
  deepStrictEqual(split("a|bc|d", 2), "ab|cd");
  deepStrictEqual(split("abcd", 3), "ab|c|d");
  deepStrictEqual(split("ab", 4), "a|b||");
  deepStrictEqual(
    split("abcd", 3, 2),
    "c|d|ab",
    "the first piece goes to where the surplus begins",
  );
});

Deno.test("OS-3 the next state begins at the first subtask that got no surplus, round and round", () => {
  deepStrictEqual(splitOperatorState(lists("abc|de"), 3).nextSurplus, 2);
  deepStrictEqual(splitOperatorState(lists("abc|def"), 3, 1).nextSurplus, 1);
});

Deno.test("OS-2 with the same parallelism lists stay where they are, but a union is made anew", () => {
  deepStrictEqual(shown(splitOperatorState(lists("abc|d"), 2).lists), "abc|d");
  deepStrictEqual(shown(uniteOperatorState(lists("abc|d"), 2)), "abcd|abcd");
});

Deno.test("OS-4 OS-5 a union goes to everybody, copies in turn", () => {
  deepStrictEqual(shown(uniteOperatorState(lists("abc|de"), 3)), "abcde|abcde|abcde");
  deepStrictEqual(copyBroadcastState([0, 1], 3), [0, 1, 0]);
  deepStrictEqual(copyBroadcastState([0, 1, 2], 2), [0, 1]);
});
