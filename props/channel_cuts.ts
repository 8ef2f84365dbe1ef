// What went over each channel before each checkpoint, on both of its sides, told by facts. When a
// checkpoint is complete, both must be the same.

import type { ExecutionPlan } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import { ExecutionState } from "../sim/element/execution_state.ts";
import { claimSame } from "./claim.ts";
import type { Cover } from "./law.ts";

/** One side of a channel: records in order, in this attempt, and how many lay before each checkpoint. */
class Side {
  records: string[] = [];
  readonly cuts = new Map<number, number>();

  /** Those before a checkpoint; all, of somebody who had finished before it. */
  before(checkpointId: number): string[] {
    return this.records.slice(0, this.cuts.get(checkpointId) ?? this.records.length);
  }

  forget(): void {
    this.records = [];
    this.cuts.clear();
  }
}

/** Follows a run. */
export class ChannelCuts {
  private readonly sent: Side[];
  private readonly read: Side[];
  /** By subtask: it waits for barriers, after the first. */
  private readonly aligning = new Set<number>();
  private isAfterRestart = false;

  constructor(private readonly plan: ExecutionPlan, private readonly cover: Cover) {
    this.sent = plan.channels.map(() => new Side());
    this.read = plan.channels.map(() => new Side());
  }

  /** The next fact. */
  see({ kind, owner, subject, key, origin, stamp, detail, time }: FactRow): void {
    const record = `record ${origin} at ${stamp}, key ${key}`;
    switch (kind) {
      case Fact.elementBuffered:
        if (detail === ElementKind.RECORD) this.sent[subject].records.push(record);
        return;
      case Fact.elementProcessed:
        if (detail === ElementKind.RECORD) this.onRead(owner, subject, record);
        return;
      case Fact.executionStateChanged:
        if (detail === ExecutionState.DEPLOYING) this.onDeployed(owner);
        return;
      case Fact.alignmentStarted:
        return void this.aligning.add(owner);
      case Fact.alignmentCompleted:
      case Fact.alignmentAborted:
        return void this.aligning.delete(owner);
      case Fact.snapshotTaken:
        return this.onSnapshot(owner, stamp);
      case Fact.checkpointCompleted:
        return this.claimCut(stamp, time);
    }
  }

  private onRead(owner: number, channel: number, record: string): void {
    if (this.plan.subtasks[owner].inputs.length === 0) return;
    this.read[channel].records.push(record);
    this.cover("read on while a channel waited", this.aligning.has(owner));
  }

  /** A new attempt: what was on its channels is gone. */
  private onDeployed(owner: number): void {
    this.isAfterRestart = true;
    this.aligning.delete(owner);
    for (const { id, sender, receiver } of this.plan.channels) {
      if (sender === owner) this.sent[id].forget();
      if (receiver === owner) this.read[id].forget();
    }
  }

  private onSnapshot(owner: number, checkpointId: number): void {
    for (const { id, sender, receiver } of this.plan.channels) {
      if (sender === owner) this.cut(this.sent[id], checkpointId);
      if (receiver !== owner) continue;
      this.cut(this.read[id], checkpointId);
      const { records } = this.sent[id];
      this.cover("records waited behind a barrier", records.length > this.read[id].records.length);
    }
  }

  private cut(side: Side, checkpointId: number): void {
    side.cuts.set(checkpointId, side.records.length);
  }

  private claimCut(checkpointId: number, time: number): void {
    for (const { id, name } of this.plan.channels) {
      claimSame(
        this.read[id].before(checkpointId),
        this.sent[id].before(checkpointId),
        `What was read on ${name} before checkpoint ${checkpointId}, beside what was sent`,
        time,
      );
    }
    this.cover("a checkpoint after a restart", this.isAfterRestart);
  }
}
