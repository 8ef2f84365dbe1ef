// CUSTOM (Flink's CustomPartitionerWrapper around a user's Partitioner): the program itself says which
// channel a record takes. The stream is not keyed by that: nothing is remembered by this key.

import { refuse, showValue } from "../clock/named_error.ts";
import { Partitioner, type PartitionerSpec } from "./partitioner.ts";

/** The user's choice: the channel of a key, out of `channelCount` (Flink's Partitioner). */
export type ChannelFunction<K> = (key: K, channelCount: number) => number;

/** What a {@linkcode CustomPartitioner} is told once. */
export interface CustomPartitionerSpec extends PartitionerSpec {
  readonly choose: ChannelFunction<unknown>;
  readonly selectKey: (value: unknown) => unknown;
}

/**
 * Asks the user's function for each record (P-8).
 *
 * Errors: `E-PARTITION` when it answers with anything but a channel.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { custom, CustomPartitioner } from "@headwater/sim";
 * const partitioner = new CustomPartitioner();
 * partitioner.spec = custom((length, count) => length % count, (word: string) => word.length);
 * partitioner.setup(2, () => 0);
 * strictEqual(partitioner.select("tides"), 1);
 * ```
 */
export class CustomPartitioner extends Partitioner<CustomPartitionerSpec> {
  /** The channel that the user's function chooses. */
  override select(value: unknown): number {
    const { choose, selectKey } = this.spec;
    const key = selectKey(value);
    const channel: unknown = choose(key, this.channelCount);
    if (this.isChannel(channel)) return channel;
    return refuse(
      "E-PARTITION",
      `The partitioner of partitionCustom answered ${showValue(channel)} for the key ` +
        `${showValue(key)}; wanted: a whole number from 0 to ${this.channelCount - 1}. Usual ` +
        `cause: the remainder of a negative number, or a number of channels written into the function`,
    );
  }

  private isChannel(channel: unknown): channel is number {
    return Number.isInteger(channel) && (channel as number) >= 0 &&
      (channel as number) < this.channelCount;
  }
}

/**
 * The CUSTOM strategy: `choose` gives the channel of the key that `selectKey` finds in a record.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { custom } from "@headwater/sim";
 * strictEqual(custom((key: number, count) => key % count, (value: number) => value).name, "CUSTOM");
 * ```
 */
export function custom<T, K>(
  choose: ChannelFunction<K>,
  selectKey: (value: T) => K,
): CustomPartitionerSpec {
  return Object.freeze({
    Partitioner: CustomPartitioner,
    name: "CUSTOM",
    isPointwise: false,
    choose: choose as ChannelFunction<unknown>,
    selectKey: selectKey as (value: unknown) => unknown,
  });
}
