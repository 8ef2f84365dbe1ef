// What is inside a savepoint, as tables: the operators, and of each its states, its timers and its lists.

import type { Key } from "../element/key.ts";
import type {
  ListedEntry,
  ListedList,
  ListedOperator,
  ListedState,
  ListedTimer,
} from "../checkpoint/savepoint_listing.ts";
import { showValue } from "../clock/named_error.ts";
import { showTime } from "../clock/time.ts";
import { showCount } from "./duration.ts";
import type { Table } from "./table.ts";
import { valueColumns } from "./value_columns.ts";

/** All of them; of each at most some rows. */
export function savepointTables(operators: readonly ListedOperator[], rowCount: number): Table[] {
  return [
    operatorTable(operators),
    ...operators.flatMap(({ uid, states, timers, lists }) => [
      ...states.filter(({ entries }) => entries.length > 0)
        .map((state) => stateTable(uid, state, rowCount)),
      ...(timers.length > 0 ? [timerTable(uid, timers, rowCount)] : []),
      ...lists.filter(({ items }) => items.some((own) => own.length > 0))
        .map((list) => listTable(uid, list, rowCount)),
    ]),
  ];
}

function operatorTable(operators: readonly ListedOperator[]): Table {
  return {
    title: "Operators",
    columns: [
      { name: "uid", isNumber: false },
      { name: "name", isNumber: false },
      { name: "subtasks", isNumber: true },
      { name: "key groups", isNumber: true },
      { name: "entries", isNumber: true },
    ],
    rows: operators.map(({ uid, name, parallelism, maxParallelism, entryCount }) => [
      uid,
      name,
      showCount(parallelism),
      showCount(maxParallelism),
      showCount(entryCount),
    ]),
  };
}

function stateTable(uid: string, { name, kind, isTimed, entries }: ListedState, count: number) {
  const { columns, cells } = valueColumns(entries.slice(0, count).map(({ value }) => value));
  const hasWindows = entries.some(({ window }) => window !== null);
  const title = `${uid}: ${name}, ${kind} state${isTimed ? " with a time to live" : ""}`;
  return shortTable(title, entries, count, {
    columns: [KEY, ...(hasWindows ? [WINDOW] : []), ...columns, SUBTASK],
    row: ({ key, window, value, subtask }) => [
      showKey(key),
      ...(hasWindows ? [showWindow(window)] : []),
      ...cells(value),
      String(subtask),
    ],
  });
}

function timerTable(uid: string, timers: readonly ListedTimer[], count: number): Table {
  const hasWindows = timers.some(({ window }) => window !== null);
  return shortTable(`${uid}: timers`, timers, count, {
    columns: [
      { name: "fires at", isNumber: true },
      { name: "in", isNumber: false },
      KEY,
      ...(hasWindows ? [WINDOW] : []),
      SUBTASK,
    ],
    row: ({ timestamp, domain, key, window, subtask }) => [
      showTime(timestamp),
      domain,
      showKey(key),
      ...(hasWindows ? [showWindow(window)] : []),
      String(subtask),
    ],
  });
}

function listTable(uid: string, { name, mode, items }: ListedList, count: number): Table {
  const rows = items.flatMap((own, subtask) => own.map((value) => ({ value, subtask })));
  const { columns, cells } = valueColumns(rows.slice(0, count).map(({ value }) => value));
  return shortTable(`${uid}: ${name}, a list (${mode})`, rows, count, {
    columns: [...columns, SUBTASK],
    row: ({ value, subtask }) => [...cells(value), String(subtask)],
  });
}

const KEY = { name: "key", isNumber: false };
const WINDOW = { name: "window", isNumber: false };
const SUBTASK = { name: "subtask", isNumber: true };

function shortTable<T>(
  title: string,
  all: readonly T[],
  count: number,
  { columns, row }: { columns: Table["columns"]; row: (one: T) => string[] },
): Table {
  const left = all.length - count;
  return {
    title,
    columns,
    rows: all.slice(0, count).map(row),
    ...(left > 0 ? { note: `and ${showCount(left)} more; --rows shows them` } : {}),
  };
}

function showKey(key: Key): string {
  return typeof key === "object" ? showValue(key) : String(key);
}

function showWindow(window: ListedEntry["window"]): string {
  return window === null ? "" : `[${showTime(window[0])}, ${showTime(window[1])})`;
}
