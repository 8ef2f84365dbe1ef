import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { SavedNamespace } from "./savepoint.ts";
import { KeyTable } from "../element/key_table.ts";
import { WindowTable } from "../5_operator/window/window_table.ts";
import { VOID_NAMESPACE } from "../6_state/triggerable.ts";
import { assertRefused } from "../refused_for_tests.ts";
import { Numbering } from "./numbering.ts";

const numberingOf = (windows: WindowTable | null, keyType: "auto" | "long" = "auto") =>
  new Numbering({ keys: new KeyTable(), keyType, maxParallelism: 128, windows, operator: "op" });

Deno.test("a key is the same before and after, with the hash of its type", () => {
  const keys = new KeyTable();
  keys.intern(7);
  const long = new Numbering({
    keys,
    keyType: "long",
    maxParallelism: 128,
    windows: null,
    operator: "op",
  });
  const number = long.numberOf(2 ** 40);
  strictEqual(long.keyOf(number), 2 ** 40);
  strictEqual(number, keys.intern(2 ** 40, "long"));
});

Deno.test("a namespace is nothing, a number, or a window where there are windows", () => {
  const windows = new WindowTable(), plain = numberingOf(null), windowed = numberingOf(windows);
  const number = windows.intern(0, 500);
  const cases: [Numbering, number, SavedNamespace][] = [
    [plain, VOID_NAMESPACE, null],
    [plain, 1, 1],
    [windowed, VOID_NAMESPACE, null],
    [windowed, number, [0, 500]],
  ];
  for (const [numbering, namespace, saved] of cases) {
    deepStrictEqual(numbering.namespaceOf(namespace), saved);
    strictEqual(numbering.numberOfNamespace(saved), namespace);
  }
});

Deno.test("windows of a key are in the order of their times, not of their numbers", () => {
  const windows = new WindowTable();
  const later = windows.intern(500, 1000), first = windows.intern(0, 500);
  const { compareNamespaces } = numberingOf(windows).order;
  deepStrictEqual([later, first, VOID_NAMESPACE].toSorted(compareNamespaces), [
    VOID_NAMESPACE,
    first,
    later,
  ]);
});

Deno.test("F79 E-RESTORE-SCHEMA a window has no place where there are none, nor a number among windows", () => {
  assertRefused(
    () => numberingOf(null).numberOfNamespace([0, 500]),
    "E-RESTORE-SCHEMA",
    `"op"`,
    "a window",
  );
  assertRefused(
    () => numberingOf(new WindowTable()).numberOfNamespace(1),
    "E-RESTORE-SCHEMA",
    "no window",
  );
});
