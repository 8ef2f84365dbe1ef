// What the world knows of one sink subtask's share of a system outside: whose it is, and what is on its
// way to it.

import type { Micros } from "../clock/time.ts";
import { NEVER } from "../clock/agenda.ts";
import { MessageQueue } from "../clock/message_queue.ts";
import type { Outside } from "./outside.ts";

/** One share, with its mail. A part. */
export class OutsideShare {
  /** Whose it is: a subtask, and the index of the sink in its chain. */
  subtask = 0;
  operator = 0;
  outside: Outside | null = null;
  requests: MessageQueue = new MessageQueue();
  /** When it wants to act of itself; NEVER when it does not. */
  wakeAt: Micros = NEVER;

  /** When something happens here next. */
  get nextTime(): Micros {
    return Math.min(this.requests.nextTime, this.wakeAt);
  }
}
