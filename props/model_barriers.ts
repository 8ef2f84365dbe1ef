// Barriers at a task's input once more, from the rules and as plainly as can be: sets of channels, one
// checkpoint after the other. An independent witness, so it shares nothing with the engine.

/** How a task answers: what it does to which channel or checkpoint, in words. */
export type BarrierAnswer = string;

/** What comes out of a channel and is no record. */
export type BarrierEvent =
  | { readonly barrier: number }
  | { readonly cancel: number }
  | { readonly end: true };

const CANCELLED = "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER";
const ENDED = "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM";
const SUBSUMED = "CHECKPOINT_DECLINED_SUBSUMED";

/** A checkpoint of which some barriers are in. */
interface Waiting {
  readonly id: number;
  readonly since: number;
  readonly missing: Set<number>;
  readonly held: Set<number>;
  isOver: boolean;
}

/** What both kinds know: who is open, and the newest checkpoint heard of. */
abstract class ModelInput {
  protected newest = -1;
  protected readonly open: Set<number>;

  constructor(channelCount: number, protected readonly afterTasksFinish: boolean) {
    this.open = new Set(Array.from({ length: channelCount }, (_, channel) => channel));
  }

  /** One event out of one channel; what the task does then. */
  abstract receive(channel: number, event: BarrierEvent, now: number): BarrierAnswer[];

  protected wait(id: number, channel: number, since: number): Waiting {
    this.newest = id;
    const missing = new Set(this.open);
    missing.delete(channel);
    return { id, since, missing, held: new Set(), isOver: false };
  }
}

/** Exactly once: AL-3 to AL-9. */
export class ModelAlignment extends ModelInput {
  private waiting: Waiting | null = null;

  override receive(channel: number, event: BarrierEvent, now: number): BarrierAnswer[] {
    if ("end" in event) return this.end(channel, now);
    const id = "barrier" in event ? event.barrier : event.cancel;
    const isOld = id < this.newest || (id === this.newest && this.waiting === null);
    if ("cancel" in event) return isOld ? [] : this.giveUp(id, CANCELLED); // AL-8
    if (isOld) return [`resume ${channel}`]; // AL-4
    const before = this.waiting !== null && id > this.newest
      ? this.giveUp(this.newest, SUBSUMED) // AL-5
      : [];
    this.waiting ??= this.wait(id, channel, now);
    this.waiting.missing.delete(channel);
    if (this.open.size === 1) { // AL-3
      this.waiting = null;
      return [...before, `snapshot ${id} after 0`, `resume ${channel}`];
    }
    this.waiting.held.add(channel);
    return [...before, `block ${channel}`, ...this.snapshot(now)];
  }

  private end(channel: number, now: number): BarrierAnswer[] {
    this.open.delete(channel);
    if (this.waiting === null) return [];
    if (!this.afterTasksFinish) return this.giveUp(this.newest, ENDED); // AL-9
    this.waiting.missing.delete(channel);
    return this.snapshot(now);
  }

  /** AL-6 */
  private snapshot(now: number): BarrierAnswer[] {
    const { id, since, missing } = this.waiting!;
    return missing.size > 0 ? [] : [`snapshot ${id} after ${now - since}`, ...this.release()];
  }

  private giveUp(id: number, reason: string): BarrierAnswer[] {
    this.newest = Math.max(this.newest, id);
    return [...this.release(), `abort ${id} ${reason}`];
  }

  private release(): BarrierAnswer[] {
    const held = [...this.waiting?.held ?? []].sort((a, b) => a - b);
    this.waiting = null;
    return held.map((channel) => `resume ${channel}`);
  }
}

/** At least once: AL-12, for fewer checkpoints at a time than there is room for. */
export class ModelTracker extends ModelInput {
  /** By id. */
  private waiting: Waiting[] = [];

  override receive(channel: number, event: BarrierEvent, now: number): BarrierAnswer[] {
    if ("end" in event) return this.end(channel, now);
    const id = "barrier" in event ? event.barrier : event.cancel;
    if (id > this.newest) this.waiting.push(this.wait(id, channel, now));
    const aborts = "cancel" in event ? this.giveUp((one) => one.id <= id, CANCELLED) : [];
    if ("cancel" in event) this.waiting = this.waiting.filter((one) => one.id >= id);
    this.waiting.find((one) => one.id === id)?.missing.delete(channel);
    return [...aborts, ...this.snapshot(now)];
  }

  private end(channel: number, now: number): BarrierAnswer[] {
    this.open.delete(channel);
    if (this.afterTasksFinish) {
      for (const { missing } of this.waiting) missing.delete(channel);
      return this.snapshot(now);
    }
    const aborts = this.giveUp(() => true, ENDED); // AL-9
    this.waiting = [];
    return aborts;
  }

  private giveUp(which: (one: Waiting) => boolean, reason: string): BarrierAnswer[] {
    return this.waiting.filter((one) => which(one) && !one.isOver).map((one) => {
      one.isOver = true;
      return `abort ${one.id} ${reason}`;
    });
  }

  /** The newest that misses nobody; it and all older ones are over. */
  private snapshot(now: number): BarrierAnswer[] {
    const complete = this.waiting.filter(({ missing }) => missing.size === 0).at(-1);
    if (complete === undefined) return [];
    this.waiting = this.waiting.filter(({ id }) => id > complete.id);
    return complete.isOver ? [] : [`snapshot ${complete.id} after ${now - complete.since}`];
  }
}
