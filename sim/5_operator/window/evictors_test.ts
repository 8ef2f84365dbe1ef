import { deepStrictEqual } from "node:assert/strict";
import { MIN } from "../../clock/time.ts";
import { OperatorHarness } from "../../testing/mod.ts";
import { CountEvictor } from "./count_evictor.ts";
import { CountTrigger } from "./count_trigger.ts";
import { DeltaEvictor } from "./delta_evictor.ts";
import type { Evictor } from "./evictor.ts";
import { GlobalWindows } from "./global_windows.ts";
import { TimeEvictor } from "./time_evictor.ts";
import { GLOBAL_WINDOW } from "./time_window.ts";
import { windowOperator } from "./window_operator_spec.ts";

/** What is told after each of the elements, when every one fires. */
function toldWith(evictor: Evictor<number>, elements: readonly number[]): string[] {
  const operator = windowOperator<number, number, string>({
    ...{ name: "windows", uid: "windows", cost: 0 },
    assigner: GlobalWindows.create(),
    trigger: CountTrigger.of(1),
    evictor,
    process: (_key, _context, elements, out) => out.collect(`${elements}`),
  });
  const harness = new OperatorHarness<number>(operator, { keyBy: () => "k" });
  for (const element of elements) harness.processElement(element, element);
  return harness.takeValues() as string[];
}

Deno.test("EV-3 a count evictor keeps the last ones, and what left is gone", () => {
  deepStrictEqual(toldWith(CountEvictor.of(2), [1, 2, 3, 4]), ["1", "1,2", "2,3", "3,4"]);
});

Deno.test("EV-2 evicting after: the function sees what is evicted then", () => {
  const told = toldWith(CountEvictor.of(2, true), [1, 2, 3, 4]);
  deepStrictEqual(told, ["1", "1,2", "1,2,3", "2,3,4"]);
});

Deno.test("EV-4 a time evictor lets go what is as old as its size, whatever came last", () => {
  const told = toldWith(TimeEvictor.of(5), [10, 14, 15, 12, 20]);
  deepStrictEqual(told, ["10", "10,14", "14,15", "14,15,12", "20"]);
});

Deno.test("EV-4 without timestamps a time evictor keeps all", () => {
  const elements = [{ value: "a", timestamp: MIN }, { value: "b", timestamp: 100 }];
  deepStrictEqual(TimeEvictor.of(5).keep(elements), elements);
});

Deno.test("EV-5 a delta evictor lets go what is as far from the last one as its threshold", () => {
  const delta = DeltaEvictor.of(5, (a: number, b: number) => Math.abs(a - b));
  deepStrictEqual(toldWith(delta, [1, 6, 10, 11]), ["1", "6", "6,10", "10,11"]);
});

Deno.test("EV-1 an evictor of one's own may evict before the function and after it", () => {
  const odd: Evictor<number> = {
    name: "odd ones, then the last one goes",
    evictsAfter: false,
    keep: (elements) => elements.filter(({ value }) => value % 2 === 1),
    keepAfter: (elements) => elements.filter(({ value }) => value < 5),
  };
  deepStrictEqual(toldWith(odd, [1, 2, 3, 5, 7]), ["1", "1", "1,3", "1,3,5", "1,3,7"]);
});

Deno.test("EV-1 an evictor is told of which window, and when", () => {
  const seen: unknown[] = [];
  const curious: Evictor<number> = {
    name: "all stay",
    evictsAfter: false,
    keep(elements, { window, currentWatermark, currentProcessingTime }) {
      seen.push([elements.length, window, currentWatermark, currentProcessingTime]);
      return elements;
    },
  };
  toldWith(curious, [1, 2]);
  deepStrictEqual(seen, [[1, GLOBAL_WINDOW, MIN, 0], [2, GLOBAL_WINDOW, MIN, 0]]);
});

Deno.test("EV-6 the function is asked even when nothing stayed", () => {
  const none: Evictor<number> = { name: "none stays", evictsAfter: false, keep: () => [] };
  deepStrictEqual(toldWith(none, [1, 2]), ["", ""]);
});
