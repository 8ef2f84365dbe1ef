// A log outlives the jobs that write to it: what partitions of a job before hold, those of the next one take
// over. A transaction goes to whoever will commit or abort it, everything else stays as near as it can; no
// name is given twice, whoever had it.
//
//   before   out[0]: t0 t1   out[1]: u0 u1   out[2]: v0        savepoint: t1, u1 and v0 wait for a commit
//   now      out[0]: t0 t1 u1 …              out[1]: u0 v0     two subtasks; the first gets t1 and u1

import type { TransactionalPartition } from "./transactional_partition.ts";

/** Deals the transactions of old partitions out to new ones; `claims` names what each will ask for. */
export function inheritPartitions(
  old: readonly TransactionalPartition[],
  fresh: readonly TransactionalPartition[],
  claims: readonly ReadonlySet<string>[],
): void {
  old.forEach((partition, index) => {
    const rows = partition.rows.toArray();
    for (const transaction of partition.kept.all) {
      const claimed = claims.findIndex((names) => names.has(transaction.name));
      const home = fresh[claimed >= 0 ? claimed : index % fresh.length];
      const own = rows.filter(({ number }) => number === transaction.number);
      home.adopt(transaction, own.map(({ number: _, ...row }) => row));
    }
  });
  const names = old.flatMap(({ kept }) => kept.all).map(({ name }) => name);
  for (const { name, kept } of fresh) {
    kept.begunCount = names.filter((one) => one.startsWith(`${name}-`)).length;
  }
}
