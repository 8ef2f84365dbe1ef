// Reads a table: each line becomes a step that puts something in, and the texts of what must come out.

import type { Millis } from "../clock/time.ts";
import { refuse } from "../clock/named_error.ts";
import { MAX, MIN } from "../clock/time.ts";
import { readTableValue } from "./table_value.ts";
import { refuseWord, type TableLine, tableLines, type TableWord } from "./table_words.ts";
import { showTableRecord, showTableWatermark } from "./table_output.ts";

/** What a line puts in. Input 0 is the only one, 1 and 2 are those of a two-input operator. */
export type TableStep =
  | { readonly type: "record"; readonly input: number; value: unknown; timestamp: Millis }
  | { readonly type: "watermark"; readonly input: number; timestamp: Millis }
  | { readonly type: "status"; readonly input: number; status: "idle" | "active" }
  | { readonly type: "processingTime"; now: Millis }
  | { readonly type: "end" };

/** One line, read. */
export interface TableRow {
  readonly line: number;
  /** The step as it was written. */
  readonly text: string;
  readonly step: TableStep;
  readonly expected: readonly string[];
}

/** The rows of a table. Errors: `E-TABLE` with line and column. */
export function readTable(table: string, facts: readonly string[]): TableRow[] {
  const rows = tableLines(table).map((line) => readRow(line, facts));
  if (rows.length > 0) return rows;
  return refuse("E-TABLE", `The table holds no step; wanted: one a line, such as a@3 or WM 9`);
}

function readRow(line: TableLine, facts: readonly string[]): TableRow {
  const { words } = line;
  const arrow = words.findIndex(({ text }) => isArrow(text));
  const left = new Words(line, arrow < 0 ? words : words.slice(0, arrow), words[arrow]);
  const step = readStep(left);
  left.requireEnd("→, or the next step on a line of its own");
  const right = new Words(line, arrow < 0 ? [] : words.slice(arrow + 1));
  return {
    line: line.number,
    text: left.words.map(({ text }) => text).join(" "),
    step,
    expected: readExpected(right, facts),
  };
}

/** Words that are read one after the other. */
class Words {
  private place = 0;

  constructor(
    readonly line: TableLine,
    readonly words: readonly TableWord[],
    /** What stands behind them: shown where one more is wanted. */
    readonly after?: TableWord,
  ) {}

  get next(): string | undefined {
    return this.words[this.place]?.text;
  }

  /** Goes on when the next word is this one. */
  skip(...texts: string[]): boolean {
    const isIt = this.next !== undefined && texts.includes(this.next);
    if (isIt) this.place++;
    return isIt;
  }

  /** Takes the next word as what a reader makes of it; undefined is none, and refused. */
  take<T>(wanted: string, read: (text: string) => T | undefined): T {
    const taken = this.next === undefined ? undefined : read(this.next);
    if (taken === undefined) refuseWord(this.line, this.words[this.place] ?? this.after, wanted);
    this.place++;
    return taken;
  }

  requireEnd(wanted: string): void {
    if (this.next !== undefined) refuseWord(this.line, this.words[this.place], wanted);
  }
}

const STEP = "a step: a record such as a@3 or a@–, WM 9, PT 100, idle, active or end";

function readStep(words: Words): TableStep {
  const input = words.skip("1:") ? 1 : words.skip("2:") ? 2 : 0;
  if (words.skip("WM")) return { type: "watermark", input, timestamp: words.take(TIME, readTime) };
  if (words.skip("idle")) return { type: "status", input, status: "idle" };
  if (words.skip("active")) return { type: "status", input, status: "active" };
  if (input === 0) {
    if (words.skip("PT")) return { type: "processingTime", now: words.take(TIME, readTime) };
    if (words.skip("end")) return { type: "end" };
  }
  return words.take(STEP, (text) => {
    const record = readRecord(text);
    return record && { type: "record", input, ...record };
  });
}

const OUTPUT = "what comes out: a record such as a@3, late: a@3 for a side output, WM 9, idle, " +
  "active, a fact that options.facts names, an error's code, or – for nothing";

function readExpected(words: Words, facts: readonly string[]): string[] {
  const expected: string[] = [];
  if (words.skip(...NOTHING)) words.requireEnd("the end of the line, since – is nothing");
  while (words.next !== undefined) expected.push(readOutput(words, facts));
  return expected;
}

function readOutput(words: Words, facts: readonly string[]): string {
  if (words.skip("WM")) return showTableWatermark(words.take(TIME, readTime));
  const tag = words.next?.endsWith(":") ? words.take("a tag", (text) => `${text} `) : "";
  return words.take(tag === "" ? OUTPUT : "a record such as a@3", (text) => {
    if (tag === "" && isSaidAsItIs(text, facts)) return text;
    const record = readRecord(text);
    return record && tag + showTableRecord(record.value, record.timestamp);
  });
}

/** A status, an error's code, or a fact by its name with a timestamp or a window. */
function isSaidAsItIs(text: string, facts: readonly string[]): boolean {
  if (text === "idle" || text === "active" || /^E(-[A-Z]+)+$/.test(text)) return true;
  return facts.some((name) =>
    text.startsWith(name) && /^(@|\[.+,.+\)$)/.test(text.slice(name.length))
  );
}

function readRecord(text: string): { value: unknown; timestamp: Millis } | undefined {
  const at = text.lastIndexOf("@");
  const timestamp = NOTHING.includes(text.slice(at + 1)) ? MIN : readTime(text.slice(at + 1));
  const read = at < 1 ? "broken" : readTableValue(text.slice(0, at));
  return timestamp === undefined || read === "broken"
    ? undefined
    : { value: read.value, timestamp };
}

const TIME = "whole milliseconds such as 9, or −∞ or +∞";

function readTime(text: string): Millis | undefined {
  if (/^([-−]∞|MIN)$/.test(text)) return MIN;
  if (/^(\+?∞|MAX)$/.test(text)) return MAX;
  const time = /^[-−]?\d+$/.test(text) ? Number(text.replace("−", "-")) : NaN;
  return Number.isSafeInteger(time) ? time : undefined;
}

const NOTHING = ["–", "-"];

function isArrow(text: string): boolean {
  return text === "→" || text === "->";
}
