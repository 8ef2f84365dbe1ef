// What a function has beside its calls (Flink's RichFunction and RuntimeContext): it is opened and closed,
// it knows which of how many it is, and it may keep lists that belong to no key.

import type { ListState } from "../6_state/state_access.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import type { OperatorStateDescriptor } from "../6_state/operator_list_descriptor.ts";
import type { TimerContext } from "../6_state/triggerable.ts";
import { OperatorStates } from "../6_state/operator_states.ts";
import { refusePromise } from "../6_state/user_result.ts";
import { MIN } from "../clock/time.ts";
import { Fact } from "../trace/fact.ts";

/** What a function learns when it is opened, and may ask whenever it is called. */
export interface RuntimeContext {
  readonly subtaskIndex: number;
  readonly parallelism: number;
  /** The operator's name. */
  readonly name: string;
  /** True when what it remembers comes from a checkpoint (OS-6). */
  readonly isRestored: boolean;
  /** A list of this subtask, which needs no key. Errors: `E-STATE-NAME`. */
  operatorState<T>(descriptor: OperatorStateDescriptor<T>): ListState<T>;
}

/** What every function may have besides. */
export interface Lifecycle {
  /** Called once before the first element. It may not assign fields: what is remembered is state. */
  readonly open?: (context: RuntimeContext) => void;
  /** Called once after the last one; nothing can be emitted any more. */
  readonly close?: () => void;
}

/** The lifecycle of a function that has one, for the description of its operator. */
export function lifecycleOf(self: Lifecycle): { readonly lifecycle?: Lifecycle } {
  const { open, close } = self;
  if (open === undefined && close === undefined) return {};
  return { lifecycle: Object.freeze({ open: open?.bind(self), close: close?.bind(self) }) };
}

/** One instance of a function, apart from its calls: a part. */
export class FunctionLife {
  subtaskIndex = 0;
  parallelism = 1;
  isRestored = false;
  states: OperatorStates = new OperatorStates();

  /** Told which of how many it is. */
  setup(subtaskIndex: number, parallelism: number): void {
    this.subtaskIndex = subtaskIndex;
    this.parallelism = parallelism;
  }

  /** Gets its lists back. */
  restore(lists: RestoredLists): void {
    this.isRestored = lists.isRestored;
    this.states.restore(lists);
  }

  /** What a checkpoint holds of it. */
  snapshot(): OperatorListState[] {
    return this.states.snapshot();
  }

  /** Opens the function. Errors: `E-UDF` when it does so in secret. */
  open({ open }: Lifecycle, context: TimerContext, name: string): void {
    if (open === undefined) return;
    const { subtaskIndex, parallelism, isRestored, states } = this;
    const returned: unknown = open({
      subtaskIndex,
      parallelism,
      name,
      isRestored,
      operatorState: (descriptor) => states.state(descriptor, context, name),
    });
    refusePromise(returned, "opening", name);
  }

  /** Closes the function. */
  close({ close }: Lifecycle, context: TimerContext, name: string): void {
    if (close === undefined) return;
    const returned: unknown = close();
    refusePromise(returned, "closing", name);
    context.report(Fact.functionClosed, 0, MIN);
  }
}
