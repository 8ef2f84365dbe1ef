// A savepoint as text: written and read it is itself, and whatever else is read is refused by name.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Savepoint } from "./checkpoint/savepoint.ts";
import { isDeepFrozen } from "./clock/freeze.ts";
import { NamedError } from "./clock/named_error.ts";
import { drawBelow } from "./clock/prng.ts";
import { assertRefused } from "./refused_for_tests.ts";
import { takeOne } from "./savepoint_job_for_tests.ts";
import { parseSavepoint, savepointText } from "./savepoint_text.ts";

const { savepoint: SAVEPOINT } = takeOne(1_250_000);
const TEXT = savepointText(SAVEPOINT);

Deno.test("a savepoint that is written and read is the same, and frozen", () => {
  deepStrictEqual(parseSavepoint(TEXT), SAVEPOINT);
  ok(isDeepFrozen(parseSavepoint(TEXT)));
  strictEqual(savepointText(parseSavepoint(TEXT)), TEXT);
});

Deno.test("a savepoint has everything: state of all kinds, timers of both clocks, lists of all modes", () => {
  const parts = SAVEPOINT.operators.flatMap(({ subtasks }) =>
    subtasks.flatMap(({ parts }) => parts)
  );
  const states = parts.flatMap((part) =>
    part.type === "state" ? [part.state] : part.type === "states" ? part.states : []
  );
  const filled = states.filter(({ entries }) => entries.length > 0);
  const kinds = new Set(filled.map(({ kind, isTimed }) => `${kind}${isTimed ? ", timed" : ""}`));
  deepStrictEqual([...kinds].sort(), [
    ...["aggregating", "list", "list, timed", "map", "map, timed"],
    ...["reducing", "value", "value, timed"],
  ]);
  const timers = parts.flatMap((part) => part.type === "timers" ? [part.timers] : []);
  ok(timers.some(({ event }) => event.length > 0));
  ok(timers.some(({ processing }) => processing.length > 0));
  const lists = SAVEPOINT.operators
    .flatMap(({ subtasks }) => subtasks.flatMap((subtask) => subtask.lists))
    .filter(({ items }) => items.length > 0);
  deepStrictEqual(new Set(lists.map(({ mode }) => mode)), new Set(["union", "broadcast", "split"]));
});

/** A small savepoint, as whoever edits a file sees it. */
const SMALL = {
  format: 1,
  engine: "0.1.0",
  checkpointId: 4,
  mode: "take",
  triggeredAt: 5,
  completedAt: 6,
  operators: [{
    uid: "op",
    name: "op",
    maxParallelism: 128,
    keyType: "auto",
    subtasks: [{
      isFinished: false,
      parts: [
        {
          part: "values",
          type: "state",
          state: {
            name: "v",
            kind: "map",
            isTimed: true,
            entries: [{ key: ["a", -1], namespace: [0, 10], value: [["k", { value: 1, at: 2 }]] }],
          },
        },
        {
          part: "timers",
          type: "timers",
          timers: { event: [{ key: true, namespace: null, timestamp: 3 }], processing: [] },
        },
      ],
      lists: [{ name: "l", mode: "split", items: [{ $: "NaN" }, null] }],
    }],
  }],
};

// deno-lint-ignore no-explicit-any
type Edit = (savepoint: any) => void;

function edited(edit: Edit): string {
  const json = structuredClone(SMALL);
  edit(json);
  return JSON.stringify(json);
}

Deno.test("a savepoint that was edited on purpose may have no checksum", () => {
  const read = parseSavepoint(edited((it) => it.operators[0].uid = "other"));
  strictEqual(read.operators[0].uid, "other");
  deepStrictEqual(read.operators[0].subtasks[0].lists[0].items, [NaN, null]);
});

/** Edits the one state, or its one entry. */
const stateWith = (change: object) =>
  edited((it) => Object.assign(it.operators[0].subtasks[0].parts[0].state, change));
const entryWith = (change: object) =>
  edited((it) => Object.assign(it.operators[0].subtasks[0].parts[0].state.entries[0], change));

const BAD: readonly (readonly [title: string, text: string, code: string, ...words: string[]])[] = [
  ["nothing", " \n", "E-SAVEPOINT-EMPTY"],
  ["no JSON", "{", "E-SAVEPOINT-PARSE"],
  ["no object", "[]", "E-SAVEPOINT", "$"],
  ["null", "null", "E-SAVEPOINT", "$"],
  ["another file", "{}", "E-SAVEPOINT-VERSION", "undefined"],
  ["another version", edited((it) => it.format = 2), "E-SAVEPOINT-VERSION", "format 2", "format 1"],
  ["a checksum of something else", edited((it) => it.checksum = "0"), "E-SAVEPOINT-CHECKSUM"],
  ["a checksum that is none", edited((it) => it.checksum = null), "E-SAVEPOINT-CHECKSUM", "null"],
  ["no id", edited((it) => delete it.checkpointId), "E-SAVEPOINT", "$.checkpointId"],
  ["an id of 0", edited((it) => it.checkpointId = 0), "E-SAVEPOINT", "from 1"],
  ["another mode", edited((it) => it.mode = "keep"), "E-SAVEPOINT", "$.mode", "drain"],
  ["a time before all", edited((it) => it.completedAt = -1), "E-SAVEPOINT", "$.completedAt"],
  [
    "two operators of one uid",
    edited((it) => it.operators.push(it.operators[0])),
    "E-SAVEPOINT",
    `"op"`,
  ],
  [
    "no subtasks",
    edited((it) => it.operators[0].subtasks = []),
    "E-SAVEPOINT",
    "$.operators[0].subtasks",
  ],
  [
    "more subtasks than key groups",
    edited((it) => {
      it.operators[0].maxParallelism = 1;
      it.operators[0].subtasks.push(it.operators[0].subtasks[0]);
    }),
    "E-SAVEPOINT",
    "from 1 to 1",
  ],
  ["no key groups", edited((it) => it.operators[0].maxParallelism = 0), "E-SAVEPOINT", "32768"],
  ["a key that is null", entryWith({ key: null }), "E-SAVEPOINT", ".key"],
  ["an empty key", entryWith({ key: [] }), "E-SAVEPOINT", ".key"],
  [
    "a window that ends before it begins",
    entryWith({ namespace: [5, 1] }),
    "E-SAVEPOINT",
    ".namespace",
  ],
  ["a map that is none", entryWith({ value: 7 }), "E-SAVEPOINT", ".value"],
  ["a map entry without a time", entryWith({ value: [["k", 1]] }), "E-SAVEPOINT", ".value[0][1]"],
  ["another kind of state", stateWith({ kind: "tree" }), "E-SAVEPOINT", ".kind"],
  [
    "another type of part",
    edited((it) => it.operators[0].subtasks[0].parts[0].type = "heap"),
    "E-SAVEPOINT",
    ".type",
  ],
  [
    "a timer without a time",
    edited((it) => delete it.operators[0].subtasks[0].parts[1].timers.event[0].timestamp),
    "E-SAVEPOINT",
    ".timestamp",
  ],
  [
    "a value that no savepoint writes",
    edited((it) => it.operators[0].subtasks[0].lists[0].items = [{ $: "Date" }]),
    "E-SAVEPOINT",
    ".items[0]",
  ],
];

for (const [title, text, code, ...words] of BAD) {
  Deno.test(`Savepoint: ${title} is ${code}`, () => {
    assertRefused(() => parseSavepoint(text), code, ...words);
  });
}

Deno.test("any damage to a savepoint ends in a named error, or in a savepoint that is one", () => {
  let readCount = 0, refusedCount = 0;
  const text = JSON.stringify({ ...JSON.parse(TEXT), checksum: undefined });
  for (let n = 0; n < 400; n++) {
    const place = drawBelow(7, 0, 0, n, text.length);
    const length = drawBelow(7, 1, 0, n, 12);
    const letters = `"{}[],:0-e1null$\\`;
    const letter = letters[drawBelow(7, 2, 0, n, letters.length)];
    const damaged = text.slice(0, place) + letter + text.slice(place + length);
    try {
      const read: Savepoint = parseSavepoint(damaged);
      deepStrictEqual(parseSavepoint(savepointText(read)), read);
      readCount++;
    } catch (error) {
      if (!(error instanceof NamedError)) throw error;
      ok(error.code.startsWith("E-SAVEPOINT"), error.code);
      refusedCount++;
    }
  }
  ok(readCount > 0 && refusedCount > 200, `${readCount} read, ${refusedCount} refused`);
});
