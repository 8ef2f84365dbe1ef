// When a buffer leaves, how long it is under way, and that no effect comes before its cause.

import { type Micros } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { claim, claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { groupBy, observe, type Run, transfers } from "../run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const handedOver = law(
  {
    id: "flow/buffers-are-handed-over-in-time",
    title: "A buffer leaves when it is full, when an event follows, or with the next flush",
    rules: ["NET-1", "NET-2", "NET-3", "ORD-1"],
    statement:
      "No buffer holds more elements than its capacity, an event travels alone. On local channels, " +
      "where no credit is needed: a buffer that is not full leaves at a multiple of the timeout (at " +
      "once if that is 0, never if it is -1) or right before the end of data; no element waits longer.",
    kind: "always",
    sometimes: { "full": 0.2, "flushed": 0.3, "cut by the end": 0.3 },
  },
  subjects,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const { bufferCapacity, bufferTimeout } = run.timeline.ground.config;
    for (const facts of ofChannels(run, Fact.elementBuffered, Fact.bufferSent)) {
      const { isLocal, name } = run.plan.channels[facts[0].subject];
      const waiting: Micros[] = [];
      facts.forEach(({ kind, time, key: rows, detail }, i) => {
        if (kind === Fact.elementBuffered) return void waiting.push(time);
        const [since] = waiting.splice(0, rows);
        const isEvent = detail === 1;
        const most = isEvent ? 1 : bufferCapacity;
        claim(rows >= 1 && rows <= most, () => `A buffer of ${rows} elements on ${name}`, time);
        if (!isLocal || isEvent || rows === bufferCapacity) return cover("full", !isEvent);
        const isFlush = bufferTimeout > 0 && time % (1000 * bufferTimeout) === 0;
        const isCut = facts.slice(i + 1).every((next) => next.kind === Fact.bufferSent);
        claim(bufferTimeout === 0 || isFlush || isCut, () => `${name} sends too early`, time);
        const longest = bufferTimeout < 0 ? Infinity : 1000 * bufferTimeout;
        claim(time - since <= longest, () => `An element waits in ${name}`, time);
        cover(isCut ? "cut by the end" : "flushed");
      });
    }
  },
);

const causesFirst = law(
  {
    id: "flow/causes-come-before-effects",
    title: "Time never runs backwards, and what one subtask does to another takes at least a tick",
    rules: ["ORD-9"],
    statement:
      "Facts are in the order of time. A buffer arrives when its sender said it would, at least " +
      "1 µs after it was sent and in the order of sending; no element is consumed sooner than 1 µs " +
      "after it was put into its channel.",
    kind: "always",
    sometimes: { "buffers in flight together": 0.3 },
  },
  subjects,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    run.facts.forEach((fact, i) => {
      const before = run.facts[i - 1]?.time ?? 0;
      claim(fact.time >= before, () => `${fact.name} at ${fact.time} follows ${before}`, fact.time);
    });
    for (const facts of ofChannels(run, Fact.bufferSent, Fact.bufferReceived)) {
      const onTheWay: FactRow[] = [];
      for (const fact of facts) {
        if (fact.kind === Fact.bufferSent) onTheWay.push(fact);
        cover("buffers in flight together", onTheWay.length > 1);
        if (fact.kind === Fact.bufferSent) continue;
        const sent = onTheWay.shift();
        claim(sent !== undefined, () => `A buffer arrives that was not sent`, fact.time);
        claimSame([fact.time, fact.key], [sent.stamp, sent.key], "Arrival and rows", fact.time);
        claim(fact.time > sent.time, () => `A buffer takes no time`, fact.time);
      }
      claimSame(onTheWay.length, 0, "Buffers that never arrived");
    }
    for (const facts of groupBy(transfers(run), ({ subject }) => subject).values()) {
      const times: Micros[] = [];
      for (const { kind, time } of facts) {
        if (kind === Fact.elementBuffered) times.push(time);
        else claim(times.shift()! < time, () => `An element is consumed as it is put in`, time);
      }
    }
  },
);

const latency = law(
  {
    id: "flow/a-buffer-takes-the-latency-of-its-link",
    title: "A buffer takes the latency of its link and some jitter, and never overtakes",
    rules: ["ORD-2", "NET-10"],
    statement:
      "Inside a machine a buffer takes one tick; between machines at least the latency and at " +
      "most the jitter more, unless it has to wait for the one before it.",
    kind: "always",
    sometimes: { "jitter": 0.15, "held up by the one before": 0.02 },
  },
  subjects,
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const { latency, jitter } = run.timeline.ground.config;
    for (const facts of ofChannels(run, Fact.bufferSent)) {
      const { isLocal, name } = run.plan.channels[facts[0].subject];
      const least = isLocal ? 1 : latency, most = isLocal ? 1 : latency + jitter;
      let before = 0;
      for (const { time, stamp } of facts) {
        const took = stamp - time;
        const isHeldUp = stamp === before && took > most;
        const isRight = took >= least && stamp >= before && (took <= most || isHeldUp);
        claim(isRight, () => `On ${name} a buffer takes ${took} µs`, time);
        cover("jitter", took > least);
        cover("held up by the one before", stamp === before && took > least);
        before = stamp;
      }
    }
  },
);

function* ofChannels({ facts }: Run, ...kinds: number[]): Iterable<FactRow[]> {
  yield* groupBy(facts.filter(({ kind }) => kinds.includes(kind)), ({ subject }) => subject)
    .values();
}

/** The laws of buffers. */
export const BUFFERS: readonly Law[] = [handedOver, causesFirst, latency];
