// What went over each channel before each checkpoint whose barriers may have overtaken, on both of its sides,
// told by facts. When such a checkpoint is complete, it must hold just what lay between the two.
//
//   sent before the sender's snapshot     1 2 3 4 5 6
//   read before the receiver's            1 2          the checkpoint holds 3 4 5 6

import type { ExecutionPlan } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import { ExecutionState } from "../sim/element/execution_state.ts";
import {
  type InFlight,
  type InFlightRow,
  NOTHING_IN_FLIGHT,
} from "../sim/3_channel/channel_state.ts";
import type { SubtaskState } from "../sim/task/subtask_snapshot.ts";
import { claimSame } from "./claim.ts";
import type { Cover } from "./law.ts";
import type { TakenCheckpoint } from "./trouble_watch.ts";

/** One side of a channel in one attempt. */
class Side {
  /** Of a sender: what its receiver had back before it sent anything. */
  restored: string[] = [];
  elements: string[] = [];
  readonly cuts = new Map<number, number>();

  get all(): string[] {
    return [...this.restored, ...this.elements];
  }

  /** How many lay before a checkpoint, or null of somebody who took no part in it. */
  before(checkpointId: number): string[] | null {
    const cut = this.cuts.get(checkpointId);
    return cut === undefined ? null : this.all.slice(0, cut);
  }

  forget(): void {
    this.restored = [];
    this.elements = [];
    this.cuts.clear();
  }
}

/** Records and watermarks; the rest is not promised to be read again. */
function nameOf(kind: number, origin: number, stamp: number): string | null {
  if (kind === ElementKind.RECORD) return `record ${origin} at ${stamp}`;
  return kind === ElementKind.WATERMARK ? `watermark ${stamp}` : null;
}

function namesOf(rows: readonly InFlightRow[]): string[] {
  return rows.flatMap(({ kind, origin, timestamp }) => nameOf(kind, origin, timestamp) ?? []);
}

/** Follows a run that is over, fact by fact. */
export class OvertakenCuts {
  private readonly sent: Side[];
  private readonly read: Side[];
  private readonly checkpoints: ReadonlyMap<number, TakenCheckpoint>;

  constructor(
    private readonly plan: ExecutionPlan,
    checkpoints: readonly TakenCheckpoint[],
    private readonly cover: Cover,
  ) {
    this.sent = plan.channels.map(() => new Side());
    this.read = plan.channels.map(() => new Side());
    this.checkpoints = new Map(checkpoints.map((one) => [one.id, one]));
  }

  /** The next fact. */
  see({ kind, owner, subject, origin, stamp, detail, time }: FactRow): void {
    switch (kind) {
      case Fact.elementBuffered: {
        const name = nameOf(detail, origin, stamp);
        if (name !== null) this.sent[subject].elements.push(name);
        return;
      }
      case Fact.elementProcessed:
        return this.onRead(subject, owner, nameOf(detail, origin, stamp), time);
      case Fact.executionStateChanged:
        if (detail === ExecutionState.DEPLOYING) this.onDeployed(owner);
        return;
      case Fact.stateRestored:
        return this.onRestored(owner, stamp, time);
      case Fact.snapshotStarted:
        return this.onSnapshot(owner, stamp);
      case Fact.checkpointCompleted:
        return this.claimCut(stamp, time);
    }
  }

  /** Whatever is read was sent, and in this order: barriers change places with records, records never. */
  private onRead(channel: number, owner: number, name: string | null, time: number): void {
    if (this.plan.subtasks[owner].inputs.length === 0 || name === null) return;
    const { elements } = this.read[channel];
    elements.push(name);
    const place = elements.length - 1, { all } = this.sent[channel];
    if (all[place] === name) return;
    claimSame(
      name,
      all[place],
      `Element ${place} on ${this.plan.channels[channel].name}, beside what was sent`,
      time,
    );
  }

  private onDeployed(owner: number): void {
    for (const { id, sender, receiver } of this.plan.channels) {
      if (sender === owner) this.sent[id].forget();
      if (receiver === owner) this.read[id].forget();
    }
  }

  /** What the checkpoint holds of outputs is sent by now, and nothing else is. */
  private onRestored(owner: number, checkpointId: number, time: number): void {
    const { inputs, outputs } = this.checkpoints.get(checkpointId)?.snapshots[owner]?.inFlight ??
      NOTHING_IN_FLIGHT;
    for (const { channel, rows } of inputs) {
      this.sent[channel].restored = namesOf(rows);
      this.cover("read again", rows.length > 0);
    }
    for (const { id, name, sender } of this.plan.channels) {
      if (sender !== owner) continue;
      const text = `What ${name} has sent when checkpoint ${checkpointId} is restored`;
      claimSame(this.sent[id].elements, rowsOf(outputs, id), text, time);
    }
    this.cover("sent again", outputs.length > 0);
  }

  private onSnapshot(owner: number, checkpointId: number): void {
    for (const { id, sender, receiver } of this.plan.channels) {
      if (sender === owner) this.sent[id].cuts.set(checkpointId, this.sent[id].all.length);
      if (receiver === owner) this.read[id].cuts.set(checkpointId, this.read[id].all.length);
    }
  }

  private claimCut(checkpointId: number, time: number): void {
    const snapshots = this.checkpoints.get(checkpointId)?.snapshots ?? [];
    for (const { id, name, sender, receiver } of this.plan.channels) {
      const sent = this.sent[id].before(checkpointId);
      const read = this.read[id].before(checkpointId);
      const from = stateOf(snapshots[sender]), to = stateOf(snapshots[receiver]);
      if (sent === null || read === null || from === null || to === null) continue;
      const inputs = rowsOf(to.inputs, id), outputs = rowsOf(from.outputs, id);
      const text = `What lies on ${name} between the snapshots of checkpoint ${checkpointId}`;
      claimSame([...inputs, ...outputs], sent.slice(read.length), text, time);
      this.cover("at a receiver", inputs.length > 0);
      this.cover("at a sender", outputs.length > 0);
      this.cover("nothing", sent.length > 0 && inputs.length + outputs.length === 0);
    }
  }
}

function stateOf(state: SubtaskState | null | undefined): InFlight | null {
  return state === null || state === undefined || state.isFinished ? null : state.inFlight;
}

function rowsOf(channels: InFlight["inputs"], id: number): string[] {
  return channels.filter(({ channel }) => channel === id).flatMap(({ rows }) => namesOf(rows));
}
