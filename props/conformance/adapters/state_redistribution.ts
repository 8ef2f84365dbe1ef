// Schema `state-redistribution`: which old subtasks a mapper gives to a new one; how named operator state
// is dealt out; who gets which channel state. Each case holds one of these forms.

import { NamedError } from "../../../sim/clock/named_error.ts";
import { assignChannelState } from "../../../sim/checkpoint/channel_state_assignment.ts";
import type {
  ChannelStateShare,
  RescaledEnd,
} from "../../../sim/checkpoint/channel_state_assignment.ts";
import type { RescaleMapping } from "../../../sim/checkpoint/rescale_mapping.ts";
import { mapSubtasks } from "../../../sim/checkpoint/subtask_state_mapper.ts";
import type { CaseReader } from "../case_reader.ts";
import { redistribute } from "./operator_state_bench.ts";

const MAPPERS = ["ARBITRARY", "FIRST", "FULL", "RANGE", "ROUND_ROBIN", "UNSUPPORTED"] as const;

/** Runs one case. */
export function stateRedistribution(testCase: CaseReader): void {
  switch (testCase.verb("subtaskMapping", "operatorState", "channelState")) {
    case "subtaskMapping":
      return testCase.only("subtaskMapping").get("subtaskMapping").items().forEach(checkMapping);
    case "operatorState":
      return redistribute(testCase.only("operatorState", "redistribute"));
    case "channelState":
      return checkChannelState(testCase.only("channelState").get("channelState"));
  }
}

/** `newToOld` by new subtask, or `error` where there is no mapping. */
function checkMapping(row: CaseReader): void {
  row.only("mapper", "oldParallelism", "newParallelism", "newToOld", "error");
  const { mapper, oldParallelism, newParallelism } = endOf(row, "mapper");
  const expected = row.verb("newToOld", "error");
  let mapping: RescaleMapping | null = null;
  try {
    mapping = mapSubtasks(mapper, oldParallelism, newParallelism);
  } catch (error) {
    if (!(error instanceof NamedError) || expected !== "error") throw error;
  }
  if (expected === "error") return row.expect(mapping === null, row.get("error").flag());
  row.expect(mapping, mappingIn(row.get("newToOld")));
}

/** An edge of which both ends are rescaled alike; `distribution` says what the mappers follow from. */
function checkChannelState(edge: CaseReader): void {
  edge.only(
    ...["upstreamMapper", "downstreamMapper", "distribution", "oldParallelism", "newParallelism"],
    ...["downstreamInputChannelStateFromOld", "upstreamResultSubpartitionStateFromOld"],
    ...["upstreamOutputDescriptors", "downstreamInputDescriptors"],
  );
  if (edge.has("distribution")) edge.get("distribution").choice("ALL_TO_ALL", "POINTWISE");
  const { senders, receivers } = assignChannelState({
    senders: endOf(edge, "upstreamMapper"),
    receivers: endOf(edge, "downstreamMapper"),
  });
  checkOldSubtasks(edge, "upstreamResultSubpartitionStateFromOld", senders);
  checkOldSubtasks(edge, "downstreamInputChannelStateFromOld", receivers);
  checkDescriptors(edge, "upstreamOutputDescriptors", senders);
  checkDescriptors(edge, "downstreamInputDescriptors", receivers);
}

function checkOldSubtasks(
  edge: CaseReader,
  field: string,
  shares: readonly ChannelStateShare[],
): void {
  if (!edge.has(field)) return;
  const expected = edge.get(field);
  expected.expect(shares.map(({ oldSubtasks }) => oldSubtasks), mappingIn(expected));
}

/** By new subtask: an object, or `NO_RESCALE`. */
function checkDescriptors(
  edge: CaseReader,
  field: string,
  shares: readonly ChannelStateShare[],
): void {
  if (!edge.has(field)) return;
  const expected = edge.get(field).items();
  edge.get(field).expect(shares.length, expected.length);
  expected.forEach((row, index) => {
    const { descriptor } = shares[index];
    if (descriptor === null) return row.expect("NO_RESCALE", row.json());
    row.only("oldSubtasks", "channelMapping", "ambiguousSubtasks");
    row.get("oldSubtasks").expect(descriptor.oldSubtasks, numbersIn(row.get("oldSubtasks")));
    // Flink leaves out subtasks at the end that read nothing
    const wanted = withoutIdleEnd(mappingIn(row.get("channelMapping")));
    row.get("channelMapping").expect(withoutIdleEnd(descriptor.channelMapping), wanted);
    const ambiguous = numbersIn(row.get("ambiguousSubtasks")).sort((a, b) => a - b);
    row.get("ambiguousSubtasks").expect(descriptor.ambiguousSubtasks, ambiguous);
  });
}

function withoutIdleEnd(mapping: RescaleMapping): RescaleMapping {
  return mapping.slice(0, mapping.findLastIndex((old) => old.length > 0) + 1);
}

function endOf(row: CaseReader, mapper: string): RescaledEnd {
  return {
    mapper: row.get(mapper).choice(...MAPPERS),
    oldParallelism: row.get("oldParallelism").integer(),
    newParallelism: row.get("newParallelism").integer(),
  };
}

function mappingIn(lists: CaseReader): number[][] {
  return lists.items().map(numbersIn);
}

function numbersIn(list: CaseReader): number[] {
  return list.items().map((item) => item.integer());
}
