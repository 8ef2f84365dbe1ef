// Schema `window-assigners`: which windows an assigner names, which of them merge, what it refuses.

import { compareWindows, intersects, MIN, type TimeWindow, windowStart } from "@headwater/sim";
import { AssignedWindows } from "../../../sim/5_operator/window/assigned_windows.ts";
import { HarnessContext } from "../../../sim/testing/harness_context.ts";
import type { CaseReader } from "../case_reader.ts";
import { assignerOf, windowOf, windowText } from "./window_parts.ts";

/** Names of default triggers as the files write them. */
const TRIGGERS: Readonly<Record<string, string>> = {
  EventTimeTrigger: "eventTime",
  ProcessingTimeTrigger: "processingTime",
  NeverTrigger: "never",
  EndOfStreamTrigger: "endOfStream",
};

/** Runs one case. */
export function windowAssigners(testCase: CaseReader): void {
  testCase.only(
    "assigner",
    "assign",
    "mergeInput",
    "merges",
    "properties",
    "invalid",
    "invalidAssign",
    "windowStart",
    "intersects",
    "staggerOffset",
  );
  const list = (name: string) => testCase.has(name) ? testCase.get(name).items() : [];
  if (testCase.has("assign")) checkAssign(testCase);
  if (testCase.has("mergeInput")) checkMerges(testCase);
  if (testCase.has("properties")) checkProperties(testCase);
  for (const spec of list("invalid")) spec.expect(isRefused(() => assignerOf(spec)), true);
  for (const row of list("invalidAssign")) {
    const bench = new AssignerBench(row.get("assigner"));
    row.expect(isRefused(() => bench.assign(row)), true);
  }
  for (const row of list("windowStart")) {
    const [ts, offset, size, start] = ["ts", "offset", "size", "start"].map((name) =>
      row.get(name).time()
    );
    row.expect(windowStart(ts, offset, size), start);
  }
  for (const row of list("intersects")) {
    const [a, b] = [row.get("a"), row.get("b")].map(windowOf);
    row.expect([intersects(a, b), intersects(b, a)], Array(2).fill(row.get("expect").flag()));
  }
}

/** An assigner with an operator around it that remembers its stagger. */
class AssignerBench {
  readonly context: HarnessContext = new HarnessContext();
  private readonly owner = { spec: { name: "tested" }, staggerOffset: -1 };
  private readonly assigned = new AssignedWindows(this.owner);
  private readonly assigner;

  constructor(spec: CaseReader) {
    this.assigner = assignerOf(spec);
    this.context.now = MIN;
  }

  get staggerOffset(): number {
    return this.owner.staggerOffset;
  }

  assign(row: CaseReader): TimeWindow[] {
    const { assigned, assigner, context } = this;
    if (row.has("processingTime")) context.now = row.get("processingTime").time();
    assigned.begin(context);
    const value = row.has("value") ? row.get("value").json() : "element";
    assigner.assignWindows(value as never, row.get("ts").time(), assigned);
    const { starts, ends, count } = assigned;
    return starts.slice(0, count).map((start, i) => ({ start, end: ends[i] }));
  }
}

function checkAssign(testCase: CaseReader): void {
  const bench = new AssignerBench(testCase.get("assigner"));
  for (const row of testCase.get("assign").items()) {
    row.only("ts", "processingTime", "value", "windows", "order");
    const windows = bench.assign(row), wanted = row.get("windows").items().map(windowOf);
    const isExact = !row.has("order") || row.get("order").text() === "exact";
    if (!isExact) [windows, wanted].forEach((list) => list.sort(compareWindows));
    row.expect(windows.map(windowText), wanted.map(windowText));
  }
  if (!testCase.has("staggerOffset")) return;
  const offset = testCase.get("staggerOffset");
  offset.expect(bench.staggerOffset, offset.integer());
}

function checkMerges(testCase: CaseReader): void {
  const { mergeWindows } = assignerOf(testCase.get("assigner"));
  const found: unknown[] = [];
  const input = testCase.get("mergeInput").items().map(windowOf);
  const note = (from: readonly TimeWindow[], to: TimeWindow) => {
    const sources = [...from].sort(compareWindows).map(windowText);
    return JSON.stringify([sources, windowText(to)]);
  };
  mergeWindows!(input, (merged, sources) => found.push(note(sources, merged)));
  const wanted = testCase.get("merges").items().map((row) =>
    note(row.get("from").items().map(windowOf), windowOf(row.get("to")))
  );
  testCase.expect(found.toSorted(), wanted.toSorted());
}

function checkProperties(testCase: CaseReader): void {
  const assigner = assignerOf(testCase.get("assigner"));
  const properties = testCase.get("properties").only("isEventTime", "defaultTrigger");
  properties.get("isEventTime").expect(assigner.isEventTime, properties.get("isEventTime").flag());
  if (!properties.has("defaultTrigger")) return;
  const trigger = properties.get("defaultTrigger");
  trigger.expect(TRIGGERS[assigner.defaultTrigger.name], trigger.text());
}

function isRefused(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
