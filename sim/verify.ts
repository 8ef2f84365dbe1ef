// Does the world hold everything that a run depends on? Every stretch between two keyframes is run
// again from a copy; if the outcome differs, some user function remembers outside its state, and the
// first place that differs tells which operator it is.

import { refuse } from "./clock/named_error.ts";
import { AppendList } from "./6_state/append_list.ts";
import type { StreamTask } from "./task/stream_task.ts";
import type { World } from "./world.ts";

/** The path of the first difference between two trees of parts, or null. */
export function firstDifference(a: unknown, b: unknown, path = "world"): string | null {
  if (Object.is(a, b)) return null;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return path;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    return differenceOfLists(a as never, b as never, path);
  }
  if (Array.isArray(a) && Array.isArray(b)) return differenceOfLists(a, b, path);
  if (a instanceof AppendList && b instanceof AppendList) {
    return differenceOfLists(a.toArray(), b.toArray(), path);
  }
  if (a instanceof Map && b instanceof Map) return differenceOfMaps(a, b, path);
  if (a instanceof Set && b instanceof Set) return differenceOfLists([...a], [...b], path);
  const one = a as Record<string, unknown>, other = b as Record<string, unknown>;
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (name === "spec") continue;
    const found = firstDifference(one[name], other[name], `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** Refuses a user function that remembers, with `E-UDF-MEMORY`. */
export function refuseMemory(path: string, world: World): never {
  const { task, operator } = placeOf(path, world);
  const chain = task?.spec.vertex.chain ?? [];
  const last = operator ?? chain.length - 1;
  const suspects = chain.slice(0, last + 1).map(({ operator }) => `"${operator.name}"`).join(", ");
  // what differs is seen where it arrives; whoever remembers stands there or before it
  const who = `${suspects === "" ? "an operator" : `operator ${suspects}`} or one before it`;
  return refuse(
    "E-UDF-MEMORY",
    `Running the same stretch again gave another outcome (first at ${path}): a user function of ` +
      `${who} remembers something outside its state. Usual cause: a variable of the job that a ` +
      `function changes; declare it as state`,
  );
}

/** The task that a path leads into, and the place of an operator in its chain, if it says so much. */
function placeOf(path: string, world: World): { task?: StreamTask; operator?: number } {
  const outside = /^world\.outsides\[(\d+)\]/.exec(path);
  if (outside !== null) {
    const { subtask, operator } = world.outsides[Number(outside[1])];
    return { task: world.tasks[subtask], operator };
  }
  const inside = /^world\.tasks\[(\d+)\](?:\.chain\.operators\[(\d+)\])?/.exec(path);
  if (inside === null) return {};
  const operator = inside[2] === undefined ? {} : { operator: Number(inside[2]) };
  return { task: world.tasks[Number(inside[1])], ...operator };
}

function differenceOfLists(
  a: ArrayLike<unknown>,
  b: ArrayLike<unknown>,
  path: string,
): string | null {
  if (a.length !== b.length) return `${path}.length`;
  for (let i = 0; i < a.length; i++) {
    const found = firstDifference(a[i], b[i], `${path}[${i}]`);
    if (found !== null) return found;
  }
  return null;
}

function differenceOfMaps(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
  path: string,
): string | null {
  if (a.size !== b.size) return `${path}.size`;
  for (const [key, value] of a) {
    const found = firstDifference(value, b.get(key), `${path}.get(${String(key)})`);
    if (found !== null) return found;
  }
  return null;
}
