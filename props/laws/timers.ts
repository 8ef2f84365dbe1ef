// Timers: each once, in order, for its key.

import fc from "fast-check";
import { MIN, TimerService } from "@headwater/sim";
import { claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ register: fc.nat(20), key: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ delete: fc.nat(20), key: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ advance: fc.nat(22) }) },
  ),
  { minLength: 12, maxLength: 40 },
);

const onceInOrder = law(
  {
    id: "timers/once-and-in-order",
    title: "A timer fires once, when its time has come, in the order of time and registration",
    rules: ["TI-1", "TI-3", "TI-4", "TI-6", "TI-7", "TI-11"],
    statement:
      "For any registrations, deletions and advances, also registrations from a callback: what fires is " +
      "what a sorted list of distinct timers gives, in both time domains; a deleted timer never fires.",
    kind: "always",
    runCount: 1000,
    sometimes: { "the same timer twice": 0.1, "deleted": 0.05, "registered by a callback": 0.1 },
  },
  fc.record({ steps, isEvent: fc.boolean() }),
  ({ steps, isEvent }, cover) => {
    const service = new TimerService();
    const context = { key: 0, setKey: (key: number) => void (context.key = key), report() {} };
    const register = (time: number) =>
      isEvent
        ? service.registerEventTimeTimer(-1, time, context)
        : service.registerProcessingTimeTimer(-1, time, context);
    const fired: string[] = [], wanted: string[] = [];
    let waiting: { key: number; time: number }[] = [];
    const add = (key: number, time: number) => {
      const isThere = waiting.some((timer) => timer.key === key && timer.time === time);
      if (isThere) return cover("the same timer twice");
      waiting.push({ key, time });
    };
    /** Every fifth moment a callback sets another timer, which may be due at once (TI-4). */
    const follow = (time: number) => time % 5 === 4 ? time + 1 : null;
    const onTime = (_namespace: number, time: number) => {
      fired.push(`${context.key}@${time}`);
      const next = follow(time);
      if (next !== null) register(next);
    };
    const target = { onEventTime: onTime, onProcessingTime: onTime };
    let now = MIN;
    for (const step of steps) {
      if ("register" in step) {
        context.key = step.key;
        register(step.register);
        add(step.key, step.register);
      } else if ("delete" in step) {
        context.key = step.key;
        if (isEvent) service.deleteEventTimeTimer(-1, step.delete, context);
        else service.deleteProcessingTimeTimer(-1, step.delete, context);
        const left = waiting.filter(({ key, time }) => key !== step.key || time !== step.delete);
        cover("deleted", left.length < waiting.length);
        waiting = left;
      } else if (step.advance > now) {
        now = step.advance;
        if (isEvent) service.advanceWatermark(now, target, context);
        else service.advanceProcessingTime(now, target, context);
        for (;;) {
          const due = waiting.filter(({ time }) => time <= now).sort((a, b) => a.time - b.time)[0];
          if (due === undefined) break;
          waiting = waiting.filter((timer) => timer !== due);
          wanted.push(`${due.key}@${due.time}`);
          const next = follow(due.time);
          cover("registered by a callback", next !== null && next <= now);
          if (next !== null) add(due.key, next);
        }
      }
    }
    claimSame(fired, wanted, "Timers that fired");
  },
);

/** The laws of timers. */
export const TIMERS: readonly Law[] = [onceInOrder];
