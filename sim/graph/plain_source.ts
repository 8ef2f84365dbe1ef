// The source of a plain job: its splits, checked as a log would check them.

import type { Source, SourceSplit } from "../1_source/source.ts";
import type { PlainSource, PlainSplit } from "./plain_job.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { isTimestamp } from "../clock/time.ts";

/** Makes the source. Errors: `E-GRAPH-DUP`, `E-LOG-ORDER`, `E-TS-RANGE`. */
export function toSource({ splits, canRewind }: PlainSource, path: string): Source<unknown> {
  const ids = new Set<string>();
  splits.forEach(({ id }, index) => {
    if (ids.has(id)) {
      refuse(
        "E-GRAPH-DUP",
        `${path}.splits[${index}].id is ${showValue(id)} like an earlier split's`,
      );
    }
    ids.add(id);
  });
  const made = splits.map((split, index) => toSplit(split, `${path}.splits[${index}]`));
  const powers = canRewind === undefined ? {} : { canRewind };
  return Object.freeze({ type: "source", splits: Object.freeze(made), ...powers });
}

function toSplit({ id, records, ...kept }: PlainSplit, path: string): SourceSplit<unknown> {
  let previous = 0;
  const made = records.map((record, index) => {
    const at = `${path}.records[${index}]`;
    const { arrival = 0, timestamp } = record;
    if (arrival < previous) {
      refuse(
        "E-LOG-ORDER",
        `${at}.arrival is ${arrival}, before its predecessor at ${previous}; wanted: arrivals that ` +
          `never decrease within a split. Usual cause: records sorted by event time`,
      );
    }
    if (timestamp !== undefined && !isTimestamp(timestamp)) {
      refuse(
        "E-TS-RANGE",
        `${at}.timestamp is ${showValue(timestamp)}; wanted: whole milliseconds within ±8.64e15`,
      );
    }
    previous = arrival;
    return Object.freeze({ ...record, arrival });
  });
  return Object.freeze({ id, records: Object.freeze(made), ...kept });
}
