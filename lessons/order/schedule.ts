// The fates of the network, as the laws draw them: single delays that somebody chose, on an otherwise calm
// network. The smallest one that breaks a program can be told: "if r2 takes 16 ms longer from …".

import { type Choice, type Job, millis, open, planJob, type Timeline } from "@headwater/sim";
import { channelsOf } from "./channels.ts";
import { network } from "./job.ts";

/** One delay: of the n-th buffer on one of the channels between machines. */
export interface Delay {
  readonly stream: number;
  readonly n: number;
  readonly value: number;
}

/** All fates of one program. */
export class Schedule {
  private readonly names: readonly string[];

  constructor(private readonly job: Job) {
    const { channels } = planJob(job, { config: network });
    this.names = channels.filter(({ isLocal }) => !isLocal).map(({ name }) => name);
  }

  /** Opens the program under a fate. */
  open(delays: readonly Delay[]): Timeline {
    const choices = this.choices(delays);
    return open(this.job, { config: network, choices, keyframeDistance: 1e6 });
  }

  /** What is special about a fate, as the end of a sentence. */
  tell(delays: readonly Delay[]): string {
    const channels = channelsOf(this.open(delays));
    const parts = this.choices(delays).filter(({ value }) => value > 0).map((choice) => {
      const name = choice.stream.replace(/^jitter\//, "");
      const [sender, receiver] = name.split("→");
      const channel = channels.find((channel) => channel.name === name);
      const record = channel?.sent[choice.n] ?? `record ${choice.n + 1}`;
      const longer = Math.ceil(choice.value / millis(1));
      return `${record} takes ${longer} ms longer from ${sender} to ${receiver}`;
    });
    return parts.length === 0 ? "on a calm network" : `if ${parts.join(" and ")}`;
  }

  /** Delays name channels by number, so that every program has some; here they get their names. */
  private choices(delays: readonly Delay[]): Choice[] {
    const { names } = this;
    if (names.length === 0) return [];
    return delays.map(({ stream, n, value }) => ({
      stream: `jitter/${names[stream % names.length]}`,
      attempt: 0,
      n,
      value: value * DELAY_UNIT,
    }));
  }
}

/** True when nothing is delayed. */
export function isCalm(delays: readonly Delay[]): boolean {
  return delays.every(({ value }) => value === 0);
}

/** How much there is to tell of a fate. */
export function sizeOf(delays: readonly Delay[]): number {
  return delays.reduce((sum, { value }) => sum + value, delays.length * 1e6);
}

/** Laws draw up to 5,000; this network delays by up to 20,000 µs. */
const DELAY_UNIT = 4;
