// A task's input alone, where no barrier overtakes: a barrier handler, and the channels in front of it as
// lists.

import type { BarrierHandlerSpec } from "../../../sim/4_input_gate/barrier_handler.ts";
import type { CaseReader } from "../case_reader.ts";
import { BarrierNotes } from "./barrier_notes.ts";

/** An element in a channel: what it is, and its place in the last feed, −1 for an earlier one. */
interface Fed {
  readonly element: CaseReader;
  place: number;
}

/** What drives a handler that blocks channels, or counts barriers. */
export class BarrierBench extends BarrierNotes {
  private readonly channels: Fed[][];

  constructor(spec: BarrierHandlerSpec) {
    super(spec);
    this.channels = Array.from({ length: spec.channelCount }, () => []);
  }

  override feed(elements: readonly CaseReader[]): void {
    this.output = [];
    for (const earlier of this.channels.flat()) earlier.place = -1;
    elements.forEach((element, place) => {
      this.channels[element.get("channel").integer()].push({ element, place });
      for (let ready = this.ready(); ready !== undefined; ready = this.ready()) {
        const { element, place } = ready.shift()!;
        if (element.has("buffer") || element.has("endOfPartition")) this.output.push(place);
        this.handOut(element);
      }
    });
  }

  override handOut(element: CaseReader): void {
    const kind = element.verb("buffer", "barrier", "cancelBarrier", "endOfPartition");
    element.only(kind, "channel", "size");
    const channel = element.get("channel").integer();
    switch (kind) {
      case "buffer":
        return this.work(element.has("size") ? element.get("size").integer() : 1);
      case "barrier":
        return this.handler.receiveBarrier(channel, element.get(kind).integer(), 0, this);
      case "cancelBarrier":
        return this.handler.receiveCancelMarker(channel, element.get(kind).integer(), this);
      case "endOfPartition":
        return this.handler.receiveEndOfPartition(channel, this);
    }
  }

  /** The first channel of which something may be read. */
  private ready(): Fed[] | undefined {
    return this.channels.find((waiting, i) => waiting.length > 0 && !this.handler.isBlocked(i));
  }
}
