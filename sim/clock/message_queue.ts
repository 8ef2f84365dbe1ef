// What one owner is told by others, until its time has come: messages by arrival, equal times in the order
// of sending. A part. Messages are rare, so they are objects; what is frequent travels in rings.

import type { Micros } from "./time.ts";
import { NEVER } from "./agenda.ts";

/** One message: its kind, up to three numbers, and at most one immutable value. A part. */
export class Message {
  at: Micros = 0;
  /** When it was sent: a process that dies at that instant has not got it out of the door. */
  sentAt: Micros = 0;
  kind = 0;
  /** Who it is from, or about. */
  from = 0;
  /** The attempt in which it was sent: a later one does not listen to it. */
  attempt = 0;
  number = 0;
  second = 0;
  value: unknown = undefined;
}

/** What a message says besides its kind; what is left out is 0 or nothing. */
export type MessageContent = Partial<Omit<Message, "at" | "kind">>;

/** Messages on their way to one owner. */
export class MessageQueue {
  messages: Message[] = [];

  /** When the first one arrives; NEVER when none is under way. */
  get nextTime(): Micros {
    return this.messages.length === 0 ? NEVER : this.messages[0].at;
  }

  /** Puts a message on its way. */
  push(at: Micros, kind: number, content: MessageContent = {}): void {
    const message = Object.assign(new Message(), content, { at, kind });
    const { messages } = this;
    let place = messages.length;
    while (place > 0 && messages[place - 1].at > at) place--;
    messages.splice(place, 0, message);
  }

  /** Takes the first one out; there must be one. */
  shift(): Message {
    return this.messages.shift()!;
  }

  /** Forgets messages that match. */
  drop(isDropped: (message: Message) => boolean): void {
    this.messages = this.messages.filter((message) => !isDropped(message));
  }

  /** Forgets everything that is under way. */
  clear(): void {
    this.messages.length = 0;
  }
}
