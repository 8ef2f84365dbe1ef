// The operators of the harness schema, made of their descriptions.

import {
  batchReduceOperator,
  coFlatMapOperator,
  type Collector,
  coMapOperator,
  filterOperator,
  flatMapOperator,
  type IntervalJoinContext,
  intervalJoinOperator,
  type Key,
  mapOperator,
  MIN,
  type OperatorSpec,
  processOperator,
  reduceOperator,
  timestampsAndWatermarksOperator,
  WatermarkGenerator,
  type WatermarkOutput,
  WatermarkStrategy,
} from "@headwater/sim";
import type { HarnessOptions } from "@headwater/sim/testing";
import type { CaseReader } from "../case_reader.ts";
import { DeclaredFunction } from "./declared_function.ts";

/** An operator and how it is keyed. */
export interface HarnessOperator {
  readonly spec: OperatorSpec;
  readonly options: HarnessOptions<unknown>;
}

const NAMED = { name: "tested", uid: "tested", cost: 0 };

/** The operator of a description. */
export function harnessOperator(operator: CaseReader): HarnessOperator {
  return {
    spec: specOf(operator),
    options: { keyBy: keyOf(operator, ""), keyBy2: key2Of(operator) },
  };
}

function keyOf(operator: CaseReader, number: string): ((value: unknown) => Key) | undefined {
  const name = [`keySelector${number}`, "keySelector1", "keySelector"].find((name) =>
    operator.has(name)
  );
  return name === undefined ? undefined : selector(operator.get(name));
}

/** The broadcast side has no key; the others may be selected apart. */
function key2Of(operator: CaseReader): ((value: unknown) => Key) | undefined {
  return operator.has("keySelector2") ? selector(operator.get("keySelector2")) : undefined;
}

/** A key selector by its name. */
export function selector(name: CaseReader): (value: unknown) => Key {
  switch (name.choice("identity", "field0", "toString", "constant")) {
    case "identity":
      return (value) => value as Key;
    case "field0":
      return (value) => (value as Key[])[0];
    case "toString":
      return (value) => String(value);
    case "constant":
      return () => "";
  }
}

function specOf(operator: CaseReader): OperatorSpec {
  switch (operator.get("kind").text()) {
    case "intervalJoin":
      return joinOf(operator);
    case "timestampsAndWatermarks":
      return timestampsOf(operator);
    case "keyedReduce":
      return reduceOperator({ ...NAMED, reduce: reduceOf(operator) });
    case "batchKeyedReduce":
      return batchReduceOperator({ ...NAMED, reduce: reduceOf(operator) });
  }
  return functionOf(operator);
}

function reduceOf(operator: CaseReader): (a: unknown, b: unknown) => unknown {
  return operator.get("reduce").choice("add", "concat") === "add"
    ? (a, b) => (a as number) + (b as number)
    : (a, b) => `${a}${b}`;
}

/** Kinds whose function is a list of actions. */
function functionOf(operator: CaseReader): OperatorSpec {
  const declared = new DeclaredFunction(operator.get("function").json() as Record<string, unknown>);
  const call = (name: string) => (value: unknown, context: Context, out: Collector<unknown>) =>
    declared.run(name, {
      value,
      timestamp: context.timestamp,
      context: context as never,
      emit: (result) => out.collect(result),
    });
  const onTimer = (timerTs: number, context: Context, out: Collector<unknown>) =>
    declared.run("onTimer", {
      value: null,
      timestamp: context.timestamp,
      context: context as never,
      timerTs,
      emit: (result) => out.collect(result),
    });
  const process = (methods: Record<string, unknown>) =>
    processOperator({ ...NAMED, process: { ...methods, onTimer } as never });
  const plain = (name: string) => (value: unknown, out: Collector<unknown>) =>
    call(name)(value, { timestamp: undefined }, out);
  switch (operator.get("kind").text()) {
    case "process":
    case "keyedProcess":
      return process({ processElement: call("onElement") });
    case "coProcess":
    case "keyedCoProcess":
      return process({ processElement1: call("onElement1"), processElement2: call("onElement2") });
    case "coBroadcast":
    case "coBroadcastKeyed":
      return process({
        processElement: call("onElement1"),
        processBroadcastElement: call("onElement2"),
      });
    case "coFlatMap": {
      const flatMap = { flatMap1: plain("onElement1"), flatMap2: plain("onElement2") };
      return coFlatMapOperator({ ...NAMED, flatMap });
    }
    case "coMap": {
      const map = { map1: one(plain("onElement1")), map2: one(plain("onElement2")) };
      return coMapOperator({ ...NAMED, map });
    }
    case "flatMap":
      return flatMapOperator({ ...NAMED, flatMap: plain("onElement") });
    case "map":
      return mapOperator({ ...NAMED, map: one(plain("onElement")) });
    case "filter": {
      const around = (value: unknown) => ({ value, timestamp: undefined, context: {}, emit() {} });
      return filterOperator({ ...NAMED, filter: (value) => declared.keeps(around(value)) });
    }
  }
  return operator.get("kind").choice("an operator") as never;
}

interface Context {
  readonly timestamp: number | undefined;
}

/** The one result of a function that emits. */
function one(
  emitting: (value: unknown, out: Collector<unknown>) => void,
): (value: unknown) => unknown {
  return (value) => {
    let result: unknown;
    emitting(value, { collect: (emitted) => result = emitted });
    return result;
  };
}

function joinOf(operator: CaseReader): OperatorSpec {
  const isInclusive = (side: string) => operator.get(`${side}BoundInclusive`).flag();
  const tag = (side: string) => {
    const named = operator.get(`${side}LateOutputTag`);
    return named.isNull ? null : named.text();
  };
  const asserts = operator.has("contextAsserts") ? operator.get("contextAsserts") : null;
  return intervalJoinOperator<Tuple, Tuple, unknown>({
    ...NAMED,
    lowerBound: operator.get("lowerBound").integer() + (isInclusive("lower") ? 0 : 1),
    upperBound: operator.get("upperBound").integer() - (isInclusive("upper") ? 0 : 1),
    leftLateTag: tag("left"),
    rightLateTag: tag("right"),
    process(left, right, context, out) {
      if (asserts === null) return out.collect([left, right]);
      checkContext(asserts, left, right, context);
    },
  });
}

type Tuple = readonly [key: unknown, timestamp: number, side: string];

function checkContext(
  asserts: CaseReader,
  [, left]: Tuple,
  [, right]: Tuple,
  context: IntervalJoinContext,
): void {
  asserts.only("leftTimestamp", "rightTimestamp", "timestamp");
  if (asserts.has("leftTimestamp")) asserts.expect(context.leftTimestamp, left);
  if (asserts.has("rightTimestamp")) asserts.expect(context.rightTimestamp, right);
  if (asserts.has("timestamp")) asserts.expect(context.timestamp, Math.max(left, right));
}

class PeriodicLastTimestamp extends WatermarkGenerator {
  last = MIN;

  override onEvent(_value: unknown, timestamp: number): void {
    this.last = timestamp;
  }

  override onPeriodicEmit(output: WatermarkOutput): void {
    output.emitWatermark(this.last === MIN ? MIN : this.last - 1);
  }
}

class PunctuatedField1 extends WatermarkGenerator {
  override onEvent(value: unknown, _timestamp: number, output: WatermarkOutput): void {
    const [announces, watermark] = value as [boolean, number];
    if (announces) output.emitWatermark(watermark);
  }

  override onPeriodicEmit(): void {}
}

class Never extends WatermarkGenerator {
  override onEvent(): void {}
  override onPeriodicEmit(): void {}
}

const GENERATORS: Readonly<Record<string, new () => WatermarkGenerator>> = {
  "custom:periodicLastTsMinus1": PeriodicLastTimestamp,
  "custom:punctuatedField1IfField0": PunctuatedField1,
  "custom:never": Never,
};

function timestampsOf(operator: CaseReader): OperatorSpec {
  const isValue = operator.get("timestampAssigner").choice("value", "field1") === "value";
  const generator = GENERATORS[operator.get("generator").choice(...Object.keys(GENERATORS))];
  const strategy = WatermarkStrategy.forGenerator(generator, undefined)
    .withTimestampAssigner((value) => isValue ? value as number : (value as number[])[1]);
  const interval = operator.get("autoWatermarkInterval");
  return timestampsAndWatermarksOperator({
    ...NAMED,
    strategy: operator.has("idleTimeout")
      ? strategy.withIdleness(operator.get("idleTimeout").integer())
      : strategy,
    autoWatermarkInterval: interval.isNull ? 200 : interval.integer(),
    emitProgressiveWatermarks: operator.get("emitProgressiveWatermarks").flag(),
    admitsInfiniteTimestamps: true,
  });
}
