// What JavaScript offers and the simulator must not use: each with the reason to refuse it and the
// thing to use instead. The lint plugin reads these tables; nothing else decides.

/** Why something is banned, in one sentence, and what to write instead. */
export interface Ban {
  readonly rule: string;
  readonly message: string;
  readonly instead: string;
}

const CLOCK: Ban = {
  rule: "no-clock",
  message: "The wall clock differs between runs",
  instead: "Ask the context for `now`: processing time in Millis, or the action's time in Micros",
};
const TIMER: Ban = {
  rule: "no-async",
  message: "A timer of the host runs at a moment that no scenario decides",
  instead: "Schedule an action: context.schedule(time, kind, target)",
};
const CHANCE: Ban = {
  rule: "no-entropy",
  message: "Chance from the host cannot be replayed",
  instead: "Draw from the part's own named stream: draw or drawBelow of clock/prng.ts",
};
const HOST: Ban = {
  rule: "no-host",
  message: "The engine runs in a browser, a worker and a notebook alike and names none of them",
  instead: "Take what is needed as an argument; only sim/cli and sim/bench speak to the host",
};
const LOCALE: Ban = {
  rule: "no-locale",
  message: "Text that depends on a locale differs between machines",
  instead: "Compare with < and >, show with String() or a fixed format, lower with toLowerCase()",
};
const MATHS: Ban = {
  rule: "no-inexact-math",
  message: "The last bits of this function differ between JavaScript engines",
  instead:
    "Use integer arithmetic or an integer table; Math.floor, imul, abs, min and max are exact",
};
const CLONE: Ban = {
  rule: "no-structured-clone",
  message: "structuredClone copies what should be shared and forgets the class of a part",
  instead: "Use copy() of clock/copy.ts for parts; values are frozen and need no copy",
};

/** Names that may not be used as values. A type of that name and `instanceof` are harmless. */
export const BANNED_NAMES: ReadonlyMap<string, Ban> = new Map([
  ["Date", CLOCK],
  ["performance", CLOCK],
  ["Temporal", CLOCK],
  ["setTimeout", TIMER],
  ["setInterval", TIMER],
  ["setImmediate", TIMER],
  ["queueMicrotask", TIMER],
  ["requestAnimationFrame", TIMER],
  ["Promise", TIMER],
  ["crypto", CHANCE],
  ["Intl", LOCALE],
  ["structuredClone", CLONE],
  ["Deno", HOST],
  ["document", HOST],
  ["globalThis", HOST],
  ["fetch", HOST],
  ["WeakRef", HOST],
  ["FinalizationRegistry", HOST],
]);

/** Members of `Math` whose result is not exact, and the one that is chance. */
export const BANNED_MATH: ReadonlyMap<string, Ban> = new Map([
  ["random", CHANCE],
  ...[
    ...["exp", "expm1", "log", "log10", "log1p", "log2", "pow", "cbrt", "hypot"],
    ...["sin", "cos", "tan", "asin", "acos", "atan", "atan2"],
    ...["sinh", "cosh", "tanh", "asinh", "acosh", "atanh"],
  ].map((name): [string, Ban] => [name, MATHS]),
]);

/** Methods that ask for the locale of the machine. */
export const BANNED_METHODS: ReadonlyMap<string, Ban> = new Map(
  [
    "localeCompare",
    "toLocaleString",
    "toLocaleDateString",
    "toLocaleTimeString",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
  ].map((name) => [name, LOCALE]),
);

/** An `async` function or an `await`. */
export const ASYNC: Ban = {
  rule: "no-async",
  message: "When an async function goes on is decided by the host, and a promise cannot be copied",
  instead: "Schedule an action for what happens later: context.schedule(time, kind, target)",
};

/** `**` with anything but literals. */
export const POWER: Ban = MATHS;

/** `sort()` without a comparator. */
export const SORT: Ban = {
  rule: "no-default-sort",
  message: "Without a comparator, sort compares the text of the elements: 10 comes before 9",
  instead: "Pass a total comparator, such as (a, b) => a - b",
};
