// Savepoints as text and back. Reading is total: any text gives a savepoint or a named error, and never
// anything else; writing is canonical, so equal savepoints give equal text.

import type { Key } from "./element/key.ts";
import type { ListStateMode, OperatorListState } from "./6_state/operator_list_state.ts";
import type { StateKind } from "./6_state/state_descriptor.ts";
import {
  type SavedEntry,
  type SavedNamespace,
  type SavedOperator,
  type SavedPart,
  type SavedState,
  type SavedSubtask,
  type SavedTimer,
  type Savepoint,
  SAVEPOINT_FORMAT,
} from "./checkpoint/savepoint.ts";
import { rollText, showHash } from "./clock/hash.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { SAVEPOINT_MODES } from "./element/savepoint_mode.ts";
import { SavepointReader } from "./savepoint_reader.ts";
import { encodeValue } from "./trace/trace_value.ts";

/** Longest text of a savepoint that is read, in characters. */
export const SAVEPOINT_TEXT_MAX = 1 << 26;

const KINDS: readonly StateKind[] = ["value", "reducing", "aggregating", "list", "map"];
const MODES: readonly ListStateMode[] = ["split", "union", "broadcast"];
const KEY_GROUPS_MAX = 1 << 15;
const NAMESPACE_MAX = 1 << 20;

/**
 * The savepoint as canonical JSON with a checksum.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { parseSavepoint, type Savepoint, savepointText } from "@headwater/sim";
 * const savepoint: Savepoint = {
 *   format: 1,
 *   engine: "0.1.0",
 *   checkpointId: 7,
 *   mode: "take",
 *   triggeredAt: 1000,
 *   completedAt: 2000,
 *   operators: [],
 * };
 * deepStrictEqual(parseSavepoint(savepointText(savepoint)), savepoint);
 * ```
 */
export function savepointText(savepoint: Savepoint): string {
  const encoded = encode(savepoint);
  return JSON.stringify({ ...encoded, checksum: checksumOf(encoded) });
}

/**
 * Reads a savepoint.
 *
 * Errors: `E-SAVEPOINT-EMPTY`, `E-SAVEPOINT-LIMIT`, `E-SAVEPOINT-PARSE`, `E-SAVEPOINT-VERSION`,
 * `E-SAVEPOINT-CHECKSUM`, and `E-SAVEPOINT` with the JSON path of what is wrong.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { parseSavepoint } from "@headwater/sim";
 * throws(() => parseSavepoint('{"format":9}'), /E-SAVEPOINT-VERSION.*9/);
 * ```
 */
export function parseSavepoint(text: string): Savepoint {
  if (text.trim() === "") {
    refuse(
      "E-SAVEPOINT-EMPTY",
      `The savepoint is empty; wanted: what savepointText has written. Usual cause: a run that never had one`,
    );
  }
  if (text.length > SAVEPOINT_TEXT_MAX) {
    refuse(
      "E-SAVEPOINT-LIMIT",
      `The savepoint has ${text.length} characters; at most ${SAVEPOINT_TEXT_MAX} are read`,
    );
  }
  const $ = new SavepointReader(parseJson(text));
  const format = $.field("format");
  if (format.value !== SAVEPOINT_FORMAT) {
    refuse(
      "E-SAVEPOINT-VERSION",
      `The savepoint has format ${showValue(format.value)}; this engine reads format ` +
        `${SAVEPOINT_FORMAT}. Usual cause: it comes from a newer version, or is another file`,
    );
  }
  const savepoint = readSavepoint($);
  checkSum($.field("checksum"), savepoint);
  return savepoint;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refuse(
      "E-SAVEPOINT-PARSE",
      `The savepoint is not JSON (${
        (error as Error).message
      }). Usual cause: it was cut when copied`,
    );
  }
}

/** Without a checksum it was edited on purpose. */
function checkSum({ value: wanted }: SavepointReader, savepoint: Savepoint): void {
  const found = checksumOf(encode(savepoint));
  if (wanted === undefined || wanted === found) return;
  refuse(
    "E-SAVEPOINT-CHECKSUM",
    `The savepoint was changed after it was written (checksum ${showValue(wanted)}, content ` +
      `${found}). Edited on purpose? Then remove the field "checksum"`,
  );
}

function checksumOf(encoded: object): string {
  const text = JSON.stringify(encoded);
  return showHash(rollText(0, text)) + showHash(rollText(0x5bd1e995, text));
}

// writing: everything is plain already, except what users have stored

function encode(savepoint: Savepoint): object {
  const { operators, ...head } = savepoint;
  return { ...head, operators: operators.map(encodeOperator) };
}

function encodeOperator({ subtasks, ...head }: SavedOperator): object {
  return {
    ...head,
    subtasks: subtasks.map(({ isFinished, parts, lists }) => ({
      isFinished,
      parts: parts.map(encodePart),
      lists: lists.map(({ name, mode, items }) => ({ name, mode, items: items.map(encodeValue) })),
    })),
  };
}

function encodePart(saved: SavedPart): object {
  const { part, type } = saved;
  switch (saved.type) {
    case "state":
      return { part, type, state: encodeState(saved.state) };
    case "states":
      return { part, type, states: saved.states.map(encodeState) };
    case "timers":
      return saved;
  }
}

function encodeState({ name, kind, isTimed, entries }: SavedState): object {
  const encoded = entries.map(({ key, namespace, value }) => ({
    key,
    namespace,
    value: encodeValue(value),
  }));
  return { name, kind, isTimed, entries: encoded };
}

// reading

function readSavepoint($: SavepointReader): Savepoint {
  const operators = $.field("operators").list(readOperator);
  const uids = operators.map(({ uid }) => uid);
  const double = uids.find((uid, i) => uids.indexOf(uid) < i);
  if (double !== undefined) {
    refuse("E-SAVEPOINT", `$.operators has two of the uid ${showValue(double)}; wanted: one`);
  }
  return Object.freeze({
    format: SAVEPOINT_FORMAT,
    engine: $.field("engine").text(),
    checkpointId: $.field("checkpointId").whole(1, 2 ** 31),
    mode: $.field("mode").oneOf(SAVEPOINT_MODES),
    triggeredAt: $.field("triggeredAt").whole(0),
    completedAt: $.field("completedAt").whole(0, 2 ** 52),
    operators,
  });
}

function readOperator($: SavepointReader): SavedOperator {
  const subtasks = $.field("subtasks").list(readSubtask);
  const maxParallelism = $.field("maxParallelism").whole(1, KEY_GROUPS_MAX);
  if (subtasks.length === 0 || subtasks.length > maxParallelism) {
    $.field("subtasks").refuse(`one for each subtask, from 1 to ${maxParallelism}`);
  }
  return Object.freeze({
    uid: $.field("uid").text(),
    name: $.field("name").text(),
    maxParallelism,
    keyType: $.field("keyType").oneOf(["auto", "long", null] as const),
    subtasks,
  });
}

function readSubtask($: SavepointReader): SavedSubtask {
  return Object.freeze({
    isFinished: $.field("isFinished").flag(),
    parts: $.field("parts").list(readPart),
    lists: $.field("lists").list((list): OperatorListState =>
      Object.freeze({
        name: list.field("name").text(),
        mode: list.field("mode").oneOf(MODES),
        items: list.field("items").list((item) => item.stored()),
      })
    ),
  });
}

function readPart($: SavepointReader): SavedPart {
  const part = $.field("part").text();
  const type = $.field("type").oneOf(["state", "states", "timers"] as const);
  switch (type) {
    case "state":
      return Object.freeze({ part, type, state: readState($.field("state")) });
    case "states":
      return Object.freeze({ part, type, states: $.field("states").list(readState) });
    case "timers": {
      const timers = $.field("timers");
      const read = (domain: string) => timers.field(domain).list(readTimer);
      const saved = Object.freeze({ event: read("event"), processing: read("processing") });
      return Object.freeze({ part, type, timers: saved });
    }
  }
}

function readState($: SavepointReader): SavedState {
  const kind = $.field("kind").oneOf(KINDS);
  const isTimed = $.field("isTimed").flag();
  return Object.freeze({
    name: $.field("name").text(),
    kind,
    isTimed,
    entries: $.field("entries").list((entry): SavedEntry =>
      Object.freeze({
        key: entry.field("key").key(),
        namespace: readNamespace(entry.field("namespace")),
        value: readValue(entry.field("value"), kind, isTimed),
      })
    ),
  });
}

function readValue($: SavepointReader, kind: StateKind, isTimed: boolean): unknown {
  const piece = (one: SavepointReader) => isTimed ? readTimed(one) : one.stored();
  if (kind === "list") return $.list(piece);
  if (kind !== "map") return piece($);
  return $.list((pair): readonly [Key, unknown] => {
    const entries = pair.entries();
    if (entries.length !== 2) return pair.refuse("a key and a value");
    return Object.freeze([entries[0].key(), piece(entries[1])] as const);
  });
}

function readTimed($: SavepointReader): unknown {
  return Object.freeze({ value: $.field("value").stored(), at: $.field("at").whole() });
}

function readTimer($: SavepointReader): SavedTimer {
  return Object.freeze({
    key: $.field("key").key(),
    namespace: readNamespace($.field("namespace")),
    timestamp: $.field("timestamp").whole(),
  });
}

function readNamespace($: SavepointReader): SavedNamespace {
  if ($.value === null) return null;
  if (!Array.isArray($.value)) return $.whole(0, NAMESPACE_MAX);
  const entries = $.entries();
  if (entries.length !== 2) return $.refuse("a window: its start and its end");
  const start = entries[0].whole(), end = entries[1].whole();
  return start <= end
    ? Object.freeze([start, end] as const)
    : $.refuse("a window: start before end");
}
