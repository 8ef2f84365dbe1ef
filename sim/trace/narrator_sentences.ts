// What happened, in one sentence per kind of fact. The only table of sentences: one row per kind, one
// column per language. A translation fills the next column; where it is missing, English is said.

import type { Fact } from "./fact.ts";
import type { Told } from "./narrator_words.ts";
import { CONTROL_SENTENCES } from "./narrator_control.ts";

/** Languages that the table has a column for. */
export type Language = "en" | "zh";

/** Says what happened, without the full stop. */
export type Sentence = (told: Told) => string;

/** One kind of fact in all languages. */
export interface SentenceRow {
  readonly en: Sentence;
  readonly zh?: Sentence;
}

/** The sentences, in the order of a record's path. */
export const SENTENCES: Readonly<Record<keyof typeof Fact, SentenceRow>> = {
  recordCreated: {
    en: ({ record, eventTime }) =>
      eventTime === "−∞"
        ? `${record} enters the job`
        : `${record} enters the job; its event time is ${eventTime}`,
  },
  recordEmitted: {
    en: ({ place, record, isSide }) =>
      `${place} emits ${record}${isSide ? " to a side output" : ""}`,
  },
  recordFiltered: { en: ({ place, record }) => `${place} lets ${record} go no further` },
  channelSelected: {
    en: ({ sender, receiver, record, key }) =>
      `${sender} picks ${receiver} for ${record}${key === "" ? "" : `, because of its key ${key}`}`,
  },
  elementBuffered: {
    en: ({ sender, receiver, element }) =>
      `${sender} puts ${element} into its buffer for ${receiver}`,
  },
  bufferSent: {
    en: ({ sender, receiver, count, arrival }) =>
      `${sender} sends a buffer of ${elements(count)} to ${receiver}, to arrive at ${arrival}`,
  },
  bufferReceived: {
    en: ({ sender, receiver, count }) =>
      `A buffer of ${elements(count)} from ${sender} reaches ${receiver}`,
  },
  elementPolled: {
    en: ({ sender, receiver, element }) => `${receiver} takes up ${element} from ${sender}`,
  },
  creditReturned: {
    en: ({ sender, receiver }) => `${receiver} tells ${sender} that it has room for a buffer more`,
  },
  elementProcessed: { en: processed },
  watermarkEmitted: {
    en: ({ place, eventTime }) =>
      eventTime === "+∞"
        ? `${place} sends out the last watermark: nothing more is to come`
        : `${place} sends out watermark ${eventTime}: it expects newer records only`,
  },
  watermarkAdvanced: {
    en: ({ subtask, eventTime }) =>
      eventTime === "+∞"
        ? `Event time is over at ${subtask}`
        : `Event time at ${subtask} advances to ${eventTime}`,
  },
  statusChanged: {
    en: ({ subtask, elementKind }) =>
      elementKind === "idle"
        ? `${subtask} has idle inputs only and stops waiting for them`
        : `${subtask} has an active input again and waits for it`,
  },
  stateDeclared: { en: ({ place, result }) => `${place} has a state that it calls ${result}` },
  stateUpdated: {
    en: ({ subtask, key, windowEnd, stored }) =>
      (stored === "" ? `${subtask} forgets what it kept` : `${subtask} remembers ${stored}`) +
      forKey(key) + (windowEnd === "" ? "" : `, in the window up to ${windowEnd}`),
  },
  timerRegistered: {
    en: ({ subtask, key, eventTime }) => `${subtask} sets a timer${forKey(key)}, at ${eventTime}`,
  },
  timerDeleted: {
    en: ({ subtask, key, eventTime }) =>
      `${subtask} takes back its timer${forKey(key)} at ${eventTime}`,
  },
  timerFired: {
    en: ({ subtask, key, eventTime }) =>
      `The timer${forKey(key)} at ${eventTime} fires at ${subtask}`,
  },
  windowAssigned: {
    en: ({ record, window, key, lag, isWindowLate }) =>
      `${record} joins window ${window}${ofKey(key)}` + (lag === "" ? "" : behind(lag)) +
      (isWindowLate ? ": late, but allowed" : lag === "" ? "" : ", and in time"),
  },
  stateRead: {
    en: ({ subtask, key }) => `${subtask} looks up what it remembers${forKey(key)}`,
  },
  stateExpired: {
    en: ({ subtask, key, stored }) =>
      `${subtask} forgets${stored === "" ? "" : ` ${stored}`}${
        forKey(key)
      }: its time to live is over`,
  },
  stateRemoved: {
    en: ({ subtask, key, stored }) => `${subtask} no longer remembers ${stored}${forKey(key)}`,
  },
  windowMerged: {
    en: ({ subtask, window, key }) =>
      `Sessions of ${subtask} that touch become one, ${window}${ofKey(key)}`,
  },
  windowTriggered: {
    en: ({ subtask, window, key, answer }) =>
      `The trigger of window ${window}${ofKey(key)} at ${subtask} says ${answer}`,
  },
  windowPurged: {
    en: ({ subtask, window, key }) =>
      `Window ${window}${ofKey(key)} at ${subtask} forgets what it has told`,
  },
  windowFired: {
    en: ({ subtask, window, key, isWindowLate, isWindowEarly, record }) =>
      isWindowLate && record !== ""
        ? `Window ${window}${ofKey(key)} fires again at ${subtask}, because of ${record}`
        : `Window ${window}${ofKey(key)} fires ${isWindowEarly ? "early " : ""}at ${subtask}`,
  },
  windowCleaned: {
    en: ({ subtask, window, key }) =>
      `Window ${window}${ofKey(key)} is closed for good at ${subtask}`,
  },
  recordLate: {
    en: ({ place, record, lag }) =>
      `${record} comes to ${place}${
        lag === "" ? "" : behind(lag)
      }: too late, it goes to the side output`,
  },
  recordDropped: {
    en: ({ place, record, lag }) =>
      `${record} comes to ${place}${lag === "" ? "" : behind(lag)}: too late, it is dropped`,
  },
  recordUnassigned: {
    en: ({ place, record }) => `${record} falls between the windows of ${place} and is in none`,
  },
  recordJoined: { en: ({ place, record }) => `${place} finds a partner for ${record}` },
  asyncRequested: { en: ({ place, record }) => `${place} asks outside about ${record}` },
  asyncCompleted: { en: ({ place, record }) => `${place} has the answer about ${record}` },
  asyncTimedOut: {
    en: ({ place, record }) => `${place} has waited too long for the answer about ${record}`,
  },
  sourcePaused: {
    en: ({ subtask, eventTime }) =>
      `${subtask} has come to ${eventTime}, too far ahead of its group, and waits`,
  },
  sourceResumed: { en: ({ subtask }) => `${subtask} is no longer too far ahead and reads on` },
  latencyMeasured: {
    en: ({ place, count }) => `A latency marker has come to ${place} in ${count} ms`,
  },
  functionClosed: { en: ({ place }) => `The function of ${place} is closed` },
  resultWritten: { en: ({ place, result }) => `${place} writes ${result}` },
  taskBlocked: {
    en: ({ subtask }) => `${subtask} has no buffer left to send in and stops reading`,
  },
  taskUnblocked: { en: ({ subtask }) => `${subtask} has a buffer to send in again and goes on` },
  executionStateChanged: {
    en: ({ subtask, state }) =>
      state === "RUNNING"
        ? `${subtask} begins to run`
        : state === "FINISHED"
        ? `${subtask} has finished`
        : `${subtask} is ${state}`,
  },
  interventionApplied: {
    en: ({ link, result }) =>
      link === null
        ? `Somebody intervenes: ${result}`
        : `Somebody sets the way from task manager ${link.from} to ${link.to} to ${link.latency}`,
  },
  ...CONTROL_SENTENCES,
};

/** Of all kinds the one with the most to tell: what a subtask consumes may be anything. */
function processed({ subtask, sender, split, element, elementKind, lag }: Told): string {
  const from = split === "" ? sender : split;
  switch (elementKind) {
    case "record":
      if (split !== "") return `${subtask} reads ${element} from ${split}`;
      return `${element} arrives at ${subtask}` + (lag === "" ? ` from ${from}` : behind(lag));
    case "idle":
      return `${subtask} hears from ${from} that it is idle`;
    case "active":
      return `${subtask} hears from ${from} that it is active again`;
    case "endOfData":
      return `${subtask} hears from ${from} that nothing more will come`;
    case "endOfPartition":
      return `${from} hangs up on ${subtask}`;
    default:
      return `${capital(element)} arrives at ${subtask} from ${from}`;
  }
}

function elements(count: number): string {
  return count === 1 ? "one element" : `${count} elements`;
}

function ofKey(key: string): string {
  return key === "" ? "" : ` of key ${key}`;
}

function forKey(key: string): string {
  return key === "" ? "" : ` for key ${key}`;
}

/** Only where a word of ours begins the sentence: names stay as they are. */
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function behind(lag: string): string {
  return `, ${lag} behind the watermark`;
}
