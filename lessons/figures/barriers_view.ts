// What everything in the picture of barriers needs to find its place: the checkpoint that is looked at, the
// moment, and what became of everything in every channel.

import { type ChannelLives, type ElementLife, readChannelLives } from "./channel_lives.ts";
import type { CheckpointLife, PartLife } from "./checkpoint_lives.ts";
import { type SavedRow, savedRows } from "./barriers_saved.ts";
import { BARRIER } from "./control_numbers.ts";
import { ControlView, type ControlViewOptions } from "./control_view.ts";
import type { Language, TraceSlice } from "./figure.ts";
import type { PictureHistory } from "./picture_history.ts";
import { readHistory } from "./picture_reader.ts";
import { isPhone } from "./theme.ts";
import { recordName } from "./value_name.ts";

/** What the picture of barriers can be told. */
export interface BarriersViewOptions extends ControlViewOptions {
  /** The checkpoint whose barriers are followed; default: the one that is under way at the moment. */
  readonly checkpoint?: number;
  /** The moment, in microseconds; default: within the longest alignment that is seen. */
  readonly at?: number;
  readonly phone?: Partial<
    Pick<BarriersViewOptions, "from" | "until" | "lanes" | "at" | "checkpoint">
  >;
}

/** Places in the picture, and names. */
export class BarriersView extends ControlView {
  readonly channels: ChannelLives;
  readonly history: PictureHistory;
  /** Nothing when no checkpoint is seen. */
  readonly checkpoint: CheckpointLife | null;
  readonly at: number | null;
  /** What barriers overtook. */
  readonly saved: readonly SavedRow[];
  private readonly names: readonly string[];

  constructor(slice: TraceSlice, language: Language, options: BarriersViewOptions) {
    super(slice, language, options);
    const asked = isPhone(options.width) ? { ...options, ...options.phone } : options;
    this.channels = readChannelLives(slice);
    this.history = readHistory(slice);
    this.names = slice.names.records ?? [];
    this.checkpoint = this.chosen(asked);
    this.saved = savedRows(this);
    const moment = asked.at ?? overtakingMoment(this) ??
      longestAlignment(this.checkpoint)?.moment ??
      this.checkpoint?.triggered ?? null;
    this.at = moment === null
      ? null
      : Math.max(this.stage.from, Math.min(this.stage.until, moment));
  }

  name(element: { readonly name: string; readonly origin: number }): string {
    return element.origin < 0 ? element.name : recordName(element, this.names);
  }

  /** Where a subtask stood in the checkpoint; nothing when it had no part in it. */
  part(subtask: number): PartLife | undefined {
    return this.checkpoint?.parts.get(subtask);
  }

  /** True for elements that follow the barrier in their channel: they belong to the next checkpoint. */
  isBehind({ channel, serial }: ElementLife): boolean {
    const barrier = this.barrierOf(channel);
    return barrier !== undefined && serial > barrier.serial;
  }

  /** True for what a barrier went past, and the checkpoint therefore holds. */
  isSaved(element: ElementLife): boolean {
    return this.saved.some(({ life }) => life === element);
  }

  /** The barrier of the checkpoint in a channel, once it is there. */
  barrierOf(channel: number): ElementLife | undefined {
    const id = this.checkpoint?.id;
    return this.channels.elements[channel].find(({ kind, stamp }) =>
      kind === BARRIER && stamp === id
    );
  }

  private chosen({ checkpoint, at }: BarriersViewOptions): CheckpointLife | null {
    const { checkpoints } = this.lives;
    if (checkpoint !== undefined) return checkpoints.find(({ id }) => id === checkpoint) ?? null;
    const seen = checkpoints.filter(({ triggered, ended }) =>
      this.isSeen(triggered, ended ?? Infinity)
    );
    const { stage } = this;
    const moment = at === undefined ? null : Math.max(stage.from, Math.min(stage.until, at));
    if (moment !== null) {
      const under = seen.findLast(({ triggered }) => triggered <= moment);
      if (under !== undefined) return under;
    }
    return seen.reduce<CheckpointLife | null>(
      (most, life) =>
        (longestAlignment(life)?.micros ?? -1) > (longestAlignment(most)?.micros ?? -1)
          ? life
          : most,
      seen[0] ?? null,
    );
  }
}

/** Just before the snapshot with which most was saved at the receiver; nothing where nothing was. */
function overtakingMoment({ plan, saved, ...view }: BarriersView): number | null {
  const counts = new Map<number, number>();
  for (const { life, side } of saved) {
    if (side === "output") continue;
    const { receiver } = plan.channels[life.channel];
    counts.set(receiver, (counts.get(receiver) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const part = most && view.checkpoint?.parts.get(most[0]);
  return part?.recording ? part.recording.from - 1 : null;
}

/** How far into an alignment its moment lies: some have come, some have not. */
const WITHIN = 0.6;

function longestAlignment(
  life: CheckpointLife | null,
): { readonly micros: number; readonly moment: number } | null {
  const spans = [...life?.parts.values() ?? []].flatMap(({ reached, aligned }) =>
    reached === null || aligned === null ? [] : [{
      micros: aligned - reached,
      moment: Math.floor(reached + (aligned - reached) * WITHIN),
    }]
  );
  return spans.reduce<(typeof spans)[number] | null>(
    (most, span) => most === null || span.micros > most.micros ? span : most,
    null,
  );
}
