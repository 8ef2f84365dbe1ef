// Made-up fault plans. Numbers are drawn first and interpreted by a plan's names afterwards, so that a
// plan of faults shrinks by itself, whatever the job shrinks to: to fewer faults, of simpler verbs, on the
// first subtask, early. First a subset of verbs is drawn for the run (swarm), then faults within it.

import fc from "fast-check";
import { type ExecutionPlan, FAULT_COUNTERS, FAULT_PHASES, FAULT_VERBS } from "@headwater/sim";
import type {
  FactName,
  Fault,
  FaultCounter,
  FaultMachine,
  FaultOperator,
  FaultPart,
  FaultPhase,
  FaultPlace,
  FaultPlan,
  FaultTarget,
  FaultTrigger,
  FaultVerb,
} from "@headwater/sim";
import { deepFreeze } from "../../sim/clock/freeze.ts";
import { isForAll } from "../../sim/cluster/fault_phases.ts";
import { type OperatorPlace, operatorPlaces } from "../../sim/cluster/fault_places.ts";
import { JOB_STATUSES, SUBTASK_STATUSES } from "../../sim/cluster/fault_predicates.ts";
import { lastingOf } from "../../sim/cluster/fault_verbs.ts";

/** What a law asks of the faults it is checked on. */
export interface FaultsWanted {
  /** Verbs that may occur, the simplest first; one that stands there twice occurs more often. */
  readonly verbs?: readonly FaultVerb[];
  readonly triggers?: readonly FaultTrigger["kind"][];
  /** Faults that are almost always in a plan, and at most; a plan shrinks to none all the same. */
  readonly countUsual?: number;
  readonly countMax?: number;
}

/** Numbers that become a fault; each is taken modulo what there is to choose from. */
export interface FaultDraw {
  readonly verb: number;
  readonly target: number;
  readonly of: number;
  readonly trigger: FaultTrigger["kind"];
  /** Thousandths of the time in which faults may strike. */
  readonly at: number;
  readonly edge: "before" | "during" | "after";
  readonly what: number;
  readonly number: number;
  readonly amount: number;
  /** Thousandths of a tenth of that time; 0 where a fault need not last. */
  readonly duration: number;
}

/** Numbers that become a plan of faults. */
export interface FaultDraws {
  /** The verbs of this run. */
  readonly verbs: readonly FaultVerb[];
  readonly faults: readonly FaultDraw[];
}

const ALL_VERBS = Object.keys(FAULT_VERBS) as FaultVerb[];
const TRIGGERS: readonly FaultTrigger["kind"][] = ["time", "phase", "fact", "count", "status"];
const PHASES = Object.keys(FAULT_PHASES) as FaultPhase[];
const COUNTERS = Object.keys(FAULT_COUNTERS) as FaultCounter[];

/** Facts that occur in many a run, so that a fault on the nth of them has a chance. */
const FACTS: readonly FactName[] = [
  "elementProcessed",
  "windowFired",
  "resultWritten",
  "barrierReceived",
  "snapshotTaken",
  "stateUploaded",
  "checkpointAcknowledged",
  "checkpointCompleted",
  "completionNotified",
  "transactionPreCommitted",
  "commitRequested",
  "taskFailed",
  "restartScheduled",
  "stateRestored",
];

/** Draws for plans; they shrink to nothing going wrong. */
export function faultDraws(wanted: FaultsWanted = {}): fc.Arbitrary<FaultDraws> {
  const { verbs = ALL_VERBS, triggers = TRIGGERS, countUsual = 1, countMax = 4 } = wanted;
  const draw: fc.Arbitrary<FaultDraw> = fc.record({
    verb: fc.nat(63),
    target: fc.nat(63),
    of: fc.nat(31),
    trigger: fc.constantFrom(...triggers),
    at: fc.nat(1000),
    edge: fc.constantFrom("after", "before", "during"),
    what: fc.nat(31),
    number: fc.nat(3),
    amount: fc.nat(3),
    duration: fc.constantFrom(0, 1, 10, 200, 1000),
  });
  const places = Array.from(
    { length: countMax },
    (_, index) => fc.option(fc.noBias(draw), { freq: index < countUsual ? 20 : 2 }),
  );
  return fc.record({
    verbs: fc.subarray([...verbs]).map((some) => some.length === 0 ? verbs.slice(0, 1) : some),
    faults: fc.tuple(...places).map((drawn) => drawn.filter((one) => one !== null)),
  });
}

/** Plans of faults that fit a job, and strike within a time if they wait for one. */
export function faultPlans(
  plan: ExecutionPlan,
  wanted: FaultsWanted & { readonly horizon?: number } = {},
): fc.Arbitrary<FaultPlan> {
  return faultDraws(wanted).map((draws) => faultsOf(draws, plan, wanted.horizon));
}

/** The faults that draws mean in a job. What cannot be there becomes the crash of a subtask. */
export function faultsOf(
  { verbs, faults }: FaultDraws,
  plan: ExecutionPlan,
  horizon = 1_000_000,
): FaultPlan {
  const places = operatorPlaces(plan);
  return deepFreeze(faults.map((draw) => {
    const drawn = pick(verbs, draw.verb);
    const possible = targetsOf(drawn, draw, plan, places);
    const verb = possible.length === 0 ? "crash" : drawn;
    const targets = possible.length === 0 ? targetsOf(verb, draw, plan, places) : possible;
    const target = pick(targets, draw.target);
    const trigger = triggerOf(draw, plan, places, horizon);
    return { verb, target, by: byOf(verb, draw), trigger, duration: 0, ...lasts() };

    function lasts(): Partial<Fault> {
      const lasting = lastingOf(verb, target.kind);
      const isDuring = trigger.kind === "phase" && trigger.edge === "during";
      const mayBeNone = lasting !== "span" || isDuring;
      const duration = Math.ceil(draw.duration * horizon / 10_000);
      if (lasting === "moment" || (mayBeNone && duration === 0)) return {};
      return { duration: Math.max(1, duration) };
    }
  }));
}

function pick<T>(some: readonly T[], index: number): T {
  return some[index % some.length];
}

function byOf(verb: FaultVerb, { amount }: FaultDraw): number {
  const { by } = FAULT_VERBS[verb];
  if (by === undefined) return 0;
  if (by === "jump") return [1000, -1000, 60_000, 3_600_000_000][amount];
  return by === "factor" ? [2, 5, 20, 100][amount] : [1, 1000, 40_000, 900_000][amount];
}

/** Everything that a verb can be done to, the simplest first. */
function targetsOf(
  verb: FaultVerb,
  draw: FaultDraw,
  plan: ExecutionPlan,
  places: readonly OperatorPlace[],
): FaultTarget[] {
  const able = verb === "silence" ? places.filter(({ isSource }) => isSource) : places;
  const kinds = Object.keys(FAULT_VERBS[verb].takes) as FaultTarget["kind"][];
  return kinds.flatMap((kind): FaultTarget[] => {
    switch (kind) {
      case "subtask":
        return subtasksOf(able);
      case "operator":
        return operatorsOf(able);
      case "task-manager":
        return machinesOf(plan).slice(1);
      case "task-managers":
      case "job-manager":
      case "storage":
        return [{ kind }];
      case "checkpoint":
        return [{ kind, checkpoint: 1 + draw.number }];
      case "link":
        return linksOf(machinesOf(plan), draw.amount % 2 === 1);
      case "record":
        // a source works on no record
        return operatorsOf(places.filter(({ isSource }) => !isSource))
          .map((of) => ({ kind, record: draw.at % 20, of }));
      default:
        return subtasksOf(partakers(kind, places)).map((of) => ({ kind, of }));
    }
  });
}

/** What only sinks do or hold. */
const SINK_PARTS: ReadonlySet<FaultPart> = new Set(["commit", "transactions", "requests"]);

/** Operators that do or hold something. */
function partakers(part: FaultPart, places: readonly OperatorPlace[]): readonly OperatorPlace[] {
  if (part === "trigger" || part === "records") return places.filter(({ isSource }) => isSource);
  if (SINK_PARTS.has(part)) return places.filter(({ isSink }) => isSink);
  return places;
}

function subtasksOf(places: readonly OperatorPlace[]): FaultOperator[] {
  return places.flatMap(({ name, subtasks }) =>
    subtasks.map((_, index): FaultOperator => ({ kind: "subtask", name, index }))
  );
}

function operatorsOf(places: readonly OperatorPlace[]): FaultOperator[] {
  return places.map(({ name }) => ({ kind: "operator", name }));
}

/** The job manager, then the task managers. */
function machinesOf({ taskManagerCount }: ExecutionPlan): FaultMachine[] {
  const managers = Array.from({ length: taskManagerCount }, (_, index): FaultMachine => ({
    kind: "task-manager",
    index,
  }));
  return [{ kind: "job-manager" }, ...managers];
}

function linksOf(machines: readonly FaultMachine[], isBothWays: boolean): FaultTarget[] {
  return machines.toReversed().flatMap((from) =>
    machines.filter((to) => to !== from)
      .map((to): FaultTarget => ({ kind: "link", from, to, isBothWays }))
  );
}

function triggerOf(
  draw: FaultDraw,
  plan: ExecutionPlan,
  places: readonly OperatorPlace[],
  horizon: number,
): FaultTrigger {
  const { trigger: kind, what, number, edge } = draw;
  // most often nobody in particular
  const someOf = <P extends FaultPlace>(some: readonly P[]): P | null =>
    draw.of % 2 === 0 || some.length === 0 ? null : pick(some, draw.of >> 1);
  const operators = [...subtasksOf(places), ...operatorsOf(places)];
  const anybody: FaultPlace[] = [...operators, ...machinesOf(plan).slice(1)];
  const ofFact = (fact: FactName) => isForAll(fact) ? null : someOf(anybody);
  switch (kind) {
    case "time":
      return { kind, at: Math.floor(draw.at * horizon / 1000) };
    case "phase": {
      const phase = pick(PHASES, what);
      const sinks = subtasksOf(places.filter(({ isSink }) => isSink));
      const of = someOf<FaultPlace>(FAULT_PHASES[phase].isOfSinks ? sinks : anybody);
      const isOfAttempt = FAULT_PHASES[phase].number === "attempt";
      return { kind, edge, phase, number: 1 + (isOfAttempt ? number % 2 : number), of };
    }
    case "fact": {
      const fact = pick(FACTS, what);
      return { kind, fact, nth: 1 + number, of: ofFact(fact) };
    }
    case "count": {
      const counter = pick(COUNTERS, what);
      return { kind, counter, of: ofFact(FAULT_COUNTERS[counter].fact), atLeast: 1 + number };
    }
    case "status": {
      const of = someOf(operators);
      return { kind, of, status: pick(of === null ? JOB_STATUSES : SUBTASK_STATUSES, what) };
    }
  }
}
