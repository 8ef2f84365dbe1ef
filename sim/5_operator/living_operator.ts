// An operator whose function may be opened and closed, and may keep lists without a key (Flink's
// AbstractUdfStreamOperator). Most functions do not: then nothing is kept for it.

import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { FunctionLife, type Lifecycle } from "./function_life.ts";
import { Operator, type OperatorContext, type OperatorSpec } from "./operator.ts";

/** What such an operator is told once. */
export interface LivingOperatorSpec extends OperatorSpec {
  /** Left out where the function has none. */
  readonly lifecycle?: Lifecycle;
}

/** The base class: whoever overrides a method calls this one too. */
export abstract class LivingOperator<Spec extends LivingOperatorSpec> extends Operator<Spec> {
  life: FunctionLife | null = null;

  override setup(subtaskIndex: number, parallelism: number, _maxParallelism: number): void {
    if (this.spec.lifecycle === undefined) return;
    this.life = new FunctionLife();
    this.life.setup(subtaskIndex, parallelism);
  }

  override open(context: OperatorContext): void {
    const { life, spec } = this;
    life?.open(spec.lifecycle!, context, spec.name);
  }

  override close(context: OperatorContext): void {
    const { life, spec } = this;
    life?.close(spec.lifecycle!, context, spec.name);
  }

  /** A function is closed however its task ends. */
  override dispose(context: OperatorContext): void {
    this.close(context);
  }

  override snapshotState(
    _checkpointId: number,
    _context: OperatorContext,
  ): readonly OperatorListState[] {
    return this.life?.snapshot() ?? [];
  }

  override restoreState(lists: RestoredLists, _context: OperatorContext): void {
    this.life?.restore(lists);
  }
}
