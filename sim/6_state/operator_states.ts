// The lists of one subtask that belong to no key (Flink's OperatorStateBackend): a part that makes a list
// for each name when it is first asked for, hands out views, and gives a checkpoint what it holds.

import type { ListState } from "./state_access.ts";
import type { OperatorListState, RestoredLists } from "./operator_list_state.ts";
import type { OperatorStateDescriptor } from "./operator_list_descriptor.ts";
import type { TimerContext } from "./triggerable.ts";
import { refuse } from "../clock/named_error.ts";
import { MIN } from "../clock/time.ts";
import { NO_KEY } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";
import { AppendList } from "./append_list.ts";
import { freezeResult } from "./user_result.ts";

/** What facts call the first of them: keyed states have the numbers before. */
const FIRST_NUMBER = 128;

/** How a checkpoint calls a list: what it will be dealt out by, and its name. */
const PREFIXES = { split: "list/split/", union: "list/union/" } as const;

/** True when a user function has declared a list that is united. */
export function hasUnionList({ lists }: { readonly lists: readonly OperatorListState[] }): boolean {
  return lists.some(({ name }) => name.startsWith(PREFIXES.union));
}

/** The operator states of one operator instance. */
export class OperatorStates {
  /** In the order in which they were first asked for, or restored. */
  names: string[] = [];
  modes: ("split" | "union")[] = [];
  lists: AppendList[] = [];
  /** 1 where a fact has told the name. */
  declared: number[] = [];

  /** The view of a declared list. Errors: `E-STATE-NAME` when one name is declared in two modes. */
  state<T>(
    descriptor: OperatorStateDescriptor<T>,
    context: TimerContext,
    operatorName: string,
  ): ListState<T> {
    const { name, mode } = descriptor;
    let index = this.names.indexOf(name);
    if (index < 0) index = this.add(name, mode, []);
    if (this.modes[index] !== mode) refuseName(descriptor, operatorName);
    const view = new OperatorListView(this, index, context, operatorName);
    if (this.declared[index] === 0) {
      this.declared[index] = 1;
      view.tell(Fact.stateDeclared, Object.freeze({ name, kind: "operatorList" }));
    }
    return view as ListState<unknown> as ListState<T>;
  }

  /** What a checkpoint holds. */
  snapshot(): OperatorListState[] {
    return this.names.map((name, index) => {
      const mode = this.modes[index];
      const items = Object.freeze(this.lists[index].toArray());
      return { name: `${PREFIXES[mode]}${name}`, mode, items };
    });
  }

  /** Gets its share of what a checkpoint held. */
  restore(lists: RestoredLists): void {
    for (const name of lists.names) {
      for (const mode of ["split", "union"] as const) {
        const prefix = PREFIXES[mode];
        if (name.startsWith(prefix)) this.add(name.slice(prefix.length), mode, lists.items(name));
      }
    }
  }

  private add(name: string, mode: "split" | "union", items: readonly unknown[]): number {
    this.modes.push(mode);
    this.lists.push(items.reduce<AppendList>((list, item) => list.append(item), new AppendList()));
    this.declared.push(0);
    return this.names.push(name) - 1;
  }
}

/** One list during one call. */
class OperatorListView implements ListState<unknown> {
  constructor(
    private readonly states: OperatorStates,
    private readonly index: number,
    private readonly context: TimerContext,
    private readonly operatorName: string,
  ) {}

  get(): readonly unknown[] {
    this.tell(Fact.stateRead, undefined);
    return this.states.lists[this.index].toArray();
  }

  add(element: unknown): void {
    const { lists } = this.states;
    const frozen = freezeResult(element, "adding to operator state", this.operatorName);
    lists[this.index] = lists[this.index].append(frozen);
    this.tell(Fact.stateUpdated, frozen);
  }

  addAll(elements: readonly unknown[]): void {
    for (const element of elements) this.add(element);
  }

  update(elements: readonly unknown[]): void {
    this.clear();
    this.addAll(elements);
  }

  clear(): void {
    if (this.states.lists[this.index].length === 0) return;
    this.states.lists[this.index] = new AppendList();
    this.tell(Fact.stateUpdated, undefined);
  }

  tell(kind: number, value: unknown): void {
    reportWithoutKey(kind, FIRST_NUMBER + this.index, value, this.context);
  }
}

/** Reports a fact about state that belongs to no key, whatever the current key is. */
export function reportWithoutKey(
  kind: number,
  number: number,
  value: unknown,
  context: TimerContext,
): void {
  const { key } = context;
  context.setKey(NO_KEY);
  context.report(kind, number, MIN, value);
  context.setKey(key);
}

function refuseName({ name, mode }: OperatorStateDescriptor<unknown>, operatorName: string): never {
  const other = mode === "split" ? "union" : "split";
  refuse(
    "E-STATE-NAME",
    `Operator "${operatorName}" declares operator state "${name}" to be ${mode}, and before to be ` +
      `${other}; wanted: one way for one name, at every restart. Usual cause: a name that was copied`,
  );
}
