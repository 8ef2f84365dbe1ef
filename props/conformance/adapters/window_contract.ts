// Schema `window-operator-contract`: a window operator whose assigner, trigger and function do what the
// steps say; what is checked are the calls that they get and the traces that are left.

import {
  maxTimestamp,
  MIN,
  type ProcessWindowContext,
  type TimeWindow,
  type Trigger,
  type TriggerContext,
  TriggerResult,
  valueState,
  type WindowAssigner,
  type WindowOperator,
  windowOperator,
  type WindowOperatorOptions,
} from "@headwater/sim";
import type { Key, RichProcessWindowFunction } from "@headwater/sim";
import { MergingWindowOperator } from "../../../sim/5_operator/window/merging_window_operator.ts";
import type { CaseReader } from "../case_reader.ts";
import {
  attempt as attemptStep,
  expectPending,
  expectSideOutput,
  OperatorBench,
} from "./operator_bench.ts";
import { windowOf, windowText } from "./window_parts.ts";

const RESULTS = ["CONTINUE", "FIRE", "PURGE", "FIRE_AND_PURGE"] as const;
const TRIGGER_STATE = valueState<unknown>("trigger-state");
const WINDOW_STATE = valueState<string>("window-state");

/** One call that was made: its method and arguments, as the files write them. */
type Call = Readonly<Record<string, unknown>> & { readonly method: string };

/** What the steps want of the operator's helpers, and what these were asked. */
class Script {
  windows: readonly TimeWindow[] = [];
  merges: readonly CaseReader[] = [];
  trigger: Record<string, CaseReader> = {};
  functions: CaseReader[] = [];
  clears: CaseReader | null = null;
  calls: Call[] = [];

  reset(): void {
    Object.assign(this, new Script());
  }
}

/** Runs one case. */
export function windowContract(testCase: CaseReader): void {
  testCase.only("operator", "steps");
  const operator = testCase.get("operator").only(
    "kind",
    "keySelector",
    "mergingAssigner",
    "isEventTime",
    "allowedLateness",
    "lateOutputTag",
    "assignerWindows",
  );
  operator.get("kind").choice("windowScripted");
  operator.get("keySelector").choice("identity");
  const script = new Script();
  if (operator.has("assignerWindows")) script.windows = [windowOf(operator.get("assignerWindows"))];
  const lateTag = operator.get("lateOutputTag");
  const options = {
    name: "window",
    uid: "window",
    cost: 0,
    assigner: assignerFor(operator, script),
    trigger: triggerFor(script),
    allowedLateness: operator.get("allowedLateness").integer(),
    lateTag: lateTag.isNull ? null : lateTag.text(),
    process: functionFor(script),
  };
  const spec = windowOperator(
    options as unknown as WindowOperatorOptions<unknown, unknown, unknown, Key>,
  );
  const bench = new OperatorBench(spec, { keyBy: (value) => value as Key });
  for (const step of testCase.get("steps").items()) playStep(step, bench, script);
}

function assignerFor(operator: CaseReader, script: Script): WindowAssigner<never> {
  const assigner: WindowAssigner = {
    name: "Scripted",
    isEventTime: operator.get("isEventTime").flag(),
    defaultTrigger: triggerFor(script),
    assignWindows(value, timestamp, context) {
      script.calls.push({ method: "assigner.assignWindows", element: value, ts: timestamp });
      for (const { start, end } of script.windows) context.window(start, end);
    },
  };
  if (!operator.get("mergingAssigner").flag()) return assigner;
  return {
    ...assigner,
    mergeWindows(windows, tell) {
      const offered = windows.map(windowText);
      script.calls.push({ method: "assigner.mergeWindows", windows: offered });
      const merge = script.merges.find((row) =>
        sorted(row.get("offered").json()) === sorted(offered)
      );
      if (merge === undefined) return;
      const [into, sources] = [
        windowOf(merge.get("into")),
        merge.get("merge").items().map(windowOf),
      ];
      tell(into, sources);
    },
  };
}

function triggerFor(script: Script): Trigger<never> {
  const answer = (
    method: string,
    window: TimeWindow,
    context: TriggerContext,
    more: Record<string, unknown>,
  ): TriggerResult => {
    const call = { method: `trigger.${method}`, window: windowText(window), ...more };
    script.calls.push(call);
    const row = script.trigger[method];
    if (row === undefined) return TriggerResult.CONTINUE;
    row.only("actions", "result", "whenTime");
    if (row.has("whenTime") && row.get("whenTime").time() !== more.time) {
      return TriggerResult.CONTINUE;
    }
    if (row.has("actions")) {
      for (const action of row.get("actions").items()) act(action, window, context);
    }
    return row.has("result")
      ? RESULTS.indexOf(row.get("result").choice(...RESULTS)) as TriggerResult
      : 0;
  };
  return {
    name: "Scripted",
    canMerge: true,
    onElement: (value, timestamp, window, context) =>
      answer("onElement", window, context, { element: value, ts: timestamp }),
    onEventTime: (time, window, context) => answer("onEventTime", window, context, { time }),
    onProcessingTime: (time, window, context) =>
      answer("onProcessingTime", window, context, { time }),
    onMerge: (window, context) => void answer("onMerge", window, context, {}),
    clear: (window, context) => void answer("clear", window, context, {}),
  };
}

function act(action: CaseReader, window: TimeWindow, context: TriggerContext): void {
  const verb = action.verb(
    "registerEventTimer",
    "deleteEventTimer",
    "registerProcessingTimer",
    "deleteProcessingTimer",
    "setTriggerState",
    "clearTriggerState",
  );
  const body = action.get(verb);
  switch (verb) {
    case "registerEventTimer":
      return context.registerEventTimeTimer(timeOf(body, window));
    case "deleteEventTimer":
      return context.deleteEventTimeTimer(timeOf(body, window));
    case "registerProcessingTimer":
      return context.registerProcessingTimeTimer(timeOf(body, window));
    case "deleteProcessingTimer":
      return context.deleteProcessingTimeTimer(timeOf(body, window));
    case "setTriggerState":
      return context.state(TRIGGER_STATE).update(body.json());
    case "clearTriggerState":
      return context.state(TRIGGER_STATE).clear();
  }
}

function timeOf(body: CaseReader, window: TimeWindow): number {
  switch (body.json()) {
    case "window.start":
      return window.start;
    case "window.end":
      return window.end;
    case "window.maxTimestamp":
      return maxTimestamp(window);
  }
  return body.time();
}

function functionFor(script: Script): RichProcessWindowFunction<unknown, unknown> {
  return {
    process(key, context, elements, out) {
      const window = windowText(context.window);
      script.calls.push({ method: "windowFunction.process", key, window, input: [...elements] });
      for (const row of script.functions) {
        row.only("key", "window", "input", "emit", "sideEmit", "tag", "actions");
        const isMeant = fits(row, "key", key) && fits(row, "window", window) &&
          fits(row, "input", [...elements]);
        if (!isMeant) continue;
        if (row.has("emit")) {
          for (const value of row.get("emit").items()) out.collect(value.json());
        }
        if (row.has("sideEmit")) {
          row.get("sideEmit").choice("firstInput");
          context.output({ id: row.get("tag").text() }, elements[0]);
        }
        if (row.has("actions")) {
          row.get("actions").items().forEach((action) => change(action, context));
        }
      }
    },
    clear(context) {
      if (script.clears?.has("actions")) {
        script.clears.get("actions").items().forEach((action) => change(action, context));
      }
    },
  };
}

function change(action: CaseReader, context: ProcessWindowContext): void {
  const state = context.windowState(WINDOW_STATE);
  if (action.verb("setWindowState", "clearWindowState") === "clearWindowState") {
    return state.clear();
  }
  const value = action.get("setWindowState");
  if (value.isNull) state.clear();
  else state.update(value.json() as string);
}

/** True when a script row does not name the argument, or names this one. */
function fits(row: CaseReader, name: string, value: unknown): boolean {
  if (!row.has(name) || row.get(name).json() === "ANY") return true;
  return JSON.stringify(row.get(name).json()) === JSON.stringify(value);
}

const SCRIPTING = [
  "scriptAssigner",
  "scriptMerge",
  "scriptTrigger",
  "scriptWindowFunction",
  "scriptWindowFunctionClear",
  "resetScripts",
] as const;

const PLAYING = [
  "expectCalls",
  "expectCounts",
  "element",
  "watermark",
  "processingTime",
  "expect",
  "expectSideOutput",
  "snapshotAndRestore",
] as const;

function playStep(step: CaseReader, bench: OperatorBench, script: Script): void {
  const verb = step.verb(...SCRIPTING, ...PLAYING);
  const isScripting = (SCRIPTING as readonly string[]).includes(verb);
  if (isScripting) write(step.get(verb), verb as typeof SCRIPTING[number], script);
  else play(step, verb as typeof PLAYING[number], bench, script);
}

function write(body: CaseReader, verb: typeof SCRIPTING[number], script: Script): void {
  switch (verb) {
    case "scriptAssigner":
      script.windows = body.items().map(windowOf);
      return;
    case "scriptMerge":
      body.only("offered", "merge", "into");
      script.merges = [body, ...script.merges];
      return;
    case "scriptTrigger":
      for (const method of Object.keys(body.json() as object)) {
        script.trigger[method] = body.get(method);
      }
      return;
    case "scriptWindowFunction":
      script.functions = [body];
      return;
    case "scriptWindowFunctionClear":
      script.clears = body;
      return;
    case "resetScripts":
      return script.reset();
  }
}

function play(
  step: CaseReader,
  verb: typeof PLAYING[number],
  bench: OperatorBench,
  script: Script,
): void {
  const { harness } = bench;
  const body = step.get(verb);
  const attempt = (work: () => unknown) => attemptStep(step, work);
  switch (verb) {
    case "expectCalls":
      return expectCalls(body, script);
    case "expectCounts":
      return expectCounts(body, bench);
    case "element":
      return attempt(() => {
        const timestamp = body.has("ts") ? body.get("ts").time() : MIN;
        harness.processElement(body.get("value").json(), timestamp);
      });
    case "watermark":
      return attempt(() => harness.processWatermark(body.time()));
    case "processingTime":
      return attempt(() => harness.setProcessingTime(body.time()));
    case "expect":
      return expectPending(step, bench);
    case "expectSideOutput":
      return expectSideOutput(step, bench);
    case "snapshotAndRestore":
      return bench.restart(false);
  }
}

/** Calls so far that have these arguments. */
function expectCalls(wanted: CaseReader, { calls }: Script): void {
  const names = Object.keys(wanted.json() as object).filter((name) =>
    !["times", "method"].includes(name)
  );
  const count = calls.filter((call) => {
    if (call.method !== wanted.get("method").text()) return false;
    return names.every((name) => {
      const json = wanted.get(name).json();
      if (json === "ANY") return true;
      if (name === "windows") return sorted(json) === sorted(call[name]);
      return show(argument(wanted.get(name), name)) === show(call[name]);
    });
  }).length;
  if (wanted.get("times").json() === "atLeastOnce") return wanted.expect(count > 0, true);
  wanted.expect([...names.map((name) => wanted.get(name).json()), count], [
    ...names.map((name) => wanted.get(name).json()),
    wanted.get("times").integer(),
  ]);
}

function argument(json: CaseReader, name: string): unknown {
  if (name === "time" || name === "ts") return json.time();
  return name === "window" ? windowText(windowOf(json)) : json.json();
}

function expectCounts(wanted: CaseReader, { operator }: OperatorBench): void {
  wanted.only("stateEntries", "eventTimers", "processingTimers");
  const { contents, triggerStates, windowStates, globalStates, timers } =
    operator as WindowOperator;
  const stores = [triggerStates, windowStates, globalStates].flatMap(({ tables }) => tables);
  const sets = operator instanceof MergingWindowOperator ? [operator.windowSets] : [];
  const found: Record<string, number> = {
    stateEntries: [contents, ...stores, ...sets].reduce((sum, { size }) => sum + size, 0),
    eventTimers: timers.eventTimers.size,
    processingTimers: timers.processingTimers.size,
  };
  for (const name of Object.keys(found)) {
    if (wanted.has(name)) wanted.get(name).expect(found[name], wanted.get(name).integer());
  }
}

function sorted(windows: unknown): string {
  return (windows as unknown[]).map(show).toSorted().join(" ");
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
