// Every flag of every command: one table, from which arguments are read and help is written.

/** What stands behind a flag; texts are those of a flag that is given several times. */
export type FlagKind = "switch" | "text" | "texts" | "choice" | "count" | "duration" | "json";

/** One flag. */
export interface Flag {
  readonly kind: FlagKind;
  /** What help calls the value. */
  readonly value?: string;
  /** The texts that a choice may be. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** All flags by name. */
export const FLAGS = {
  json: { kind: "switch", help: "Print one JSON object and nothing else" },
  seed: { kind: "count", value: "N", help: "Seed of every draw; 0, the default, draws nothing" },
  parallelism: { kind: "count", value: "N", help: "Subtasks of each operator" },
  bound: {
    kind: "duration",
    value: "6h",
    help: "How far out of order records may be; the job gets it as options.bound in ms",
  },
  lateness: {
    kind: "duration",
    value: "1d",
    help: "How long a window still takes records; options.lateness in ms",
  },
  idleness: {
    kind: "duration",
    value: "6h",
    help: "How long a silent partition is waited for; options.idleness in ms",
  },
  fault: {
    kind: "texts",
    value: "FAULT",
    help: 'What goes wrong, such as "crash task-manager-1 after precommit 2"; or none',
  },
  sabotage: {
    kind: "texts",
    value: "NAME",
    help: "Break the engine on purpose, as early-commit does; a wrong name lists all",
  },
  checkpoint: {
    kind: "duration",
    value: "6h",
    help: "How often the job takes a checkpoint; 0s is never, the default of run",
  },
  unaligned: { kind: "switch", help: "Barriers overtake data: unaligned checkpoints" },
  "aligned-timeout": {
    kind: "duration",
    value: "1s",
    help: "With --unaligned: barriers overtake only when so much time has passed",
  },
  guarantee: {
    kind: "choice",
    value: "HOW",
    choices: ["none", "at-least-once", "exactly-once"],
    help: "What checkpoints promise: none, at-least-once, or exactly-once, the default",
  },
  sink: {
    kind: "choice",
    value: "KIND",
    choices: ["append", "upsert", "two-phase"],
    help: "Where results go: append, upsert or two-phase; options.sink of the job",
  },
  restart: {
    kind: "text",
    value: "HOW",
    help: "none, fixed-delay:3:1s, failure-rate:3:1min:1s or exponential-delay:1s:1min",
  },
  savepoint: {
    kind: "duration",
    value: "5s",
    help: "Take a savepoint then, and write it to savepoint.json",
  },
  "stop-with-savepoint": {
    kind: "duration",
    value: "5s",
    help: "The same, and the job ends with it",
  },
  drain: { kind: "switch", help: "With --stop-with-savepoint: windows and timers fire before" },
  "savepoint-to": {
    kind: "text",
    value: "FILE",
    help: "Where the savepoint is written",
  },
  from: { kind: "text", value: "FILE", help: "The job begins from the savepoint in this file" },
  "allow-non-restored-state": {
    kind: "switch",
    help: "With --from: state without an operator is left behind",
  },
  compare: {
    kind: "choice",
    value: "sinks",
    choices: ["sinks"],
    help: "Run the job with each kind of sink, and set what they show side by side",
  },
  report: {
    kind: "text",
    value: "WHAT",
    help: "Also show checkpoints, all or one (checkpoints/14), or backpressure",
  },
  input: { kind: "text", value: "FILE", help: "Read this file instead: .ndjson, or .csv" },
  options: { kind: "json", value: "JSON", help: "An object for the job, its second argument" },
  config: {
    kind: "json",
    value: "JSON",
    help: 'Options of the run, such as {"latency":5000} in µs',
  },
  trace: {
    kind: "text",
    value: "FILE",
    help: "Write every fact to a file: text (.txt), few bytes (.bin), or JSON lines",
  },
  level: { kind: "text", value: "LEVEL", help: "What is traced: all, the default, or flight" },
  scenario: {
    kind: "text",
    value: "FILE",
    help: "Write the scenario, which replays this run, to this file",
  },
  verify: {
    kind: "switch",
    help: "Run every stretch again: does a function remember outside its state?",
  },
  rows: { kind: "count", value: "N", help: "Results that are printed of each sink; default 20" },
  "max-steps": {
    kind: "count",
    value: "N",
    help: "Stop a run that takes more; default 500 million",
  },
  at: {
    kind: "text",
    value: "TIME",
    help: "Where to look: 1.5s, 20ms, 2h, microseconds, or TIME/DONE; default: the scenario's",
  },
  around: { kind: "count", value: "N", help: "Facts before and after it; default 20" },
  job: { kind: "text", value: "FILE", help: "The job, when the scenario names a file of yours" },
  partial: { kind: "switch", help: "Show what can be read of a damaged trace file" },
  deadline: {
    kind: "duration",
    value: "30s",
    help: "How long the code inside a scenario may run; default 30s",
  },
  stack: { kind: "switch", help: "Show where in the code an error was thrown" },
  help: { kind: "switch", help: "Show this" },
  lessons: { kind: "text", value: "FILE", help: "The list of shipped jobs; the tasks set it" },
} as const satisfies Record<string, Flag>;

/** The name of a flag. */
export type FlagName = keyof typeof FLAGS;

/** What a flag of a kind holds once it is read. */
type ValueOf<F extends Flag> = ValueOfKind<F["kind"], F>;
/** The same, by its kind. */
type ValueOfKind<K extends FlagKind, F> = K extends "switch" ? boolean
  : K extends "text" ? string
  : K extends "texts" ? readonly string[]
  : K extends "choice" ? (F extends { readonly choices: readonly (infer C)[] } ? C : never)
  : K extends "json" ? Readonly<Record<string, unknown>>
  : number;

/** The flags that were given, read. */
export type FlagValues = { readonly [N in FlagName]?: ValueOf<(typeof FLAGS)[N]> };

/** Flags that every command takes. */
export const COMMON_FLAGS: readonly FlagName[] = ["help", "stack"];

/** Flags that help does not show. */
export const HIDDEN_FLAGS: readonly FlagName[] = ["lessons"];
