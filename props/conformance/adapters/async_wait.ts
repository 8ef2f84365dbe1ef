// Schema `async-wait`: the queue of an asynchronous operator alone, and the operator with time around it.

import { AsyncEntry, AsyncQueue } from "@headwater/sim";
import type { CaseReader } from "../case_reader.ts";
import { AsyncBench } from "./async_bench.ts";
import { elementText, expectOutput } from "./operator_bench.ts";

/** Runs one case. */
export function asyncWait(testCase: CaseReader): void {
  if (!testCase.has("operator")) return playQueue(testCase.only("mode", "capacity", "steps"));
  testCase.only("operator", "steps");
  const bench = new AsyncBench(testCase.get("operator"));
  for (const step of testCase.get("steps").items()) playStep(step, bench);
}

function playQueue(testCase: CaseReader): void {
  const isOrdered = testCase.get("mode").choice("ordered", "unordered") === "ordered";
  const capacity = testCase.get("capacity").integer();
  const queue = new AsyncQueue();
  const entries = new Map<string, AsyncEntry>();
  for (const step of testCase.get("steps").items()) {
    const verb = step.verb(
      "put",
      "complete",
      "popCompleted",
      "expectSize",
      "expectEmpty",
      "expectValues",
    );
    const body = step.get(verb);
    switch (verb) {
      case "put": {
        const isAccepted = queue.size < capacity;
        if (step.has("accepted")) step.expect(isAccepted, step.get("accepted").flag());
        if (!isAccepted) break;
        const entry = entryOf(body);
        if (step.has("id")) entries.set(step.get("id").text(), entry);
        queue.put(entry);
        break;
      }
      case "complete":
        queue.complete(entries.get(body.text())!, step.get("results").json() as unknown[]);
        break;
      case "popCompleted": {
        const popped: unknown[] = [];
        for (let entry = queue.next(isOrdered); entry !== null; entry = queue.next(isOrdered)) {
          queue.remove(entry);
          popped.push(...textsOf(entry));
        }
        step.expect(popped, body.items().map(itemText));
        break;
      }
      case "expectSize":
        step.expect(queue.size, body.integer());
        break;
      case "expectEmpty":
        step.expect(queue.size === 0, body.flag());
        break;
      case "expectValues": {
        const found = queue.entries.map(({ isWatermark, value, timestamp }) =>
          isWatermark ? { watermark: timestamp } : { value, ts: timestamp }
        );
        step.expect(found, body.items().map(itemText));
      }
    }
  }
}

function entryOf(body: CaseReader): AsyncEntry {
  const entry = new AsyncEntry();
  if (body.has("watermark")) {
    entry.isWatermark = true;
    entry.timestamp = body.get("watermark").time();
  } else {
    entry.value = body.get("value").json();
    entry.timestamp = body.get("ts").time();
  }
  return entry;
}

function textsOf({ isWatermark, results, timestamp }: AsyncEntry): unknown[] {
  if (isWatermark) return [{ watermark: timestamp }];
  return results!.map((value) => ({ value, ts: timestamp }));
}

function itemText(item: CaseReader): unknown {
  if (item.has("watermark")) return { watermark: item.get("watermark").time() };
  return { value: item.get("value").json(), ts: item.get("ts").time() };
}

function playStep(step: CaseReader, bench: AsyncBench): void {
  const verb = step.verb(
    "element",
    "watermark",
    "processingTime",
    "releaseAsyncResults",
    "waitForOutputs",
    "checkpoint",
    "snapshotAndRestore",
    "endInput",
    "expect",
    "expectSetOf",
    "expectJobFailure",
    "expectActiveProcessingTimers",
    "expectInvocationsAtMost",
  );
  const body = step.get(verb);
  switch (verb) {
    case "element":
      return bench.process(body.get("value").json(), body.has("ts") ? body.get("ts").time() : null);
    case "watermark":
      return bench.processWatermark(body.time());
    case "processingTime":
      return bench.setTime(body.time());
    case "releaseAsyncResults":
      return bench.release(step.has("releaseOrder"));
    case "waitForOutputs":
      return bench.waitFor(body.integer());
    case "checkpoint":
      return;
    case "snapshotAndRestore":
      return bench.restore(
        step.has("operatorAfterRestore") ? step.get("operatorAfterRestore") : null,
      );
    case "endInput":
      return bench.end();
    default:
      return check(step, verb, bench);
  }
}

function check(step: CaseReader, verb: string, bench: AsyncBench): void {
  const body = step.get(verb);
  switch (verb) {
    case "expect": {
      const found = bench.takeOutput();
      if (step.has("fixedPositions")) {
        const wanted = body.items();
        for (const position of step.get("fixedPositions").items()) {
          const index = position.integer();
          position.expect(elementText(found[index]), itemText(wanted[index]));
        }
      }
      return expectOutput(step, found);
    }
    case "expectSetOf": {
      const texts = (list: unknown[]) =>
        [...new Set(list.map((one) => JSON.stringify(one)))].toSorted();
      return step.expect(
        texts(bench.takeOutput().map(elementText)),
        texts(body.items().map(itemText)),
      );
    }
    case "expectJobFailure":
      if (body.text() === "timeout") step.expect(/E-ASYNC-TIMEOUT/.test(bench.failure), true);
      return step.expect(bench.failure !== "", true);
    case "expectActiveProcessingTimers":
      return step.expect(bench.timerCount, body.integer());
    case "expectInvocationsAtMost":
      for (const [value, most] of Object.entries(body.json() as Record<string, number>)) {
        step.expect((bench.invocations.get(value) ?? 0) <= most, true);
      }
  }
}
