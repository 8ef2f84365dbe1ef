// What becomes of the transactions of sinks, and of the results in them: written, pre-committed with a
// checkpoint, committed when it is complete, or never seen by anybody. Sinks without transactions show a
// result at once.
//
//   begun ──●──●── pre-committed ─────────── committed: the world sees both
//                  └ with the checkpoint     └ when it is complete

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import { valueName } from "./value_name.ts";

/** How far a transaction has come; the marks of visual language have the same states. */
export type TransactionState = "open" | "pre-committed" | "committed" | "aborted" | "lost";

/** What brought a transaction to its end: a commit, its writer, a newer writer, or the time that it had. */
export type TransactionCause = "commit" | "writer" | "newer writer" | "time";

/** A result in a sink. */
export interface WrittenResult {
  readonly time: number;
  readonly subtask: number;
  readonly origin: number;
  readonly stamp: number;
  readonly name: string;
  readonly value: unknown;
  /** Its transaction, or null where a sink has none. */
  readonly transaction: TransactionLife | null;
}

/** One transaction. */
export interface TransactionLife {
  readonly name: string;
  readonly subtask: number;
  readonly begun: number;
  preCommitted: number | null;
  /** The checkpoint that it was pre-committed for; 0 is none. */
  checkpoint: number;
  /** When its commit was asked for. */
  readonly requests: number[];
  ended: number | null;
  state: TransactionState;
  cause: TransactionCause | null;
  readonly results: WrittenResult[];
}

/** Transactions and results, in the order in which they came to be. */
export interface TransactionLives {
  readonly transactions: readonly TransactionLife[];
  readonly results: readonly WrittenResult[];
}

interface Reading {
  readonly transactions: TransactionLife[];
  readonly results: WrittenResult[];
  readonly byName: Map<string, TransactionLife>;
  /** The one that is written to, by subtask and operator. */
  readonly open: Map<string, TransactionLife>;
}

/** Reads transactions out of facts. */
export function readTransactionLives({ facts }: Pick<TraceSlice, "facts">): TransactionLives {
  const reading: Reading = { transactions: [], results: [], byName: new Map(), open: new Map() };
  for (const fact of facts) {
    if (fact.kind === Fact.transactionBegun) begin(reading, fact);
    else if (fact.kind === Fact.resultWritten) write(reading, fact);
    else {
      const life = reading.byName.get(String(fact.value));
      if (life !== undefined) RULES.get(fact.kind)?.(life, fact);
    }
  }
  return reading;
}

function begin({ transactions, byName, open }: Reading, fact: FactRow): void {
  const life: TransactionLife = {
    name: String(fact.value),
    subtask: fact.owner,
    begun: fact.time,
    preCommitted: null,
    checkpoint: 0,
    requests: [],
    ended: null,
    state: "open",
    cause: null,
    results: [],
  };
  transactions.push(life);
  byName.set(life.name, life);
  open.set(`${fact.owner} ${fact.subject}`, life);
}

function write({ results, open }: Reading, fact: FactRow): void {
  const { time, owner, subject, origin, stamp, value } = fact;
  const transaction = open.get(`${owner} ${subject}`) ?? null;
  const name = valueName(value);
  const result = { time, subtask: owner, origin, stamp, name, value, transaction };
  results.push(result);
  transaction?.results.push(result);
}

const RULES: ReadonlyMap<number, (life: TransactionLife, fact: FactRow) => void> = new Map([
  [Fact.transactionPreCommitted, (life: TransactionLife, { time, stamp }: FactRow) => {
    life.preCommitted = time;
    life.checkpoint = stamp;
    life.state = "pre-committed";
  }],
  [Fact.commitRequested, (life: TransactionLife, { time }: FactRow) => {
    life.requests.push(time);
  }],
  [Fact.transactionCommitted, end("committed", "commit")],
  [Fact.transactionAborted, end("aborted", "writer")],
  [Fact.transactionFenced, (life: TransactionLife, fact: FactRow) => {
    end("aborted", "newer writer")(life, fact);
    // its writer learns late that a newer one has ended it
    if (life.state === "aborted") life.cause = "newer writer";
  }],
  [Fact.transactionExpired, (life: TransactionLife, fact: FactRow) => {
    // what was promised to the world and cannot be kept is lost; what was not is written again
    end(life.preCommitted === null ? "aborted" : "lost", "time")(life, fact);
  }],
]);

function end(state: TransactionState, cause: TransactionCause) {
  return (life: TransactionLife, { time }: FactRow): void => {
    if (life.ended !== null) return;
    life.ended = time;
    life.state = state;
    life.cause = cause;
  };
}
