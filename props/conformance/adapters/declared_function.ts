// The tiny language in which the harness schema describes user functions: actions and expressions, to be
// interpreted while a real operator calls (README §3.1).

import {
  type FunctionTimers,
  type Key,
  listState,
  mapState,
  MAX,
  MIN,
  valueState,
} from "@headwater/sim";
import type { ListState, MapStateDescriptor, ValueState } from "@headwater/sim";
import { LONG_MAX, LONG_MIN, toLong, toTime } from "../java_long.ts";

/** Anything that a case may say. */
type Json = unknown;
/** An action, a condition or an expression: one field that names it. */
type Fields = Readonly<Record<string, Json>>;

/** What an interpreted function may use during a call: a context of any kind, and where results go. */
export interface Surroundings {
  readonly value: unknown;
  readonly timestamp: number | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly timerTs?: number;
  emit(value: unknown): void;
}

/** An entry of broadcast state while it is visited. */
interface Entry {
  readonly entryKey?: unknown;
  readonly entryValue?: unknown;
}

/** One declared function: its states, and how its actions are done. */
export class DeclaredFunction {
  constructor(private readonly declared: Fields) {}

  /** Does a list of actions; true when the function has them. */
  run(name: string, around: Surroundings): void {
    for (const action of (this.declared[name] ?? []) as Fields[]) this.act(action, around, {});
  }

  /** True when the function says something of this. */
  has(name: string): boolean {
    return this.declared[name] !== undefined;
  }

  /** The condition of a filter. */
  keeps(around: Surroundings): boolean {
    return this.isSo(this.declared.keepIf as Fields, around, {});
  }

  private act(action: Fields, around: Surroundings, entry: Entry): void {
    const evaluated = (json: Json) => this.evaluate(json, around, entry);
    const timers = around.context.timerService as FunctionTimers;
    const [verb] = Object.keys(action);
    const body = action[verb];
    switch (verb) {
      case "emit":
        return around.emit(evaluated(body));
      case "sideEmit": {
        const [tag, value] = body as Json[];
        const output = around.context.output as (tag: { id: string }, value: unknown) => void;
        return output.call(around.context, { id: tag as string }, evaluated(value));
      }
      case "emitEachChar":
        return [...String(evaluated(body))].forEach((char) => around.emit(char));
      case "registerEventTimer":
        return timers.registerEventTimeTimer(timeOf(evaluated(body)));
      case "registerProcessingTimer":
        return timers.registerProcessingTimeTimer(timeOf(evaluated(body)));
      case "deleteEventTimer":
        return timers.deleteEventTimeTimer(timeOf(evaluated(body)));
      case "deleteProcessingTimer":
        return timers.deleteProcessingTimeTimer(timeOf(evaluated(body)));
      case "forEachBroadcast":
        return this.visit(action, around);
      case "if": {
        const branch = this.isSo(body as Fields, around, entry) ? action.then : action.else;
        for (const next of (branch ?? []) as Fields[]) this.act(next, around, entry);
        return;
      }
      default:
        return this.actOnState(verb, body, around, entry);
    }
  }

  private actOnState(verb: string, body: Json, around: Surroundings, entry: Entry): void {
    const evaluated = (json: Json) => this.evaluate(json, around, entry);
    switch (verb) {
      case "setState": {
        const [name, value] = body as Json[];
        return this.value(name, around).update(evaluated(value));
      }
      case "clearState":
        return this.value(body, around).clear();
      case "addToListState": {
        const [name, value] = body as Json[];
        const state = stateOf(around, listState<unknown>(name as string)) as ListState<unknown>;
        return state.add(evaluated(value));
      }
      case "putBroadcast": {
        const [name, key, value] = body as Json[];
        const put = broadcast(around, name);
        return put.put(evaluated(key) as Key, evaluated(value));
      }
      case "assertEquals": {
        const [a, b] = (body as Json[]).map(evaluated);
        return assertSame(a, b);
      }
      case "assertBroadcastEquals": {
        const [name, map] = body as [string, Fields];
        return assertSame(
          sortedPairs(broadcast(around, name).entries()),
          sortedPairs(Object.entries(map)),
        );
      }
      case "assertBroadcastKeys": {
        const [name, keys] = body as [string, Json[]];
        const found = broadcast(around, name).entries().map(([key]) => key);
        return assertSame(found.map(String).toSorted(), keys.map(String).toSorted());
      }
      case "assertKeyedStates":
        return assertKeyedStates(body as Fields, around);
    }
    throw new Error(`unknown action ${verb}`);
  }

  /** `forEachBroadcast` has its actions beside it. */
  private visit(action: Fields, around: Surroundings): void {
    for (const [entryKey, entryValue] of broadcast(around, action.forEachBroadcast).entries()) {
      for (const next of action.do as Fields[]) this.act(next, around, { entryKey, entryValue });
    }
  }

  private isSo(condition: Fields, around: Surroundings, entry: Entry): boolean {
    const [verb] = Object.keys(condition);
    const body = condition[verb];
    switch (verb) {
      case "stateIsNull":
        return this.value(body, around).value() === undefined;
      case "equals": {
        const [a, b] = (body as Json[]).map((json) => this.evaluate(json, around, entry));
        return JSON.stringify(a) === JSON.stringify(b);
      }
      case "isEven":
        return (this.evaluate(body, around, entry) as number) % 2 === 0;
    }
    throw new Error(`unknown condition ${verb}`);
  }

  private value(name: Json, around: Surroundings): ValueState<unknown> {
    return stateOf(around, valueState<unknown>(name as string)) as ValueState<unknown>;
  }

  private evaluate(json: Json, around: Surroundings, entry: Entry): unknown {
    if (Array.isArray(json)) return json.map((part) => this.evaluate(part, around, entry));
    if (typeof json !== "object" || json === null) return json;
    const [verb] = Object.keys(json);
    const body = (json as Fields)[verb];
    const evaluated = (inner: Json) => this.evaluate(inner, around, entry);
    switch (verb) {
      case "var":
        return variable(body as string, around, entry);
      case "field": {
        const [tuple, index] = body as [Json, number];
        return (evaluated(tuple) as unknown[])[index];
      }
      case "concat":
        return (body as Json[]).map((part) => javaText(evaluated(part))).join("");
      case "add": {
        const [a, b] = (body as Json[]).map(evaluated) as number[];
        return a + b;
      }
      case "multiply": {
        const [a, b] = (body as Json[]).map(evaluated) as number[];
        return a * b;
      }
      case "state":
        return this.value(body, around).value() ?? null;
      case "broadcastEntriesSorted":
        return sortedPairs(broadcast(around, body).entries())
          .map(([key, value]) => ` ${key}=${value}`).join("");
    }
    throw new Error(`unknown expression ${verb}`);
  }
}

function variable(name: string, around: Surroundings, entry: Entry): unknown {
  const { context } = around;
  const timers = (context.timerService ?? context) as FunctionTimers;
  switch (name) {
    case "value":
      return around.value;
    case "key":
      return context.currentKey;
    case "ts":
      return around.timestamp ?? null;
    case "watermark":
      return timers.currentWatermark;
    case "processingTime":
      return timers.currentProcessingTime;
    case "timerTs":
      return around.timerTs;
    case "timeDomain":
      return context.timeDomain;
    case "entryKey":
      return entry.entryKey;
    case "entryValue":
      return entry.entryValue;
  }
  throw new Error(`unknown variable ${name}`);
}

function stateOf({ context }: Surroundings, descriptor: unknown): unknown {
  return (context.state as (descriptor: unknown) => unknown).call(context, descriptor);
}

function broadcast({ context }: Surroundings, name: Json): {
  put(key: Key, value: unknown): void;
  entries(): readonly (readonly [Key, unknown])[];
} {
  const descriptor = mapState<Key, unknown>(name as string);
  type Access = (descriptor: MapStateDescriptor<Key, unknown>) => ReturnType<typeof broadcast>;
  return (context.broadcastState as Access).call(context, descriptor);
}

function assertKeyedStates({ state, expectByKey }: Fields, { context }: Surroundings): void {
  const found: Record<string, unknown> = {};
  const visit = context.applyToKeyedState as (
    descriptor: unknown,
    visit: (key: Key, state: ListState<unknown>) => void,
  ) => void;
  visit.call(context, listState(state as string), (key, list) => {
    found[String(key)] = list.get();
  });
  assertSame(
    sortedPairs(Object.entries(found)),
    sortedPairs(Object.entries(expectByKey as Fields)),
  );
}

function sortedPairs(
  pairs: readonly (readonly [unknown, unknown])[],
): (readonly [string, unknown])[] {
  return pairs.map(([key, value]) => [String(key), value] as const)
    .sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
}

function assertSame(found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`the function expected ${b}, got ${a}`);
}

/** A time from a number of ours or a long of Java. */
function timeOf(value: unknown): number {
  return typeof value === "number" ? value : toTime(toLong(value)!)!;
}

/** Numbers near an end are the longs near that end. */
function javaText(value: unknown): string {
  const near = 2 ** 40;
  if (typeof value !== "number" || Math.abs(value) < MAX - near) return String(value);
  return String(value < 0 ? LONG_MIN + BigInt(value - MIN) : LONG_MAX - BigInt(MAX - value));
}
