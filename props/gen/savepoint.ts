// Made-up savepoints as data, with everything that users may store: not from a run, so that every shape is
// met.

import fc from "fast-check";
import type {
  Key,
  SavedEntry,
  SavedNamespace,
  SavedOperator,
  SavedPart,
  SavedState,
  SavedTimer,
  Savepoint,
} from "@headwater/sim";

const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, Number.MAX_SAFE_INTEGER),
);
const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("$", "__proto__", "\ud800"));

/** Plain values, as users store them. */
export const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    numbers,
    texts,
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(texts, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const keyFields = fc.oneof(fc.maxSafeInteger(), texts, fc.boolean());
const keys: fc.Arbitrary<Key> = fc.oneof(
  keyFields,
  fc.array(keyFields, { minLength: 1, maxLength: 3 }),
);
const times = fc.maxSafeInteger();
const namespaces: fc.Arbitrary<SavedNamespace> = fc.oneof(
  fc.constant(null),
  fc.nat(1),
  fc.tuple(times, times).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
);

const states: fc.Arbitrary<SavedState> = fc
  .tuple(
    texts,
    fc.constantFrom("value", "reducing", "aggregating", "list", "map"),
    fc.boolean(),
  )
  .chain(([name, kind, isTimed]) => {
    const pieces = isTimed ? fc.record({ value: values, at: times }) : values;
    const stored = kind === "list"
      ? fc.array(pieces, { maxLength: 3 })
      : kind === "map"
      ? fc.array(fc.tuple(keys, pieces), { maxLength: 3 })
      : pieces;
    const entries: fc.Arbitrary<SavedEntry> = fc.record({
      key: keys,
      namespace: namespaces,
      value: stored,
    });
    return fc.record({
      name: fc.constant(name),
      kind: fc.constant(kind),
      isTimed: fc.constant(isTimed),
      entries: fc.array(entries, { maxLength: 4 }),
    });
  });

const timers: fc.Arbitrary<readonly SavedTimer[]> = fc.array(
  fc.record({ key: keys, namespace: namespaces, timestamp: times }),
  { maxLength: 3 },
);

const parts: fc.Arbitrary<SavedPart> = fc.oneof(
  fc.record({ part: texts, type: fc.constant("state" as const), state: states }),
  fc.record({
    part: texts,
    type: fc.constant("states" as const),
    states: fc.array(states, { maxLength: 2 }),
  }),
  fc.record({
    part: texts,
    type: fc.constant("timers" as const),
    timers: fc.record({ event: timers, processing: timers }),
  }),
);

const operators: fc.Arbitrary<SavedOperator> = fc.record({
  uid: texts,
  name: texts,
  maxParallelism: fc.integer({ min: 3, max: 32768 }),
  keyType: fc.constantFrom("auto", "long", null),
  subtasks: fc.array(
    fc.record({
      isFinished: fc.boolean(),
      parts: fc.array(parts, { maxLength: 3 }),
      lists: fc.array(
        fc.record({
          name: texts,
          mode: fc.constantFrom("split", "union", "broadcast"),
          items: fc.array(values, { maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** Savepoints of no job at all. */
export const savepoints: fc.Arbitrary<Savepoint> = fc.record({
  format: fc.constant(1),
  engine: texts,
  checkpointId: fc.integer({ min: 1, max: 1 << 20 }),
  mode: fc.constantFrom("take", "stop", "drain"),
  triggeredAt: fc.nat(),
  completedAt: fc.nat(),
  operators: fc.uniqueArray(operators, { selector: ({ uid }) => uid, maxLength: 3 }),
});
