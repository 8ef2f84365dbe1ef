// A job that begins where another one has ended finds the world outside as that one has left it: each of its
// sinks takes over what the sink of the same id has written. What was on its way then never arrives.

import type { LedgerWorld } from "./ledger.ts";
import type { Outside } from "./7_sink/outside.ts";
import type { OutsideShare } from "./7_sink/outside_share.ts";
import type { RestoreShare } from "./task/restore_plan.ts";
import { inheritPartitions } from "./connector/log_inheritance.ts";
import { claimedNames } from "./connector/saved_transactions.ts";
import { TransactionalPartition } from "./connector/transactional_partition.ts";
import { copy } from "./clock/copy.ts";
import { refuse, showValue } from "./clock/named_error.ts";

/** What stands outside before a job begins, by sink id: the shares of the job before. */
export type EarlierOutsides = ReadonlyMap<string, readonly Outside[]>;

/**
 * Keeps what a world holds outside as it is now, whatever becomes of that world. Errors:
 * `E-OUTSIDE-INHERIT` for what is no world.
 */
export function keepOutsides(world: LedgerWorld): EarlierOutsides {
  const outsides: unknown = world?.outsides;
  if (!Array.isArray(outsides)) {
    return refuse(
      "E-OUTSIDE-INHERIT",
      `The option outside has no shares of sinks (outsides is ${
        showValue(outsides)
      }); wanted: the ` +
        `world of another run. Usual cause: the run itself in place of its \`world\``,
    );
  }
  return keepShares(world);
}

function keepShares({ outsides }: LedgerWorld): EarlierOutsides {
  const kept = new Map<string, Outside[]>();
  for (const { outside } of outsides) {
    if (outside === null) continue;
    const { id } = outside.spec;
    kept.set(id, [...kept.get(id) ?? [], copy(outside)]);
  }
  return kept;
}

/**
 * Fills the shares of a job that has not begun. `restored` says what each subtask gets back, if anything.
 * Errors: `E-OUTSIDE-INHERIT`.
 */
export function inheritOutsides(
  shares: readonly OutsideShare[],
  earlier: EarlierOutsides,
  restored: readonly RestoreShare[] | null,
): void {
  for (const [id, old] of earlier) {
    const own = shares.filter(({ outside }) => outside!.spec.id === id);
    if (own.length === 0) continue;
    const fresh = own.map(({ outside }) => outside!);
    fresh.forEach((outside) => checkKind(outside, old[0]));
    if (fresh[0] instanceof TransactionalPartition) {
      const claims = own.map(({ subtask, operator }) => {
        const lists = restored?.[subtask].operators[operator].lists;
        return lists === undefined ? new Set<string>() : claimedNames(lists);
      });
      inheritPartitions(
        old as TransactionalPartition[],
        fresh as TransactionalPartition[],
        claims,
      );
    } else {
      old.forEach((one, index) => fresh[index % fresh.length].inherit(copy(one)));
    }
  }
}

type Class = new () => object;

function checkKind(outside: Outside, earlier: Outside): void {
  // a sabotaged run may stand on either side
  const isOf = (part: Outside, { constructor }: Outside) => part instanceof (constructor as Class);
  if (isOf(outside, earlier) || isOf(earlier, outside)) return;
  refuse(
    "E-OUTSIDE-INHERIT",
    `The sink ${
      showValue(outside.spec.id)
    } writes to a ${outside.constructor.name}, and the job before ` +
      `has written to a ${earlier.constructor.name} under that id; wanted: the same kind of sink, or ` +
      `another id`,
  );
}
