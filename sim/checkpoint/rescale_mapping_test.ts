import { deepStrictEqual, ok } from "node:assert/strict";
import { ambiguousSubtasks, isIdentity, stay } from "./rescale_mapping.ts";

Deno.test("UC-9 a mapping in which nobody moves is the identity, also with new subtasks behind the old", () => {
  ok(isIdentity(stay(3), 3));
  ok(isIdentity([[0], [1], []], 2));
  ok(!isIdentity([[0], [1]], 3), "the state of old subtask 2 has to go somewhere");
  ok(!isIdentity([[1], [0]], 2));
  ok(!isIdentity([[0], [1], [1]], 2));
  ok(!isIdentity([[0], [0, 1]], 2));
});

Deno.test("UC-9 a subtask whose data goes to several new ones is ambiguous", () => {
  deepStrictEqual(ambiguousSubtasks([[0, 1], [1, 2]], 3), [1]);
  deepStrictEqual(ambiguousSubtasks([[0], [0, 1], [1]], 2), [0, 1]);
  deepStrictEqual(ambiguousSubtasks([[0, 2], [1]], 3), []);
});
