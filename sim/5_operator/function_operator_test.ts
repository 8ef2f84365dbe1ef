import { deepStrictEqual, throws } from "node:assert/strict";
import { mapState } from "../6_state/map_state.ts";
import { valueState } from "../6_state/value_state.ts";
import { OperatorHarness, playTable } from "../testing/mod.ts";
import { processOperator } from "./function_operator.ts";
import type { KeyedBroadcastProcessFunction } from "./process_function.ts";

const RULES = mapState<string, string>("rules");
const SEEN = valueState<number>("seen");

function broadcasting(process: KeyedBroadcastProcessFunction<string, string, string, string>) {
  const operator = processOperator({ name: "rules", uid: "rules", cost: 0, process });
  return new OperatorHarness<string>(operator, { keyBy: (key) => key, keyBy2: (key) => key });
}

Deno.test("BS-1 BS-2 what the broadcast side wrote, the other side reads from then on", () => {
  playTable(
    broadcasting({
      processElement: (key, context, out) =>
        out.collect(context.broadcastState(RULES).get(key) ?? "none"),
      processBroadcastElement: (rule, context) =>
        context.broadcastState(RULES).put(rule, `by-${rule}`),
    }),
    `
    1: a@1 → none@1
    2: a@2
    1: a@3 → by-a@3
    1: b@4 → none@4
    `,
  );
});

Deno.test("ST-2 E-STATE-NO-KEY the broadcast side has no key, though the record before had one", () => {
  const harness = broadcasting({
    processElement: (_key, context) => context.state(SEEN).update(1),
    processBroadcastElement: (_rule, context) =>
      void (context as unknown as { state(of: unknown): { value(): unknown } }).state(SEEN).value(),
  });
  harness.processElement("a", 1);
  throws(() => harness.processElement2("a", 2), /E-STATE-NO-KEY/);
});

Deno.test("BS-1 what is done to broadcast state is told, and is about no key", () => {
  const harness = broadcasting({
    processElement: (key, context) => void context.broadcastState(RULES).get(key),
    processBroadcastElement(rule, context) {
      const rules = context.broadcastState(RULES);
      rules.put(rule, "on");
      if (rule === "b") rules.remove("a");
      if (rule === "c") rules.clear();
    },
  });
  harness.processElement("a", 1);
  for (const rule of ["a", "b", "c"]) harness.processElement2(rule, 2);
  const facts = harness.takeFacts().filter(({ name }) => name.startsWith("state"));
  deepStrictEqual(facts.map(({ name, value }) => [name, value]), [
    ["stateDeclared", { name: "rules", kind: "broadcast" }],
    ["stateRead", undefined],
    ["stateUpdated", ["a", "on"]],
    ["stateUpdated", ["b", "on"]],
    ["stateRemoved", ["a", "on"]],
    ["stateUpdated", ["c", "on"]],
    ["stateUpdated", undefined],
  ]);
});
