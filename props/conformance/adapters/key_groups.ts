// Schema `key-groups`: ranges of key groups, assignments of keys, derived maximum parallelisms, and
// the integer functions below them. Each case holds one of these forms.

import {
  defaultMaxParallelism,
  keyGroup,
  keyGroupRange,
  operatorIndex,
  requireMaxParallelism,
} from "../../../sim/2_partitioner/key_group.ts";
import { KeyGroupRange } from "../../../sim/2_partitioner/key_group_range.ts";
import { javaHash, type Key } from "../../../sim/element/key.ts";
import type { CaseReader } from "../case_reader.ts";
import { MATH_FUNCTIONS } from "./math_functions.ts";

/** What a case holds, and what is checked for each row of it. */
const FORMS = {
  intersections: checkIntersection,
  ranges: checkRange,
  maxParallelism: checkMaxParallelism,
  pairs: checkPair,
  points: checkPoint,
  assignments: checkAssignment,
  operatorRanges: checkOperatorRange,
  defaultMaxParallelism: checkDefault,
};

/** Runs one case. */
export function keyGroups(testCase: CaseReader): void {
  const forms = Object.keys(FORMS) as (keyof typeof FORMS)[];
  const form = testCase.verb(...forms);
  testCase.only(form, "commutative", "invalid", "property", "function");
  for (const row of testCase.get(form).items()) FORMS[form](row, testCase);
  if (testCase.has("invalid")) testCase.get("invalid").items().forEach(expectNoRange);
}

function checkIntersection(row: CaseReader, testCase: CaseReader): void {
  row.only("a", "b", "result");
  const a = rangeOf(row.get("a")), b = rangeOf(row.get("b"));
  const result = row.get("result");
  const expected = result.isNull ? new KeyGroupRange() : rangeOf(result);
  result.expect(a.intersection(b), expected);
  const isCommutative = testCase.has("commutative") && testCase.get("commutative").flag();
  if (isCommutative) result.expect(b.intersection(a), expected);
}

function checkRange(row: CaseReader): void {
  row.only("start", "end", "numberOfKeyGroups", "iterates", "contains", "excludes");
  const start = row.get("start").integer();
  const range = KeyGroupRange.of(start, row.get("end").integer());
  const size = row.get("numberOfKeyGroups").integer();
  row.expect(range.size, size);
  row.expect([...range], Array.from({ length: size }, (_, i) => start + i));
  for (const [field, isInside] of [["contains", true], ["excludes", false]] as const) {
    if (!row.has(field)) continue;
    for (const group of row.get(field).items()) {
      group.expect(range.contains(group.integer()), isInside);
    }
  }
}

function expectNoRange(row: CaseReader): void {
  const start = row.only("start", "end").get("start").integer();
  const end = row.get("end").integer();
  let isRefused = false;
  try {
    KeyGroupRange.of(start, end);
  } catch {
    isRefused = true;
  }
  row.expect(isRefused, true);
}

function checkMaxParallelism(row: CaseReader): void {
  row.only("parallelism", "configured", "expected", "rescaleMaxTo", "canRescale");
  const parallelism = row.get("parallelism").integer();
  const configured = row.get("configured");
  const maxParallelism = configured.isNull
    ? defaultMaxParallelism(parallelism)
    : requireMaxParallelism(configured.integer(), parallelism);
  row.expect(maxParallelism, row.get("expected").integer());
  // KG-7: a maximum that somebody set stands, a derived one may change
  if (row.has("canRescale")) row.expect(configured.isNull, row.get("canRescale").flag());
}

/** The property is written for people: KG-2 and KG-3 agree, for each key group. */
function checkPair(row: CaseReader, testCase: CaseReader): void {
  testCase.get("property").text();
  const maxParallelism = row.only("maxParallelism", "parallelism").get("maxParallelism").integer();
  const parallelism = row.get("parallelism").integer();
  for (let group = 0; group < maxParallelism; group++) {
    const index = operatorIndex(group, maxParallelism, parallelism);
    const range = keyGroupRange(index, maxParallelism, parallelism);
    if (!range.contains(group)) row.expect(`key group ${group} in no range`, "in its range");
  }
}

function checkPoint(row: CaseReader, testCase: CaseReader): void {
  row.only("args", "result", "error");
  const name = testCase.get("function").choice(...Object.keys(MATH_FUNCTIONS));
  const args = row.get("args").items().map((arg) => arg.long());
  const isError = row.has("error") && row.get("error").flag();
  let actual: unknown;
  try {
    actual = MATH_FUNCTIONS[name](...args);
  } catch (error) {
    if (!isError) throw error;
    return;
  }
  if (isError) row.expect(actual, "an error");
  const result = row.get("result");
  row.expect(actual, typeof result.json() === "boolean" ? result.flag() : result.long());
}

function checkAssignment(row: CaseReader): void {
  row.only(
    "keyType",
    "key",
    "hashCode",
    "maxParallelism",
    "parallelism",
    "keyGroup",
    "operatorIndex",
  );
  const type = row.get("keyType").text() === "Long" ? "long" : "auto";
  const hashCode = javaHash(row.get("key").json() as Key, type);
  row.expect(hashCode, row.get("hashCode").integer());
  const maxParallelism = row.get("maxParallelism").integer();
  const group = keyGroup(hashCode, maxParallelism);
  row.expect(group, row.get("keyGroup").integer());
  const index = operatorIndex(group, maxParallelism, row.get("parallelism").integer());
  row.expect(index, row.get("operatorIndex").integer());
}

/** One subtask with `start` and `end` or `range`, or all subtasks with `ranges`. */
function checkOperatorRange(row: CaseReader): void {
  row.only("maxParallelism", "parallelism", "operatorIndex", "start", "end", "range", "ranges");
  const maxParallelism = row.get("maxParallelism").integer();
  const parallelism = row.get("parallelism").integer();
  const owned = (index: number) => keyGroupRange(index, maxParallelism, parallelism);
  if (row.has("ranges")) {
    const expected = row.get("ranges").items().map(rangeOf);
    return row.expect(Array.from({ length: parallelism }, (_, i) => owned(i)), expected);
  }
  const expected = row.has("range") ? rangeOf(row.get("range")) : rangeOf(row);
  row.expect(owned(row.get("operatorIndex").integer()), expected);
}

function checkDefault(row: CaseReader): void {
  const parallelism = row.only("parallelism", "expected").get("parallelism").integer();
  row.expect(defaultMaxParallelism(parallelism), row.get("expected").integer());
}

/** `[start, end]` or an object with these fields. */
function rangeOf(range: CaseReader): KeyGroupRange {
  const [start, end] = Array.isArray(range.json())
    ? range.items()
    : [range.get("start"), range.get("end")];
  return KeyGroupRange.of(start.integer(), end.integer());
}
