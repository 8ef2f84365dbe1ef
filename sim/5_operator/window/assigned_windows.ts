// The windows of one record, as an assigner names them.

import type { Millis } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import type { OperatorContext } from "../operator.ts";
import type { AssignerContext, WindowStagger } from "./assigner.ts";
import { windowStart } from "./time_window.ts";

/** The operator whose records are assigned: it remembers how far its windows are shifted. */
export interface StaggerOwner {
  readonly spec: { readonly name: string };
  /** −1 before the first record. */
  staggerOffset: Millis;
}

/** Scratch of a window operator, begun anew for each record. */
export class AssignedWindows implements AssignerContext {
  /** Bounds of the windows named so far; entries from `count` on are of an earlier record. */
  starts: number[] = [];
  ends: number[] = [];
  count = 0;
  private context!: OperatorContext;

  constructor(private readonly owner: StaggerOwner) {}

  /** A new record: no windows yet. */
  begin(context: OperatorContext): void {
    this.context = context;
    this.count = 0;
  }

  /** Processing time, for assigners that go by it (WN-6). */
  get currentProcessingTime(): Millis {
    return this.context.now;
  }

  /** The record belongs to the window [start, end). */
  window(start: Millis, end: Millis): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }

  /** Decided once per operator instance: by chance, or by the moment of its first record (WN-2). */
  staggerOffset(stagger: WindowStagger, size: Millis): Millis {
    const { owner, context } = this;
    if (stagger === "aligned") return 0;
    if (owner.staggerOffset < 0) {
      owner.staggerOffset = stagger === "random"
        ? context.draw(0, size)
        : context.now - windowStart(context.now, 0, size);
    }
    return owner.staggerOffset;
  }

  /** Refuses a record that has no timestamp where one is needed (TS-1). */
  refuseMissingTimestamp(value: unknown): never {
    refuse(
      "E-TS-MISSING",
      `While assigning windows in "${this.owner.spec.name}": record ${showValue(value)} has no ` +
        `timestamp, but event-time windows want one; give the source a watermark strategy with a ` +
        `timestamp assigner, or call assignTimestampsAndWatermarks before the window`,
    );
  }
}
