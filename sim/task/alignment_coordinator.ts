// The coordinators of the sources that wait for each other (Flink's SourceCoordinators of one alignment
// group, WA-1): subtasks report how far they are, the coordinator announces how far anyone may go.
// Reports and announcements are messages; each takes as long as a buffer between task managers.
//
//   subtask      ──report──▶            ──report──▶            every update interval
//   coordinator            ──announce──▶          ──announce──▶

import type { Micros, Millis } from "../clock/time.ts";
import type { WatermarkAlignment } from "../1_source/watermark_alignment.ts";
import type { Engine } from "./engine.ts";
import type { ExecutionPlan } from "./subtask_spec.ts";
import { NEVER } from "../clock/agenda.ts";
import { NumberRing } from "../clock/ring.ts";
import { WatermarkAlignmentGroup } from "../1_source/watermark_alignment_group.ts";

/** One subtask of a source of the group. */
export interface AlignmentMember {
  readonly subtask: number;
  readonly alignment: WatermarkAlignment;
}

/** One group of the job. */
export interface AlignmentSpec {
  readonly group: string;
  readonly members: readonly AlignmentMember[];
  /** How often it announces: the shortest of its members' intervals. */
  readonly interval: Millis;
}

/** The groups of a job, in the order of their first subtask. */
export function alignmentsOf({ vertices, subtasks }: ExecutionPlan): AlignmentSpec[] {
  const groups = new Map<string, AlignmentMember[]>();
  for (const { id, vertex } of subtasks) {
    const { strategy } = vertices[vertex].chain[0].operator as {
      strategy?: { alignment?: WatermarkAlignment | null };
    };
    const isSource = vertices[vertex].inEdges.length === 0;
    const alignment = isSource ? strategy?.alignment : null;
    if (!alignment) continue;
    groups.set(alignment.group, [...groups.get(alignment.group) ?? [], { subtask: id, alignment }]);
  }
  return [...groups].map(([group, members]) => ({
    group,
    members,
    interval: Math.min(...members.map(({ alignment }) => alignment.updateInterval)),
  }));
}

/** Messages on their way: values by the instant of their arrival. */
class Messages {
  times: NumberRing = new NumberRing();
  values: NumberRing = new NumberRing();

  push(time: Micros, value: number): void {
    this.times.push(time);
    this.values.push(value);
  }

  get nextTime(): Micros {
    return this.times.size > 0 ? this.times.at(0) : NEVER;
  }

  shift(): number {
    this.times.shift();
    return this.values.shift();
  }
}

/** One group at work: a part of the world. */
export class AlignmentCoordinator {
  spec!: AlignmentSpec;
  group: WatermarkAlignmentGroup = new WatermarkAlignmentGroup();
  /** By member. */
  reports: Messages[] = [];
  announcements: Messages[] = [];
  ended: Uint8Array = new Uint8Array(0);

  /** Makes room for the members. */
  build(): void {
    const { members } = this.spec;
    this.reports = members.map(() => new Messages());
    this.announcements = members.map(() => new Messages());
    this.ended = new Uint8Array(members.length);
  }

  /** A member sends how far it is; null is no report (WA-4). */
  report(member: number, watermark: Millis | null, isLast: boolean, engine: Engine): void {
    if (isLast) this.ended[member] = 1;
    if (watermark !== null) {
      this.reports[member].push(engine.now + engine.config.latency, watermark);
    }
  }

  /** The action ALIGN: everybody who has reported is told what is allowed (WA-1). */
  announce(engine: Engine): void {
    const { members } = this.spec;
    for (let i = 0; i < members.length; i++) {
      const reports = this.reports[i];
      while (reports.nextTime <= engine.now) this.group.report(i, reports.shift());
    }
    for (let i = 0; i < members.length; i++) {
      if (this.ended[i] === 1 || !this.group.hasReported(i)) continue;
      const { subtask, alignment } = members[i];
      const at = engine.now + engine.config.latency;
      this.announcements[i].push(at, this.group.maxAllowed(alignment));
      if (this.announcements[i].times.size === 1) {
        engine.agenda.set(engine.living.lanes.allow[subtask], at);
      }
    }
  }

  /** A member begins anew: nothing is known of it. */
  forget(member: number): void {
    this.group.forget(member);
    this.reports[member] = new Messages();
    this.announcements[member] = new Messages();
    this.ended[member] = 0;
  }

  /** True when nobody is left to be told anything. */
  get isOver(): boolean {
    return this.ended.every((ended) => ended === 1);
  }
}
