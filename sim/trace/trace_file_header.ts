// The header of a trace file, checked field by field: it names everything that the rows only count.

import type { Key } from "../element/key.ts";
import type { TraceNames } from "./trace_names.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { FACT_NAMES } from "./fact.ts";
import { TRACE_FILE_FORMAT, TRACE_FILE_VERSION, type TraceFileHeader } from "./trace_file.ts";

/** Names of one kind in a file at most. */
const NAMES_MAX = 10_000_000;
/** Facts that a file may count; far below the largest whole number, so that sums stay exact. */
const COUNT_MAX = 1e12;

/**
 * Reads a header, which stands at a place such as `line 1`. Errors: `E-TRACE-CORRUPT`,
 * `E-TRACE-VERSION`.
 */
export function readTraceHeader(
  text: string,
  place: string,
): { header: TraceFileHeader; warnings: string[] } {
  const json = parseHeader(text, place);
  if (json.format !== TRACE_FILE_FORMAT) refuseForeign(text, place);
  if (json.version !== TRACE_FILE_VERSION) {
    refuse(
      "E-TRACE-VERSION",
      `The trace file has version ${showValue(json.version)}; this engine reads version ` +
        `${TRACE_FILE_VERSION}. Usual cause: it was written by a newer Headwater`,
    );
  }
  const kinds = readTexts(json, "kinds", place);
  const header: TraceFileHeader = {
    format: TRACE_FILE_FORMAT,
    version: TRACE_FILE_VERSION,
    start: readCount(json, "start", place),
    rows: readCount(json, "rows", place),
    kinds,
    names: readNames(json.names, place),
    about: readTexts(json, "about", place),
  };
  return { header, warnings: checkKinds(kinds) };
}

type Json = Record<string, unknown>;

function parseHeader(text: string, place: string): Json {
  try {
    const json = JSON.parse(text);
    if (isObject(json)) return json;
  } catch {
    // said below, in our own words
  }
  return refuseForeign(text, place);
}

function refuseForeign(text: string, place: string): never {
  return refuse(
    "E-TRACE-CORRUPT",
    `The file is not a trace: ${place} is ${
      showValue(text.slice(0, 81))
    }; wanted: an object with ` +
      `"format":"${TRACE_FILE_FORMAT}". Usual cause: another file, or a trace cut at its start`,
  );
}

/** A number never changes its meaning, so another name shows a file from elsewhere. */
function checkKinds(kinds: Readonly<Record<string, string>>): string[] {
  const unknown: string[] = [];
  for (const [number, name] of Object.entries(kinds)) {
    const known = FACT_NAMES.get(Number(number));
    if (known === undefined) unknown.push(`${name} (${number})`);
    else if (known.name !== name) {
      refuse(
        "E-TRACE-VERSION",
        `In the trace file, kind ${number} is ${showValue(name)}; this engine knows it as ` +
          `${known.name}. Usual cause: it was written by another program`,
      );
    }
  }
  if (unknown.length === 0) return [];
  return [
    `W-TRACE-KINDS: this engine does not know ${
      showValue(unknown.join(", "))
    } and shows such facts ` +
    `as unknown`,
  ];
}

function readNames(json: unknown, place: string): TraceNames {
  if (!isObject(json)) return refuseField("names", json, "an object", place);
  const list = <T>(name: string, isEntry: (value: unknown) => value is T): readonly T[] => {
    const value = json[name];
    if (Array.isArray(value) && value.length <= NAMES_MAX && value.every(isEntry)) return value;
    return refuseField(`names.${name}`, value, "a list of names", place);
  };
  return {
    subtasks: list("subtasks", isText),
    channels: list("channels", isText),
    operators: list("operators", isTextList),
    splits: list("splits", isTextList),
    keys: list("keys", isKey),
    ...(json.records === undefined ? {} : { records: list("records", isText) }),
  };
}

function readTexts(json: Json, name: string, place: string): Readonly<Record<string, string>> {
  const value = json[name];
  if (isObject(value) && Object.values(value).every(isText)) return value as Record<string, string>;
  return refuseField(name, value, "an object that holds texts", place);
}

function readCount(json: Json, name: string, place: string): number {
  const value = json[name];
  const isCount = Number.isSafeInteger(value) && (value as number) >= 0;
  if (isCount && (value as number) <= COUNT_MAX) return value as number;
  return refuseField(name, value, "a whole number, 0 or more", place);
}

function refuseField(name: string, value: unknown, wanted: string, place: string): never {
  return refuse(
    "E-TRACE-CORRUPT",
    `The trace file is damaged at ${place}: ${name} is ${showValue(value)}; wanted: ${wanted}`,
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isKey(value: unknown): value is Key {
  const isField = (field: unknown) =>
    isText(field) || typeof field === "boolean" || Number.isSafeInteger(field);
  return isField(value) || (Array.isArray(value) && value.length > 0 && value.every(isField));
}
