// One operator gets its state back: keyed parts under their names, then its lists. After a restart both fit,
// for it is the same operator; from a savepoint it may be another one under the same uid, and whatever it
// does not take is refused, for it would be lost in silence (law 79).

import type { IsOwnKey, KeyedPart } from "../6_state/keyed_part.ts";
import type { RestoredLists } from "../6_state/operator_list_state.ts";
import type { Operator, OperatorContext } from "../5_operator/operator.ts";
import type { OperatorRestore } from "./restore_plan.ts";
import { EngineError } from "../clock/assert.ts";
import { NamedError, refuse, showValue } from "../clock/named_error.ts";

/** Gives an operator what is its own. Errors: `E-RESTORE-SCHEMA`, and what its lists have wrong. */
export function restoreOperator(
  { parts, lists }: OperatorRestore,
  operator: Operator,
  context: OperatorContext,
  isOwn: IsOwnKey,
): void {
  const own = operator.keyedParts();
  for (const { name, saved } of parts) {
    if (isAlike(own[name], saved)) own[name].absorb(saved, isOwn);
    else if (saved.size > 0) refuseState(operator, name, `${saved.size} entries by key`);
  }
  const heard = new HeardLists(lists);
  restoreLists(operator, heard, context);
  const [unheard] = heard.unheard;
  if (unheard === undefined) return;
  refuseState(operator, unheard, `${lists.items(unheard).length} entries of a list`);
}

type PartClass = new () => KeyedPart;

function isAlike(own: KeyedPart | undefined, saved: KeyedPart): boolean {
  return own !== undefined && (isOf(own, saved) || isOf(saved, own));
}

function isOf(part: object, { constructor }: KeyedPart): boolean {
  return part instanceof (constructor as PartClass);
}

/** Lists that remember which of them were asked for. */
class HeardLists implements RestoredLists {
  private readonly asked = new Set<string>();

  constructor(private readonly lists: RestoredLists) {}

  get isRestored(): boolean {
    return this.lists.isRestored;
  }

  get names(): readonly string[] {
    return this.lists.names;
  }

  /** Those that hold something and were not asked for. */
  get unheard(): string[] {
    const { names, lists, asked } = this;
    return names.filter((name) => !asked.has(name) && lists.items(name).length > 0);
  }

  items(name: string): readonly unknown[] {
    this.asked.add(name);
    return this.lists.items(name);
  }
}

/** What stands in a file may be anything. */
function restoreLists(operator: Operator, lists: RestoredLists, context: OperatorContext): void {
  try {
    operator.restoreState(lists, context);
  } catch (error) {
    if (error instanceof NamedError || error instanceof EngineError) throw error;
    const { name } = operator.spec;
    throw new NamedError(
      "E-RESTORE-SCHEMA",
      `Operator "${name}" cannot read its lists ${lists.names.map((list) => showValue(list))}: ` +
        `${String(error)}. Usual cause: a savepoint of another operator, or one that was edited`,
      { cause: error },
    );
  }
}

function refuseState({ spec: { name, uid } }: Operator, state: string, what: string): never {
  refuse(
    "E-RESTORE-SCHEMA",
    `State ${showValue(state)} of operator ${
      showValue(uid)
    }, ${what}, has no place in "${name}"; wanted: ` +
      `an operator that keeps it. Usual cause: an operator of another kind under the same uid`,
  );
}
