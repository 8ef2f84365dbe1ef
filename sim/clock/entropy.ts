// While a run goes on, chance and clocks of the host are out of reach: a user function that asks for
// them would give another answer at every replay. The guard stands in this one file; the engine itself
// never asks.

import { refuse } from "./named_error.ts";

const REPLACEMENTS: ReadonlyArray<readonly [object, string, string]> = [
  [Math, "random", "take chance from the data, or from an arrival pattern of the source"],
  [Date, "now", "use the record's timestamp, or the context's processing time"],
  [performance, "now", "use the context's processing time"],
  [globalThis, "setTimeout", "register a timer with the context"],
  [globalThis, "setInterval", "register a timer with the context"],
  [globalThis, "queueMicrotask", "emit through the context; functions are synchronous"],
  [crypto, "getRandomValues", "take chance from the data"],
  [crypto, "randomUUID", "build ids from the record's own fields"],
];

/** Runs synchronous work in which the host's clocks and chance are refused with `E-UDF-ENTROPY`. */
export function withoutEntropy<T>(work: () => T): T {
  const undo: (() => void)[] = [];
  try {
    for (const [owner, name, instead] of REPLACEMENTS) undo.push(guard(owner, name, instead));
    undo.push(guardDate());
    return work();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}

function guard(owner: object, name: string, instead: string): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const value = () => refuseEntropy(name, instead);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(owner, name, before);
    else delete (owner as Record<string, unknown>)[name];
  };
}

/** `new Date(milliseconds)` is a pure function and stays; `new Date()` asks the wall clock. */
function guardDate(): () => void {
  const RealDate = globalThis.Date;
  const instead = "use the record's timestamp, or the context's processing time";
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) =>
      args.length === 0 ? refuseEntropy("new Date()", instead) : Reflect.construct(target, args),
    apply: () => refuseEntropy("Date()", instead),
  });
  return () => {
    globalThis.Date = RealDate;
  };
}

function refuseEntropy(name: string, instead: string): never {
  return refuse(
    "E-UDF-ENTROPY",
    `A user function called ${name}, whose answer changes from run to run, so nothing could be ` +
      `replayed; ${instead}`,
  );
}
