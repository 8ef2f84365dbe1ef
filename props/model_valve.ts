// The watermark valve once more, from its rules and as plainly as can be: it looks at all channels
// every time. An independent witness, so it shares nothing with the engine.

/** What a channel says, and what the valve says then. */
export type EventTime =
  | { readonly watermark: number }
  | { readonly status: "idle" | "active" };

interface ChannelState {
  watermark: number;
  isIdle: boolean;
  isAligned: boolean;
}

/** A valve over some channels; V-1 to V-5. */
export class ModelValve {
  private readonly channels: ChannelState[];
  private last = Number.MIN_SAFE_INTEGER;

  constructor(channelCount: number) {
    this.channels = Array.from({ length: channelCount }, () => ({
      watermark: Number.MIN_SAFE_INTEGER,
      isIdle: false,
      isAligned: true,
    }));
  }

  /** One channel speaks; the answer is what the whole input says now. */
  receive(channel: number, said: EventTime): EventTime[] {
    const state = this.channels[channel];
    if ("watermark" in said) {
      if (state.isIdle || said.watermark <= state.watermark) return []; // V-1
      state.watermark = said.watermark;
      state.isAligned ||= said.watermark >= this.last;
      return this.advance(this.minimum()); // V-2
    }
    if (state.isIdle === (said.status === "idle")) return []; // V-5
    return said.status === "idle" ? this.rest(state) : this.wake(state);
  }

  private rest(state: ChannelState): EventTime[] {
    state.isIdle = true;
    state.isAligned = false;
    const heldBack = state.watermark === this.last;
    const areAllIdle = this.channels.every(({ isIdle }) => isIdle);
    if (!areAllIdle) return heldBack ? this.advance(this.minimum()) : []; // V-3
    const most = Math.max(...this.channels.map(({ watermark }) => watermark));
    return [...heldBack ? this.advance(most) : [], { status: "idle" }];
  }

  private wake(state: ChannelState): EventTime[] {
    const wereAllIdle = this.channels.every(({ isIdle }) => isIdle);
    state.isIdle = false;
    state.isAligned = state.watermark >= this.last; // V-4
    return wereAllIdle ? [{ status: "active" }] : [];
  }

  private minimum(): number {
    const aligned = this.channels.filter(({ isAligned }) => isAligned);
    return aligned.length === 0 ? this.last : Math.min(...aligned.map((c) => c.watermark));
  }

  private advance(watermark: number): EventTime[] {
    if (watermark <= this.last) return [];
    this.last = watermark;
    return [{ watermark }];
  }
}
