// The channels of a run: for every pair of a sending and a receiving subtask, what went in and what came
// out, by the names of the records.

import { namesOf, START, type Timeline } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";

/** One channel of a run that has ended. */
export interface Channel {
  /** `label[0]→latest[0]` */
  readonly name: string;
  readonly sent: readonly string[];
  readonly taken: readonly string[];
}

/** Runs a timeline to its end and reads its channels off the trace. */
export function channelsOf(timeline: Timeline): Channel[] {
  const { time } = timeline.run().position;
  const { channels, records = [], splits } = namesOf(timeline);
  const sent: string[][] = channels.map(() => []), taken: string[][] = channels.map(() => []);
  for (const fact of timeline.view(START, { time: time + 1, done: 0 }).facts()) {
    const { kind, owner, subject, origin, detail } = fact;
    const isRecord = detail === 0 && subject >= 0;
    // a source takes from its splits, which are no channels
    const isTaken = kind === Fact.elementProcessed && splits[owner].length === 0;
    if (isRecord && kind === Fact.elementBuffered) sent[subject].push(records[origin]);
    if (isRecord && isTaken) taken[subject].push(records[origin]);
  }
  return channels
    .map((name, channel) => ({ name, sent: sent[channel], taken: taken[channel] }))
    .filter((channel) => channel.sent.length + channel.taken.length > 0);
}
