// What may befall a message of the control plane on its way (F22, F32 … F34): links and faults decide.

import { Message } from "./clock/message_queue.ts";

/** Messages that faults can name. */
export type MessageName = "trigger" | "ack" | "notification";

/** What becomes of a message. */
export const Verdict = { DELIVER: 0, LOSE: 1, REPEAT: 2, KEEP: 3 } as const;

/** Decides it. */
export interface MessageFate {
  /** For a message to or from a subtask, from one machine to another. */
  judge(name: MessageName | null, subtask: number, from: number, to: number): number;
}

/** A message that is kept back until somebody lets it go. A part. */
export class KeptMessage {
  to = 0;
  name: MessageName | null = null;
  subtask = 0;
  message: Message = new Message();
}
