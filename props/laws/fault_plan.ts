// Plans of faults are data: they can be printed, read back, refused by name, and counted.

import fc from "fast-check";
import {
  checkFaults,
  collection,
  collectSink,
  type ExecutionPlan,
  type Fault,
  FAULT_PHASES,
  type FaultPlan,
  faultPlanText,
  faultText,
  FaultTextError,
  parseFault,
  parseFaultPlan,
  planJob,
  WatermarkStrategy,
} from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { copy } from "../../sim/clock/copy.ts";
import { FaultTriggers, faultTriggersSpec } from "../../sim/cluster/fault_triggers.ts";
import { claim, claimSame } from "../claim.ts";
import { faultDraws, faultsOf } from "../gen/faults.ts";
import { type Law, law } from "../law.ts";

/** Names that a grammar could stumble over, plain ones first. */
const NAMES = [
  "source",
  "window",
  "sink",
  "Map#2",
  "my map",
  "storage",
  "task-manager-1",
  "job",
  "at",
  'say "hi" \\',
  "a->b",
  "a;b",
  "3rd",
  "ack",
  "窗口",
  "__proto__",
  "x[0]",
  "≥ 2",
];

interface Shape {
  readonly names: readonly string[];
  readonly parallelism: number;
  readonly slotsPerTaskManager: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 4, maxLength: 4 }),
  parallelism: fc.integer({ min: 1, max: 3 }),
  slotsPerTaskManager: fc.integer({ min: 1, max: 2 }),
});

/** source, with a map chained behind it ═ HASH ═ window ─ sink. */
function planOf({ names: [source, map, window, sink], parallelism, slotsPerTaskManager }: Shape) {
  return planJob((env) => {
    const numbers = collection([1, 2, 3], { splits: 3 });
    env.setParallelism(parallelism)
      .fromSource(numbers, WatermarkStrategy.noWatermarks<number>(), "n").uid(source)
      .map((n) => n).uid(map)
      .keyBy((n) => n)
      .reduce((a, b) => a + b).uid(window)
      .sinkTo(collectSink("out")).uid(sink);
  }, { config: { slotsPerTaskManager } });
}

const plans = fc.record({ draws: faultDraws(), shape: shapes });

const readBack = law(
  {
    id: "faults/what-is-printed-is-read-back",
    title: "A plan of faults is printed and read back as the same plan",
    rules: [],
    statement:
      "Any plan of faults that fits its job, with names that need quotes and those that do not, is " +
      "the plan that its text is read as; and a fault that was read is printed as that text.",
    kind: "always",
    runCount: 500,
    sometimes: {
      "several faults": 0.3,
      "at a time": 0.2,
      "on a phase": 0.2,
      "on a fact": 0.2,
      "when something holds": 0.2,
      "a name in quotes": 0.3,
      "a link": 0.1,
      "several verbs": 0.3,
    },
  },
  plans,
  ({ draws, shape }, cover) => {
    const plan = planOf(shape);
    const faults = faultsOf(draws, plan);
    checkFaults(faults, plan);
    const text = faultPlanText(faults);
    claimSame(parseFaultPlan(text), faults, `Read back from ${text}`);
    for (const fault of faults) {
      const printed = faultText(fault);
      claimSame(faultText(parseFault(printed)), printed, "Printed again");
      coverTrigger(fault, cover);
      cover("a name in quotes", printed.includes('"'));
      cover("a link", fault.target.kind === "link");
    }
    cover("several faults", faults.length > 1);
    cover("several verbs", new Set(faults.map(({ verb }) => verb)).size > 1);
  },
);

function coverTrigger({ trigger }: Fault, cover: (label: string) => void): void {
  if (trigger.kind === "time") cover("at a time");
  else if (trigger.kind === "phase") cover("on a phase");
  else if (trigger.kind === "fact") cover("on a fact");
  else cover("when something holds");
}

interface Typo {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
  /** Only digits are counted, so that often another fault comes of it. */
  readonly isOnDigit: boolean;
}

const PIECES = ["x", " ", "9", '"', "[", "]", "->", ">=", "-", " of ", " for ", "\u202e", "\ud800"];

const typos: fc.Arbitrary<Typo> = fc.record({
  at: fc.nat(79),
  cut: fc.nat(3),
  put: fc.constantFrom("", ...PIECES),
  isOnDigit: fc.boolean(),
});

function mistype(text: string, { at, cut, put, isOnDigit }: Typo): string {
  const digits = isOnDigit ? [...text.matchAll(/\d/g)] : [];
  if (digits.length === 0) return text.slice(0, at) + put + text.slice(at + cut);
  const { index } = digits[at % digits.length];
  return `${text.slice(0, index)}${1 + cut}${text.slice(index + 1)}`;
}

const mistyped = law(
  {
    id: "faults/a-bad-text-is-refused-with-its-place",
    title: "A mistyped fault is another fault, or is refused with a column inside the text",
    rules: [],
    statement:
      "Whatever is cut out of the text of a fault or put into it: it is read as a fault that is " +
      "printed and read back as itself, or refused by name, with a column of the text or just behind it.",
    kind: "always",
    runCount: 600,
    sometimes: { "refused": 0.4, "read as another fault": 0.03 },
  },
  fc.record({
    draws: faultDraws({ countMax: 1 }),
    shape: shapes,
    typos: fc.array(typos, { maxLength: 3 }),
  }),
  ({ draws, shape, typos }, cover) => {
    const [fault] = faultsOf(draws, planOf(shape));
    const printed = fault === undefined ? "" : faultText(fault);
    const text = typos.reduce(mistype, printed);
    const read = attempt(text);
    if (read instanceof FaultTextError) {
      const { code, column } = read;
      claim(code.startsWith("E-FAULT-"), () => `${JSON.stringify(text)} is refused as ${code}`);
      claim(column >= 1 && column <= text.length + 1, () => `Column ${column} of ${text.length}`);
      cover("refused");
    } else {
      claimSame(parseFault(faultText(read)), read, `Read back from ${JSON.stringify(text)}`);
      cover("read as another fault", faultText(read) !== printed);
    }
  },
);

function attempt(text: string): Fault | FaultTextError {
  try {
    return parseFault(text);
  } catch (error) {
    if (error instanceof FaultTextError) return error;
    throw error;
  }
}

/** A fact by draws: of the kind that is waited for, or of another. */
interface ToldFact {
  readonly isMeant: boolean;
  readonly owner: number;
  readonly number: number;
}

const toldFacts: fc.Arbitrary<ToldFact> = fc.record({
  isMeant: fc.constantFrom(true, true, true, false),
  owner: fc.nat(31),
  number: fc.nat(4),
});

const counted = law(
  {
    id: "faults/a-fault-strikes-on-the-nth-fact",
    title: "A fault strikes once, on the nth fact of its subtask, or of anybody's",
    rules: [],
    statement:
      "Told any sequence of facts, a fault `on Nth FACT of X`, or on a phase, is due on exactly the " +
      "fact at which somebody who only counts labels has counted to N, and never again; before " +
      "that, it is among the faults that never fired. A copy made half-way counts the same.",
    kind: "always",
    runCount: 400,
    sometimes: { "struck": 0.3, "never struck": 0.1, "of somebody": 0.15, "on a phase": 0.2 },
  },
  fc.record({
    draws: faultDraws({ verbs: ["crash"], triggers: ["fact", "phase"], countMax: 1 })
      .filter(({ faults }) => faults.length === 1),
    shape: shapes,
    told: fc.array(toldFacts, { maxLength: 40, size: "max" }),
    copyAt: fc.nat(20),
  }),
  ({ draws, shape, told, copyAt }, cover) => {
    const plan = planOf(shape);
    const faults = faultsOf(draws, plan);
    let triggers = triggersOf(faults, plan);
    const model = modelOf(faults[0], plan);
    if (model === undefined) return;
    told.forEach(({ isMeant, owner, number }, index) => {
      if (index === copyAt) triggers = copy(triggers);
      const kind = isMeant ? model.kind : Fact.functionClosed;
      const subtask = owner % plan.subtasks.length;
      triggers.observe(kind, subtask, 0, number, -1, number, 0);
      const isTheOne = isMeant && model.tell(subtask, number);
      claimSame(triggers.takeDue(0), isTheOne ? [0] : [], `What is due with fact ${index}`);
    });
    claimSame(triggers.neverFired(), model.hasStruck() ? [] : [0], "What never fired");
    cover("struck", model.hasStruck());
    cover("never struck", !model.hasStruck());
    cover("of somebody", model.isOfSomebody);
    cover("on a phase", faults[0].trigger.kind === "phase");
  },
);

function triggersOf(faults: FaultPlan, plan: ExecutionPlan): FaultTriggers {
  const triggers = new FaultTriggers();
  triggers.spec = faultTriggersSpec(faults, plan);
  triggers.setup();
  return triggers;
}

/** Counts by labels, and knows nothing of filters; undefined where other columns matter. */
function modelOf(fault: Fault, { vertices, subtasks }: ExecutionPlan) {
  const { trigger } = fault;
  if (trigger.kind !== "fact" && trigger.kind !== "phase") return undefined;
  const chainOf = (name: string) =>
    vertices.find(({ chain }) => chain.some(({ operator }) => operator.uid === name))!.chain;
  const isReader = (name: string) => !chainOf(name).some(({ operator }) => "source" in operator);
  const of = trigger.kind === "fact" ? trigger.of : whose(fault, trigger, isReader);
  if (of !== null && of.kind !== "subtask" && of.kind !== "operator") return undefined;
  const edge = trigger.kind === "phase" ? edgeOf(trigger) : undefined;
  const name = trigger.kind === "fact" ? trigger.fact : edge!.fact;
  // who and when stand elsewhere in these; tables beside the engine's tell of them
  if (ELSEWHERE.has(name) || edge?.column === "attempt" || edge?.column === "key") return undefined;
  if (trigger.kind === "phase" && trigger.phase === "precommit" && of === null) return undefined;
  const isNarrowed = of !== null && !OF_THE_JOB.has(name);
  const wanted = (subtask: number) => {
    if (!isNarrowed) return true;
    const { vertex, index } = subtasks[subtask];
    const isThere = vertices[vertex].chain.some(({ operator }) => operator.uid === of.name);
    return isThere && (of.kind === "operator" || of.index === index);
  };
  let left = trigger.kind === "fact" ? trigger.nth : 1;
  const tell = (subtask: number, number: number) => {
    const isRight = wanted(subtask) && (trigger.kind === "fact" || number === trigger.number);
    return isRight && --left === 0;
  };
  return { kind: Fact[name], tell, hasStruck: () => left <= 0, isOfSomebody: isNarrowed };
}

/** Whoever is struck goes through these on his own; phases of sinks are left to tables. */
function whose(
  { target }: Fault,
  { phase, of }: Extract<Fault["trigger"], { kind: "phase" }>,
  isReader: (name: string) => boolean,
) {
  const struck = "of" in target ? target.of : target;
  if (of !== null || (struck.kind !== "subtask" && struck.kind !== "operator")) return of;
  const isOwn = BY_ONESELF.has(phase) || (FROM_CHANNELS.has(phase) && isReader(struck.name));
  return isOwn ? struck : null;
}

const BY_ONESELF: ReadonlySet<string> = new Set(["snapshot", "upload", "deploy", "restore"]);
const FROM_CHANNELS: ReadonlySet<string> = new Set(["barrier", "alignment"]);

function edgeOf({ phase, edge, of }: Extract<Fault["trigger"], { kind: "phase" }>) {
  const { begin, end, endOfAll } = FAULT_PHASES[phase];
  return edge !== "after" ? begin : of === null ? endOfAll ?? end : end;
}

const ELSEWHERE: ReadonlySet<string> = new Set([
  "checkpointAcknowledged",
  "windowFired",
  "resultWritten",
  "transactionPreCommitted",
  "commitRequested",
  "transactionCommitted",
]);
const OF_THE_JOB: ReadonlySet<string> = new Set([
  "checkpointTriggered",
  "checkpointFullyAcknowledged",
  "checkpointCompleted",
]);

/** The laws of fault plans. */
export const FAULT_PLANS: readonly Law[] = [readBack, mistyped, counted];
