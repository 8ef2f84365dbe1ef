// From many channels' event time to one, and on to the next operators.

import fc from "fast-check";
import { MAX, WatermarkValve } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { claimSame } from "../claim.ts";
import { scenarios } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { type EventTime, ModelValve } from "../model_valve.ts";
import { isSource, observe } from "../run.ts";

const subjects = scenarios().map((scenario) => ({ scenario }));

const steps = fc.array(
  fc.record({
    channel: fc.nat(3),
    said: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.integer({ min: -20, max: 20 }).map((watermark) => ({ watermark })),
      },
      fc.constantFrom<EventTime>({ status: "idle" }, { status: "active" }),
      fc.constantFrom(MAX, -MAX, MAX - 1).map((watermark) => ({ watermark })),
    ),
  }),
  { maxLength: 40, size: "max" },
);

const valveAlone = law(
  {
    id: "watermarks/valve-is-its-model",
    title: "The valve says what the model says, whatever its channels say",
    rules: ["V-1", "V-2", "V-3", "V-4", "V-5"],
    statement:
      "One to four channels say watermarks (also old ones, repeated ones and the limits) and " +
      "change their status in any order; after each, engine and model say the same.",
    kind: "always",
    runCount: 2000,
    sometimes: { "regression": 0.4, "all idle": 0.2, "catching up": 0.05 },
  },
  fc.record({ channelCount: fc.integer({ min: 1, max: 4 }), steps }),
  ({ channelCount, steps }, cover) => {
    const valve = new WatermarkValve(), model = new ModelValve(channelCount);
    valve.build(channelCount);
    let highest = -Infinity;
    steps.forEach(({ channel: any, said }, i) => {
      const channel = any % channelCount;
      const found: EventTime[] = [];
      const output = {
        emitWatermark: (watermark: number) => void found.push({ watermark }),
        emitStatus: (isIdle: boolean) => void found.push({ status: isIdle ? "idle" : "active" }),
      };
      if ("watermark" in said) {
        cover("regression", said.watermark < highest);
        cover("catching up", valve.idle[channel] === 0 && valve.aligned[channel] === 0);
        highest = Math.max(highest, said.watermark);
        valve.receiveWatermark(channel, said.watermark, output);
      } else valve.receiveStatus(channel, said.status === "idle", output);
      claimSame(found, model.receive(channel, said), `After step ${i} the valve says`);
      cover("all idle", valve.isIdle);
    });
  },
);

const valveInRuns = law(
  {
    id: "watermarks/the-valve-decides-event-time",
    title: "A subtask's event time is what the model valve makes of its channels",
    rules: ["V-1", "V-2", "V-3", "V-4", "V-9", "TS-4"],
    statement:
      "Watermarks and statuses are consumed from all channels of a subtask, through unions too. " +
      "After each, the subtask's watermark and status change exactly as the model valve says.",
    kind: "always",
    sometimes: { "several channels": 0.5, "the slowest held it back": 0.2, "idle": 0.04 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { plan, facts } = observe(scenario);
    const valves = plan.subtasks.map(({ inputs }) => new ModelValve(inputs.length));
    const expected = plan.subtasks.map((): EventTime[] => []);
    for (const { kind, owner, subject, detail, stamp, time } of facts) {
      if (kind === Fact.watermarkAdvanced || kind === Fact.statusChanged) {
        const found = kind === Fact.watermarkAdvanced ? { watermark: stamp } : statusOf(detail);
        claimSame(found, expected[owner].shift(), `Event time of subtask ${owner}`, time);
      }
      if (kind !== Fact.elementProcessed || isSource(plan, owner)) continue;
      claimSame(expected[owner], [], `Subtask ${owner} kept back`, time);
      if (detail === ElementKind.RECORD || detail === ElementKind.END_OF_DATA) continue;
      const said = detail === ElementKind.WATERMARK ? { watermark: stamp } : statusOf(detail);
      expected[owner] = valves[owner].receive(plan.channels[subject].gateIndex, said);
      cover("several channels", plan.subtasks[owner].inputs.length > 1);
      cover("the slowest held it back", expected[owner].length === 0 && stamp < MAX);
      cover("idle", detail === ElementKind.IDLE);
    }
    claimSame(expected.flat(), [], "Event time that was never reached");
  },
);

const passedOn = law(
  {
    id: "watermarks/operators-pass-event-time-on",
    title: "Event time passes through operators: what the valve says, every output channel carries",
    rules: ["V-7", "ORD-15", "WG-14"],
    statement:
      "Subtasks that neither read splits nor assign timestamps: the watermarks and statuses that come " +
      "out of their valve are, in that order, those that go into each of their output channels.",
    kind: "always",
    sometimes: { "several watermarks": 0.15, "idle": 0.04 },
  },
  subjects,
  ({ scenario }, cover) => {
    const { plan, facts } = observe(scenario);
    const inside = plan.subtasks.map((): EventTime[] => []);
    const outside = plan.channels.map((): EventTime[] => []);
    for (const { kind, owner, subject, detail, stamp } of facts) {
      if (kind === Fact.watermarkAdvanced) inside[owner].push({ watermark: stamp });
      if (kind === Fact.statusChanged) inside[owner].push(statusOf(detail));
      if (kind !== Fact.elementBuffered || detail === ElementKind.RECORD) continue;
      if (detail === ElementKind.WATERMARK) outside[subject].push({ watermark: stamp });
      else if (detail !== ElementKind.END_OF_DATA) outside[subject].push(statusOf(detail));
    }
    for (const { id, sender, name } of plan.channels) {
      const { chain } = plan.vertices[plan.subtasks[sender].vertex];
      if (isSource(plan, sender) || chain.some(({ operator }) => operator.uid === "time")) continue;
      claimSame(outside[id], inside[sender], `Event time on ${name}`);
      cover("several watermarks", inside[sender].length > 2);
      cover("idle", inside[sender].some((said) => "status" in said));
    }
  },
);

function statusOf(kind: number): EventTime {
  return { status: kind === ElementKind.IDLE ? "idle" : "active" };
}

/** The laws of the valve. */
export const VALVE: readonly Law[] = [valveAlone, valveInRuns, passedOn];
