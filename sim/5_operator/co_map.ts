// Two streams of different types become one, element by element (Flink's CoStreamMap and
// CoStreamFlatMap): process functions that say less.

import { freezeResult } from "../6_state/user_result.ts";
import type { Collector } from "./collector.ts";
import { type Lifecycle, lifecycleOf } from "./function_life.ts";
import { type FunctionOperatorSpec, processOperator } from "./function_operator.ts";
import type { FunctionView } from "./function_view.ts";
import type { OperatorOptions } from "./operator.ts";
import type { RichContext } from "./rich_function.ts";

/** One result for each element of either stream (Flink's CoMapFunction). */
export interface CoMapFunction<IN1, IN2, OUT> extends Lifecycle {
  readonly map1: (value: IN1, context: RichContext) => OUT;
  readonly map2: (value: IN2, context: RichContext) => OUT;
}

/** Any number of results (Flink's CoFlatMapFunction). */
export interface CoFlatMapFunction<IN1, IN2, OUT> extends Lifecycle {
  readonly flatMap1: (value: IN1, out: Collector<OUT>, context: RichContext) => void;
  readonly flatMap2: (value: IN2, out: Collector<OUT>, context: RichContext) => void;
}

type Call = (value: never, view: FunctionView, out: Collector<unknown>) => void;

/**
 * Describes `connected.map`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { coMapOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const map = { map1: (n: number) => `${n}`, map2: (text: string) => text };
 * const harness = new OperatorHarness(coMapOperator({ name: "both", uid: "both", cost: 0, map }));
 * harness.processElement(1).processElement2("two");
 * deepStrictEqual(harness.takeValues(), ["1", "two"]);
 * ```
 */
export function coMapOperator<IN1, IN2, OUT>(
  { map, ...options }: OperatorOptions & { readonly map: CoMapFunction<IN1, IN2, OUT> },
): FunctionOperatorSpec {
  const mapped = (result: OUT) => freezeResult(result, "mapping", options.name);
  return twoCalls(
    options,
    map,
    (value, view, out) => out.collect(mapped(map.map1(value, view))),
    (value, view, out) => out.collect(mapped(map.map2(value, view))),
  );
}

/**
 * Describes `connected.flatMap`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { coFlatMapOperator } from "@headwater/sim";
 * const flatMap = { flatMap1: () => {}, flatMap2: () => {} };
 * strictEqual(coFlatMapOperator({ name: "none", uid: "none", cost: 0, flatMap }).name, "none");
 * ```
 */
export function coFlatMapOperator<IN1, IN2, OUT>(
  { flatMap, ...options }: OperatorOptions & {
    readonly flatMap: CoFlatMapFunction<IN1, IN2, OUT>;
  },
): FunctionOperatorSpec {
  return twoCalls(
    options,
    flatMap,
    (value, view, out) => flatMap.flatMap1(value, out as Collector<OUT>, view),
    (value, view, out) => flatMap.flatMap2(value, out as Collector<OUT>, view),
  );
}

function twoCalls(
  options: OperatorOptions,
  rich: Lifecycle,
  processElement1: Call,
  processElement2: Call,
): FunctionOperatorSpec {
  const process = { ...lifecycleOf(rich).lifecycle, processElement1, processElement2 };
  return processOperator({ ...options, process: process as never });
}
