// A socket that sends text (Flink's socketTextStream): lines come when their end has come, and nobody
// can ask for them again. One subtask reads it, and what a failure loses is lost: at most once (F56).
//
//   chunks     "to b" ──── "e\nor" ──── " not\n" ── end
//   lines                  "to be"      "or not"

import type { Source, SourceRecord } from "../1_source/source.ts";
import type { Micros } from "../clock/time.ts";
import { NamedError, refuse, showValue } from "../clock/named_error.ts";
import { LINE_LENGTH_MAX } from "./file.ts";
import { replayableLog } from "./replayable_log.ts";

/** What came in one piece. */
export interface SocketChunk {
  readonly arrival: Micros;
  readonly text: string;
}

/** How a socket is read. */
export interface SocketOptions {
  /** Names the source. Default "socket". */
  readonly name?: string;
  /** What ends a line. Default a line feed, before which a carriage return is dropped. */
  readonly delimiter?: string;
}

/**
 * A source of the lines that a socket sends; what follows the last delimiter is a line when the
 * socket closes, unless it is nothing. Lines that are empty count, lines that are too long are kept
 * aside in `rejected`.
 *
 * Errors: `E-SOCKET-DELIMITER`, `E-LOG-ARRIVAL`, `E-LOG-ORDER`, `E-VALUE` for what is no list of chunks, or a chunk without text.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { socket } from "@headwater/sim";
 * const source = socket([{ arrival: 5, text: "to b" }, { arrival: 9, text: "e\r\nor" }]);
 * deepStrictEqual(source.splits[0].records, [
 *   { value: "to be", arrival: 9 },
 *   { value: "or", arrival: 9 },
 * ]);
 * strictEqual(source.canRewind, false);
 * ```
 */
export function socket(
  chunks: readonly SocketChunk[],
  options: SocketOptions = {},
): Source<string> {
  const { name = "socket", delimiter = "\n" } = options;
  if (typeof delimiter !== "string" || delimiter === "") {
    refuse(
      "E-SOCKET-DELIMITER",
      `While reading socket ${showValue(name)}: the delimiter is ${
        showValue(delimiter)
      }; wanted: ` +
        `a text of at least one character, such as a line feed`,
    );
  }
  const records: SourceRecord<string>[] = [], rejected: string[] = [];
  for (const { text, arrival } of linesOf(chunks, delimiter, name)) {
    const complaint = complaintAbout(text, name, records.length + rejected.length + 1);
    if (complaint === null) records.push({ value: text, arrival });
    else rejected.push(complaint);
  }
  const { splits } = replayableLog({ name, partitions: [{ id: "0", records }] });
  const powers = { canRewind: false, isNonParallel: true };
  return Object.freeze({ type: "source", splits, ...powers, rejected: Object.freeze(rejected) });
}

function linesOf(chunks: readonly SocketChunk[], delimiter: string, name: string): SocketChunk[] {
  if (!Array.isArray(chunks)) refuseChunks(`its chunks are ${showValue(chunks)}`, name);
  const lines: SocketChunk[] = [];
  let rest = "", last: Micros = 0;
  chunks.forEach((chunk: SocketChunk | null | undefined, index) => {
    if (typeof chunk !== "object" || chunk === null) {
      refuseChunks(`chunk ${index} is ${showValue(chunk)}`, name);
    }
    const { text, arrival } = chunk;
    if (typeof text !== "string") {
      refuse(
        "E-VALUE",
        `Chunk ${index} of socket ${showValue(name)} is ${showValue(text)}; wanted: text`,
      );
    }
    const parts = (rest + text).split(delimiter);
    rest = parts.pop()!;
    for (const part of parts) {
      lines.push({ arrival, text: delimiter === "\n" ? part.replace(/\r$/, "") : part });
    }
    last = arrival;
  });
  if (rest !== "") lines.push({ arrival: last, text: rest });
  return lines;
}

function refuseChunks(found: string, name: string): never {
  return refuse(
    "E-VALUE",
    `While reading socket ${showValue(name)}: ${found}; wanted: a list of chunks such as ` +
      `{ arrival: 5, text: "to be\\n" }, with options behind it: socket(chunks, { name })`,
  );
}

function complaintAbout(line: string, name: string, number: number): string | null {
  if (line.length <= LINE_LENGTH_MAX) return null;
  return new NamedError(
    "E-FILE-LINE",
    `${name} line ${number}: ${showValue(line.slice(0, 81))} is ${line.length} characters long; ` +
      `wanted: at most ${LINE_LENGTH_MAX}. Usual cause: another delimiter than the one that is sent`,
  ).message;
}
