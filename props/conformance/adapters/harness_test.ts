// Forms of `harness`, `window-operator-contract`, `triggers` and `timers` that no case in the folder uses,
// and cases that must fail.

import { match, strictEqual } from "node:assert/strict";
import type { Adapter } from "../adapter.ts";
import { CaseReader } from "../case_reader.ts";
import { failureOf } from "../conformance_file.ts";
import { harness } from "./harness.ts";
import { timers } from "./timers.ts";
import { triggers } from "./triggers.ts";
import { windowContract } from "./window_contract.ts";

const TUMBLING = {
  kind: "window",
  keySelector: "field0",
  assigner: { type: "tumblingEventTime", size: 10 },
  windowState: { type: "list" },
  function: { name: "passThrough" },
  trigger: { type: "eventTime" },
  evictor: null,
  allowedLateness: 0,
  lateOutputTag: null,
};
const A = { element: { value: ["a", 1], ts: 3 } }, B = { element: { value: ["b", 2], ts: 4 } };

/** Emits a list of what it has, and counts in its state. */
const COUNTING = {
  kind: "keyedProcess",
  keySelector: "identity",
  function: {
    onElement: [
      { if: { stateIsNull: "n" }, then: [{ setState: ["n", 1] }], else: [{ setState: ["n", 2] }] },
      { registerEventTimer: 50 },
      { emit: [{ var: "key" }, { state: "n" }] },
    ],
    onTimer: [{ emit: [{ var: "key" }, "late", { state: "n" }] }],
  },
};
const OWN = { keyOwnedBySubtask: 0 }, OTHER = { keyOwnedBySubtask: 1 };
const at = (subtask: number, step: Record<string, unknown>) => ({ subtask, ...step });
const element = (value: unknown) => ({ element: { value, ts: 1 } });

const SCRIPTED = {
  kind: "windowScripted",
  keySelector: "identity",
  mergingAssigner: false,
  isEventTime: true,
  allowedLateness: 0,
  lateOutputTag: null,
};

const PASSING: readonly [string, Adapter, Record<string, unknown>][] = [
  ["a step that must fail", harness, {
    operator: TUMBLING,
    steps: [{ element: { value: ["a", 1] }, expectError: true }, A, { watermark: 9 }, {
      expect: [{ value: ["a", 1], ts: 9 }, { watermark: 9 }],
    }],
  }],
  ["the first records of what is pending", harness, {
    operator: TUMBLING,
    steps: [
      { watermark: 0 },
      A,
      B,
      { watermark: 9 },
      { expect: [{ value: ["a", 1], ts: 9 }], partial: true, recordsOnly: true },
      { expectPendingCount: 2 },
      { expectContains: [{ value: ["b", 2], ts: 9 }, { watermark: 9 }] },
      { expectContains: [{ value: ["b", 2] }, { value: 0, anyValue: true, ts: 9 }] },
    ],
  }],
  ["a key that is all of the value", harness, {
    operator: { ...TUMBLING, keySelector: "toString", evictor: { type: "count", maxCount: 1 } },
    steps: [A, A, B, { watermark: 9 }, {
      expect: [{ value: ["a", 1] }, { value: ["b", 2] }],
      valuesOnly: true,
      recordsOnly: true,
    }],
  }],
  ["keyed state and timers of another parallelism", harness, {
    operator: COUNTING,
    maxParallelism: 10,
    before: {
      parallelism: 1,
      steps: [at(0, element("x")), at(0, element("y")), at(0, { expectPendingCount: 2 })],
    },
    after: {
      parallelism: 2,
      steps: [
        at(0, { watermark: 50 }),
        at(1, { watermark: 50 }),
        at(0, {
          expect: [{ value: ["y", "late", 1], ts: 50 }],
          recordsOnly: true,
        }),
        at(1, {
          expect: [{ value: ["x", "late", 1], ts: 50 }],
          recordsOnly: true,
        }),
      ],
    },
  }],
  ["keys by their owners", harness, {
    operator: { ...COUNTING, function: { onElement: [{ emit: 1 }] } },
    maxParallelism: 10,
    before: { parallelism: 2, steps: [at(0, element(OWN)), at(1, element(OTHER))] },
    after: { parallelism: 2, steps: [at(0, element(OWN)), at(0, { expectPendingCount: 1 })] },
  }],
  ["an element without timestamp, and a trigger state that is a number", windowContract, {
    operator: { ...SCRIPTED, isEventTime: false },
    steps: [
      { scriptAssigner: [[0, 5]] },
      { scriptTrigger: { onElement: { actions: [{ setTriggerState: 7 }], result: "FIRE" } } },
      { scriptWindowFunction: { emit: ["fired"] } },
      { element: { value: "k" } },
      { expect: [{ value: "fired", ts: 4 }], partial: true },
      { expectCounts: { stateEntries: 2 } },
    ],
  }],
  ["a timeout that says nothing of its options", triggers, {
    trigger: { type: "processingTimeout", inner: { type: "count", maxCount: 9 }, timeout: 50 },
    steps: [
      { advanceProcessingTime: 0 },
      { onElement: { value: 1, window: [0, 2] }, result: "CONTINUE" },
      { advanceProcessingTime: 50, window: [0, 2], result: "FIRE" },
    ],
  }],
  ["keys of any name, split by what is said of them", timers, {
    steps: [
      { setKey: "left" },
      { registerEventTimer: { namespace: "n", ts: 5 } },
      { setKey: "right" },
      { registerEventTimer: { namespace: "n", ts: 6 } },
      {
        snapshotAndSplitByKeyGroup: {
          service1: "the half with the key group of right",
          service2: "the half with the key group of left",
        },
      },
      { service: 1, expectCounts: { eventTimers: 1 } },
      { service: 1, advanceWatermark: 9 },
      {
        service: 1,
        expectFired: {
          timeDomain: "event",
          total: 1,
          timers: [{ key: "right", namespace: "n", ts: 6, times: 1 }],
        },
      },
    ],
  }],
];

const FAILING: readonly [string, Adapter, Record<string, unknown>, RegExp][] = [
  ["a step that should have failed", harness, {
    operator: TUMBLING,
    steps: [{ ...A, expectError: true }],
  }, /expected "an error", got "no error"/],
  ["an item that did not come", harness, {
    operator: TUMBLING,
    steps: [A, { watermark: 9 }, { expectContains: [{ value: ["a", 1], ts: 8 }] }],
  }, /expectContains\[0\]: expected true, got false/],
  ["a watermark that did not come", harness, {
    operator: TUMBLING,
    steps: [A, { watermark: 9 }, { expectContains: [{ watermark: 8 }] }],
  }, /expected true, got false/],
  ["more than is pending", harness, {
    operator: TUMBLING,
    steps: [A, { expect: [{ value: ["a", 1], ts: 9 }], partial: true }],
  }, /expected .*, got \[\]/],
  ["an unknown word", harness, {
    operator: TUMBLING,
    steps: [{ elemant: 1 }],
  }, /one of element/],
];

for (const [title, adapter, testCase] of PASSING) {
  Deno.test(`${adapter.name} takes ${title}`, () => {
    strictEqual(failureOf(new CaseReader(testCase, "case"), adapter), null);
  });
}

for (const [title, adapter, testCase, reason] of FAILING) {
  Deno.test(`${adapter.name} refuses ${title}`, () => {
    match(failureOf(new CaseReader(testCase, "case"), adapter) ?? "passed", reason);
  });
}
