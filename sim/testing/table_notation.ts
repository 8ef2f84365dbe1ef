// The story of one operator as a table: what is put in, step by step, and what comes out of each.
//
//     a@3    → –                       # a record, value @ timestamp; nothing comes out
//     c@7                              # the same: nothing may be left out
//     WM 9   → [0,10){a,c}@9  WM 9     # a watermark; then everything in the order in which it came
//     f@5    → late: f@5               # into the side output "late"
//
// Further steps: PT 100 (processing time comes to 100), idle, active, end, WM +∞, a@– (a record without
// timestamp), and, of two inputs, 1: a@3, 2: WM 9, 2: idle. A value is a word or JSON without blanks.

import type { OperatorHarness } from "./operator_harness.ts";
import { NamedError, refuse, showValue } from "../clock/named_error.ts";
import { FACT_KINDS } from "../trace/fact.ts";
import { showSideOutput, showTableElement, showTableFact } from "./table_output.ts";
import { readTable, type TableRow, type TableStep } from "./table_reader.ts";
import { isAsExpected, type PlayedRow, tableReport } from "./table_report.ts";

/** How a table is read and shown. */
export interface TableOptions<IN> {
  /** Makes a record of a value in the table. Default: the value is the record. */
  readonly read?: (value: unknown) => IN;
  /** Makes a value of the table of a record that came out. Default: the record itself. */
  readonly show?: (value: never) => unknown;
  /**
   * Kinds of facts that are told as well, behind the output: `windowCleaned[0,10)`, or with the time
   * that they are about, `recordDropped@5`. Default: none.
   */
  readonly facts?: readonly string[];
}

/**
 * Plays a table with a harness: each step is put in, and what comes out of it must be what stands
 * behind its arrow. Main output first, then side outputs, then facts. A step that the operator refuses
 * has the error's code for output.
 *
 * Errors: `E-TABLE` with line and column for what is no step; `E-TABLE-DIFFERS` with the whole table
 * and what really came out.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { TumblingEventTimeWindows, windowOperator } from "@headwater/sim";
 * import { OperatorHarness, playTable } from "@headwater/sim/testing";
 * const spec = windowOperator<string>({
 *   name: "windows",
 *   uid: "windows",
 *   cost: 0,
 *   assigner: TumblingEventTimeWindows.of(10),
 *   reduce: (a, b) => `${a}+${b}`,
 *   lateTag: "late",
 * });
 * const harness = () => new OperatorHarness<string>(spec, { keyBy: () => "all" });
 * playTable(
 *   harness(),
 *   `
 *   a@3    → –
 *   b@12   → –                  # its window is still open …
 *   c@7    → –
 *   WM 9   → a+c@9  WM 9
 *   d@8    → late: d@8          # … and this one's is not
 *   WM +∞  → b@19  WM +∞
 *   `,
 * );
 * throws(() => playTable(harness(), "a@x → –"), /E-TABLE: At line 1, column 1/);
 * throws(() => playTable(harness(), "a@3 → a@3"), /E-TABLE-DIFFERS: .*✗ a@3 +a@3 +–/s);
 * ```
 */
export function playTable<IN = unknown>(
  harness: OperatorHarness<IN>,
  table: string,
  options: TableOptions<IN> = {},
): void {
  options.facts?.forEach(requireFact);
  const rows = readTable(table, options.facts ?? []);
  takeAll(harness, options); // what came before the table is not the table's
  const played: PlayedRow[] = [];
  let failure: unknown;
  for (const row of rows) {
    if (failure !== undefined) {
      played.push({ row, actual: null });
      continue;
    }
    const error = putIn(harness, row.step, options);
    const told = error === undefined ? [] : [codeOf(error)];
    const actual = [...takeAll(harness, options), ...told];
    played.push({ row, actual });
    if (error !== undefined && !row.expected.includes(codeOf(error))) failure = error;
  }
  const wrong = played.find((one) => !isAsExpected(one));
  if (wrong !== undefined) refuseDifference(harness.spec.name, wrong.row, played, failure);
}

/** Puts a step in; an error that the operator throws is given back. */
function putIn<IN>(
  harness: OperatorHarness<IN>,
  step: TableStep,
  { read = (value) => value as IN }: TableOptions<IN>,
): Error | undefined {
  try {
    play(harness, step, read);
  } catch (error) {
    return error instanceof Error ? error : new Error(showValue(error));
  }
}

function play<IN>(
  harness: OperatorHarness<IN>,
  step: TableStep,
  read: (value: unknown) => IN,
): unknown {
  switch (step.type) {
    case "record":
      return step.input === 2
        ? harness.processElement2(read(step.value), step.timestamp)
        : harness.processElement(read(step.value), step.timestamp);
    case "watermark":
      return step.input === 0
        ? harness.processWatermark(step.timestamp)
        : harness.processInputWatermark(step.input - 1, step.timestamp);
    case "status":
      return step.input === 0
        ? harness.processStatus(step.status)
        : harness.processInputStatus(step.input - 1, step.status);
    case "processingTime":
      return harness.setProcessingTime(step.now);
    case "end":
      return harness.endInput();
  }
}

function takeAll<IN>(harness: OperatorHarness<IN>, { show, facts = [] }: TableOptions<IN>) {
  const shown = (show ?? ((value) => value)) as (value: unknown) => unknown;
  return [
    ...harness.takeOutput().map((element) => showTableElement(element, shown)),
    ...harness.takeSideOutputs().map((output) => showSideOutput(output, shown)),
    ...harness.takeFacts().filter(({ name }) => facts.includes(name)).map(showTableFact),
  ];
}

function requireFact(name: string): void {
  if (FACT_KINDS.some((kind) => kind.name === name)) return;
  refuse("E-TABLE", `options.facts names ${showValue(name)}, which is no kind of fact`);
}

function codeOf(error: Error): string {
  return error instanceof NamedError ? error.code : error.name;
}

function refuseDifference(
  operator: string,
  row: TableRow,
  played: readonly PlayedRow[],
  failure: unknown,
): never {
  const why = failure === undefined ? "" : `\n\n${showValue(row.text)} threw ${failure}`;
  return refuse(
    "E-TABLE-DIFFERS",
    `At line ${row.line} of the table, ${
      showValue(row.text)
    }, operator "${operator}" gave something ` +
      `else than is expected:\n\n${tableReport(played)}${why}`,
    failure,
  );
}
