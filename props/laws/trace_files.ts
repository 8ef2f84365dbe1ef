// A trace outlives its run as a file, in lines or in few bytes: nothing is lost, and damage is known.

import fc from "fast-check";
import { NamedError, namesOf, type Timeline } from "@headwater/sim";
import {
  decodeTrace,
  encodeTrace,
  type ReadTrace,
  readTraceFile,
  type Trace,
  traceFileLines,
  traceText,
} from "@headwater/sim/trace";
import { firstDifference } from "../../sim/verify.ts";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { finish, start } from "../run.ts";

const ABOUT = { note: "über → 東京" };
const recorded = { record: { level: "all" } } as const;

const roundTrip = law(
  {
    id: "trace-files/a-trace-survives-its-file",
    title: "A trace survives its file, in lines and in few bytes",
    rules: [],
    statement:
      "The trace of a run is written and read in both forms: facts, names and notes are the same, they " +
      "read the same as text, and writing them again gives the same file.",
    kind: "always",
    runCount: 100,
    sometimes: { "several seals": 0.1, "values that come again": 0.3, "infinite stamps": 0.5 },
  },
  scenarios().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const timeline = finish(start(scenario, recorded));
    const { trace } = timeline, names = namesOf(timeline);
    const bytes = encodeTrace(trace, names, ABOUT);
    const lines = [...traceFileLines(trace, names, ABOUT)].join("");
    const decoded = decodeTrace(bytes), read = readTraceFile(lines);
    for (const again of [decoded, read]) claimSameTrace(again, timeline);
    claimSame(encodeTrace(read.trace, read.names, read.about).join(), bytes.join(), "The bytes");
    claimSame(
      [...traceFileLines(decoded.trace, decoded.names, decoded.about)].join(""),
      lines,
      "The lines",
    );
    cover("several seals", trace.length > 512);
    cover("values that come again", hasTwins(trace));
    cover("infinite stamps", stampsOf(trace).some((stamp) => Math.abs(stamp) > 2 ** 52));
  },
);

function claimSameTrace({ trace, names, about, warnings }: ReadTrace, timeline: Timeline): void {
  const wanted = namesOf(timeline);
  claimSame(firstDifference([...trace.facts()], [...timeline.trace.facts()]), null, "A lost cell");
  claimSame(firstDifference(names, wanted), null, "A lost name");
  claimSame(firstDifference(about, ABOUT), null, "A lost note");
  claimSame(warnings, [], "Warnings");
  claimSame(traceText(trace, names), traceText(timeline.trace, wanted), "The text");
}

function hasTwins(trace: Trace): boolean {
  const values = [...trace.facts()].map(({ value }) => value).filter((value) =>
    value !== undefined
  );
  return new Set(values).size < values.length;
}

function stampsOf(trace: Trace): number[] {
  return [...trace.facts()].map(({ stamp }) => stamp);
}

/** What happens to a file: a byte is changed, some are lost, or it is cut. Places are in parts of 1. */
type Damage = { readonly at: number; readonly change: number; readonly lost: number };

const damages: fc.Arbitrary<Damage> = fc.record({
  at: fc.integer({ min: 0, max: 9999 }).map((n) => n / 10_000),
  change: fc.integer({ min: 1, max: 255 }),
  lost: fc.constantFrom(0, 0, 1, 9, Infinity),
});

const damaged = law(
  {
    id: "trace-files/damage-is-named",
    title: "A trace in few bytes that was damaged is refused, and what stands before can be had",
    rules: [],
    statement:
      "A byte of an encoded trace is changed, some are lost, or all behind it: decoding ends in " +
      "E-TRACE-CORRUPT or E-TRACE-VERSION. What is given on request are the first facts of the trace, " +
      "unchanged, and a warning.",
    kind: "always",
    sometimes: { "nothing is left": 0.2, "a part is left": 0.05, "a byte was changed": 0.1 },
  },
  fc.record({ scenario: scenarios(), damage: damages }),
  ({ scenario, damage }, cover) => {
    const timeline = finish(start(scenario, recorded));
    const { trace } = timeline;
    const bytes = encodeTrace(trace, namesOf(timeline));
    const broken = apply(damage, bytes);
    if (broken.join() === bytes.join()) return;
    cover("a byte was changed", damage.lost === 0);
    claim(codeOf(() => decodeTrace(broken)).startsWith("E-TRACE-"), () => "Damage was not noticed");
    let part: ReadTrace | undefined;
    const code = codeOf(() => part = decodeTrace(broken, { isPartial: true }));
    if (part === undefined) return claim(code.startsWith("E-TRACE-"), () => "No part, and no name");
    const facts = [...part.trace.facts()];
    claimSame(
      firstDifference(facts, [...trace.facts()].slice(0, facts.length)),
      null,
      "The first fact that is another",
    );
    claimSame(
      part.warnings.map((warning) => warning.split(":")[0]),
      ["W-TRACE-PARTIAL"],
      "Warnings",
    );
    cover(facts.length === 0 ? "nothing is left" : "a part is left");
  },
);

function apply({ at, change, lost }: Damage, bytes: Uint8Array): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const changed = bytes.slice();
  changed[place] ^= change;
  if (lost === 0) return changed;
  return Uint8Array.of(...changed.slice(0, place), ...changed.slice(place + lost));
}

const anything = law(
  {
    id: "trace-files/any-bytes-are-answered",
    title: "Any bytes are a trace or are refused by name",
    rules: [],
    statement:
      "Made-up bytes, alone, behind the first eight of an encoded trace, or in place of its end: " +
      "decoding ends in E-TRACE-CORRUPT.",
    kind: "always",
    runCount: 200,
    sometimes: { "begins like a trace": 0.2, "has a sound header": 0.1 },
  },
  fc.record({
    scenario: scenarios(),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    head: fc.oneof(fc.constantFrom(0, 8), fc.integer({ min: 9, max: 20_000 })),
  }),
  ({ scenario, bytes, head }, cover) => {
    const timeline = finish(start(scenario, recorded));
    const sound = encodeTrace(timeline.trace, namesOf(timeline));
    const made = Uint8Array.of(...sound.slice(0, head), ...bytes);
    claimSame(codeOf(() => decodeTrace(made)), "E-TRACE-CORRUPT", "Code");
    cover("begins like a trace", head === 8);
    cover("has a sound header", codeOf(() => decodeTrace(made, { isPartial: true })) === "none");
  },
);

function codeOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    if (error instanceof NamedError) return error.code;
    throw error;
  }
}

/** The laws of trace files. */
export const TRACE_FILES: readonly Law[] = [roundTrip, damaged, anything];
