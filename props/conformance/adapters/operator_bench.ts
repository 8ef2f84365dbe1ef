// An operator with its harness, for the schemas that drive one: what goes in, what came out, and a
// restart from what it remembers.

import { type Element, MIN, type Operator, type OperatorSpec } from "@headwater/sim";
import type { TimerService } from "@headwater/sim";
import { type HarnessOptions, OperatorHarness } from "@headwater/sim/testing";
import type { OperatorListState } from "../../../sim/6_state/operator_list_state.ts";
import type { KeyTable } from "../../../sim/element/key_table.ts";
import type { CaseReader } from "../case_reader.ts";

/** The parts of a harness that a restart touches. */
interface Surroundings {
  now: number;
  currentWatermark: number;
  timerAt: number;
  tickAt: number;
  output: Element[];
  keys: KeyTable;
}

/** One operator under test. */
export class OperatorBench {
  harness: OperatorHarness<unknown>;
  /** Output that no expectation has asked for yet. */
  pending: Element[] = [];

  constructor(spec: OperatorSpec, options: HarnessOptions<unknown>) {
    this.harness = new OperatorHarness(spec, options);
    // ticks are counted from the start of a task, which no case knows
    if (this.operator.tickPeriod === 0) this.surroundings.now = MIN;
  }

  get operator(): Operator {
    return this.harness.operator;
  }

  get now(): number {
    return this.surroundings.now;
  }

  /** Everything that came out and was not asked for. */
  collect(): Element[] {
    this.pending.push(...this.harness.takeOutput());
    return this.pending;
  }

  /** A new operator with what the old one remembers: event time begins anew (README §3.1). */
  restart(keepsOutput: boolean): void {
    if (keepsOutput) this.collect();
    else this.pending = [];
    this.harness = this.harness.fork();
    this.harness["combined"].build(2);
    const { operator, surroundings } = this;
    if (!keepsOutput) surroundings.output = [];
    surroundings.currentWatermark = surroundings.now = MIN;
    surroundings.timerAt = surroundings.tickAt = Infinity;
    const { timers } = operator as { timers?: TimerService };
    if (timers === undefined) return;
    timers.currentWatermark = MIN;
    timers.armedAt = Infinity;
    timers.arm(this.harness["context"]);
  }

  /** The numbers of keys: subtasks that hand state to each other have one table. */
  get keys(): KeyTable {
    return this.surroundings.keys;
  }

  set keys(keys: KeyTable) {
    this.surroundings.keys = keys;
  }

  /** What a checkpoint holds of it beside keyed state. */
  snapshotLists(): readonly OperatorListState[] {
    return this.operator.snapshotState(0, this.harness["context"]);
  }

  /** Begins with what other subtasks remembered: its own keys' share, and lists. */
  restoreFrom(
    before: readonly OperatorBench[],
    isOwn: (key: number) => boolean,
    items: (name: string) => readonly unknown[],
  ): void {
    const { operator, harness } = this, context = harness["context"];
    const parts = operator.keyedParts();
    for (const { operator: old } of before) {
      for (const [name, saved] of Object.entries(old.keyedParts())) {
        parts[name].absorb(saved, isOwn);
      }
    }
    const lists = before.flatMap((bench) => bench.snapshotLists());
    const names = [...new Set(lists.map(({ name }) => name))];
    operator.restoreState({ isRestored: true, names, items }, context);
    (operator as { timers?: TimerService }).timers?.arm(context);
  }

  /** Output cannot be had, or can be had again: whoever waits for it is not idle. */
  holdOutput(isHeld: boolean): void {
    const { operator, harness } = this;
    type Pausing = { pauseInput?(context: unknown): void; resumeInput?(context: unknown): void };
    const pausing = operator as unknown as Pausing;
    if (isHeld) pausing.pauseInput?.(harness["context"]);
    else pausing.resumeInput?.(harness["context"]);
  }

  private get surroundings(): Surroundings {
    return this.harness["context"] as unknown as Surroundings;
  }
}

/** An element as the files write it. */
export function elementText(element: Element): unknown {
  switch (element.type) {
    case "record":
      return { value: element.value, ts: element.timestamp };
    case "watermark":
      return { watermark: element.timestamp };
    case "status":
      return { watermarkStatus: element.status };
    default:
      return element;
  }
}

/** Takes what a step `expect` asks for, all that is pending or the first few, and compares it. */
export function expectPending(step: CaseReader, bench: OperatorBench): void {
  const all = bench.collect();
  const isPartial = step.has("partial") && step.get("partial").flag();
  if (!isPartial) return expectOutput(step, all.splice(0, all.length));
  let left = step.get("expect").items().length;
  const isOnlyRecords = step.has("recordsOnly") && step.get("recordsOnly").flag();
  const isCounted = ({ type }: Element) => !isOnlyRecords || type === "record";
  const end = all.findIndex((one) => isCounted(one) && left-- === 0);
  expectOutput(step, all.splice(0, end < 0 ? all.length : end));
}

/** The step `expectContains`: each item occurs somewhere, as far as it says what it is. */
export function expectContains(step: CaseReader, bench: OperatorBench): void {
  const found = bench.collect().map(elementText) as Record<string, unknown>[];
  for (const item of step.get("expectContains").items()) {
    const wanted = itemOf(item);
    const isAny = (name: string) => {
      const flag = `any${name === "ts" ? "Ts" : "Value"}`;
      return !item.has(name) || (item.has(flag) && item.get(flag).flag());
    };
    const isThere = found.some((text) =>
      Object.keys(wanted).every((name) =>
        name in text && (show(text[name]) === show(wanted[name]) || isAny(name))
      )
    );
    item.expect(isThere, true);
  }
}

/** A step that must fail if it says so. */
export function attempt(step: CaseReader, work: () => unknown): void {
  if (!step.has("expectError") || !step.get("expectError").flag()) return void work();
  try {
    work();
  } catch {
    return;
  }
  step.expect("no error", "an error");
}

/** Compares a list of expected output items with what came out (README §2). */
export function expectOutput(step: CaseReader, found: readonly Element[]): void {
  const isExact = !step.has("order") ||
    step.get("order").choice("exact", "anyWithinBatch") === "exact";
  const isOnly = (name: string) => step.has(name) && step.get(name).flag();
  const items = step.get("expect").items();
  const records = isOnly("recordsOnly") ? found.filter(({ type }) => type === "record") : found;
  const texts = records.map(elementText) as Record<string, unknown>[];
  const wanted = items.map(itemOf);
  items.forEach((item, i) => {
    const text = texts[i];
    if (text === undefined) return;
    if (item.has("anyTs") && item.get("anyTs").flag()) text.ts = wanted[i].ts = "any";
    if (item.has("anyValue") && item.get("anyValue").flag()) text.value = wanted[i].value = "any";
  });
  if (isOnly("valuesOnly")) {
    for (const list of [texts, wanted]) list.forEach((text) => delete text.ts);
  }
  if (isExact) return step.expect(texts, wanted);
  step.expect(texts.map(watermarkOrNot), wanted.map(watermarkOrNot));
  step.expect(texts.map(show).toSorted(), wanted.map(show).toSorted());
}

/** An expected output item, written as {@linkcode elementText} writes what came out. */
export function itemOf(item: CaseReader): Record<string, unknown> {
  item.only("value", "ts", "watermark", "watermarkStatus", "anyValue", "anyTs");
  if (item.has("watermark")) return { watermark: item.get("watermark").time() };
  if (item.has("watermarkStatus")) return { watermarkStatus: item.get("watermarkStatus").text() };
  return {
    value: item.has("value") ? item.get("value").json() : "any",
    ts: item.has("ts") ? item.get("ts").time() : MIN,
  };
}

function watermarkOrNot(text: Record<string, unknown>): unknown {
  return "watermark" in text ? text : "record";
}

function show(text: unknown): string {
  return JSON.stringify(text);
}

/** Compares a side output. */
export function expectSideOutput(step: CaseReader, bench: OperatorBench): void {
  const { harness } = bench;
  const wanted = step.get("expectSideOutput").only("tag", "records");
  const found = harness.takeSideOutput(wanted.get("tag").text())
    .map(({ value, timestamp }) => ({ value, ts: timestamp }));
  const records = wanted.get("records").items().map((record) => ({
    value: record.get("value").json(),
    ts: record.has("ts") ? record.get("ts").time() : MIN,
  }));
  const isExact = !step.has("order") || step.get("order").text() === "exact";
  if (isExact) return step.expect(found, records);
  step.expect(found.map(show).toSorted(), records.map(show).toSorted());
}
