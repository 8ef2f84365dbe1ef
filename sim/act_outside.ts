// The action OUTSIDE: a system outside hears what a sink asked of it, answers, or acts of itself.

import type { ControlPlane } from "./control_plane.ts";
import type { OutsidePort } from "./7_sink/outside.ts";
import type { OutsideShare } from "./7_sink/outside_share.ts";
import type { Engine } from "./task/engine.ts";
import { NO_KEY, NO_ORIGIN } from "./element/element.ts";
import { TaskMessage } from "./task/task_message.ts";

/** Lets one share of the world outside do what is due. */
export function actOutside(index: number, engine: Engine, control: ControlPlane): void {
  const share = engine.outsides[index];
  const { now, agenda, lanes } = engine;
  const port = outsidePort(share, engine);
  const isHeld = engine.strikes?.holdsRequests(share.subtask) ?? false;
  while (!isHeld && share.requests.nextTime <= now) answer(share, port, engine, control);
  if (share.wakeAt <= now) {
    share.wakeAt = Infinity;
    share.outside!.onTimer(port);
  }
  agenda.set(lanes.outside[index], isHeld ? share.wakeAt : share.nextTime);
}

/** The job is over: what only waits for a transaction that has ended need not be waited for. */
export function restOutsides(engine: Engine): void {
  for (const share of engine.outsides) if (share.outside!.isAtRest) share.wakeAt = Infinity;
  armOutsides(engine);
}

/** What was kept back goes on. */
export function armOutsides({ now, outsides, agenda, lanes }: Engine): void {
  outsides.forEach((share, index) => {
    agenda.set(lanes.outside[index], Math.max(now + 1, share.nextTime));
  });
}

function answer(
  share: OutsideShare,
  port: OutsidePort,
  engine: Engine,
  control: ControlPlane,
): void {
  const { kind, from, attempt, number, second } = share.requests.shift();
  const outside = share.outside!;
  if (
    kind !== REPEATED && outside.isCommit(number) && engine.strikes?.repeatsRequest(share.subtask)
  ) {
    const again = { from, attempt, number, second };
    share.requests.push(engine.now + engine.config.outsideLatency, REPEATED, again);
  }
  const isRefused = outside.isCommit(number) && engine.strikes?.hits("commit", share.subtask);
  if (isRefused) outside.refuseCommits(engine.now + 1);
  const isDone = outside.perform(number, second, port);
  const at = engine.now + engine.config.outsideLatency;
  const value = Object.freeze({ request: number, isDone });
  // whoever asked may be gone; its successor asks again
  if (engine.tasks[share.subtask].attempt !== attempt) return;
  control.mail.tellTask(share.subtask, at, TaskMessage.OUTSIDE_ANSWER, {
    attempt,
    number: from,
    second,
    value,
  });
}

/** The kind of a request that has arrived before; what a sink asks for is of kind 0. */
const REPEATED = 1;

/** What a share of the world outside is handed while it acts. */
export function outsidePort(share: OutsideShare, engine: Engine): OutsidePort {
  const { now, config, writer } = engine;
  return {
    now,
    wallClock: config.startTime + Math.floor(now / 1000),
    wakeAt: (at) => share.wakeAt = at,
    report: (kind, stamp, value) => {
      if (!writer.recordsFlight) return;
      writer.owner = share.subtask;
      writer.write(kind, share.operator, NO_KEY, NO_ORIGIN, stamp, 0, value);
      writer.owner = -1;
    },
  };
}
