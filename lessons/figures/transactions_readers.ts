// What readers of the sinks see: whoever reads uncommitted data sees each result when it is written, whoever reads
// committed data sees it when its transaction is committed, and some never. A line joins the two.

import type { RecoveryView } from "./recovery_view.ts";
import type { TransactionLife, WrittenResult } from "./transaction_lives.ts";

/** A result in front of readers. */
export interface ReadMark {
  readonly id: string;
  readonly row: "uncommitted" | "committed";
  readonly x: number;
  readonly y: number;
  readonly key: number;
  /** Seen before; or, of what is not committed, never to be seen by the others. */
  readonly state: "plain" | "again" | "never";
}

/** From where it was written to where it was committed. */
export interface ReadLine {
  readonly id: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Results that there is no room for. */
export interface ReadMore {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

/** Both rows of readers. */
export interface ReadersLayout {
  readonly uncommittedY: number;
  readonly committedY: number;
  readonly bottom: number;
  readonly marks: readonly ReadMark[];
  readonly lines: readonly ReadLine[];
  readonly more: readonly ReadMore[];
}

/** Pixels: above the first row, between the rows. */
const ROOM = { above: 18, between: 30 } as const;
/** Pixels from circle to circle, and circles of a stack at most: rings need more room. */
const PLAIN = { step: 10, high: 8 } as const;
const RINGED = { step: 16, high: 5 } as const;
/** Pixels within which results are one stack. */
const TOGETHER = 12;

interface Read {
  readonly time: number;
  readonly result: WrittenResult;
  readonly isAgain: boolean;
}

/** Lays out both rows from a height downwards. */
export function layReads(view: RecoveryView, top: number): ReadersLayout {
  const shown = new Set(view.lanes.flatMap(({ subtasks }) => subtasks));
  const all = view.outside.results.filter(({ subtask }) => shown.has(subtask));
  const written = inOrder(all.map((result) => ({ time: result.time, result })));
  const committed = inOrder(all.flatMap((result) => {
    const time = committedAt(result);
    return time === null ? [] : [{ time, result }];
  }));
  const rows = { uncommitted: stack(view, written), committed: stack(view, committed) };
  const grids = { uncommitted: gridOf(written), committed: gridOf(committed) };
  const height = (row: keyof typeof rows) => {
    const { step, high } = grids[row];
    return Math.min(high, Math.max(1, ...rows[row].map(({ reads }) => reads.length))) * step;
  };
  const uncommittedY = top + ROOM.above + height("uncommitted");
  const committedY = uncommittedY + ROOM.between + height("committed");
  const low = { uncommitted: uncommittedY, committed: committedY };
  const places = new Map<string, { readonly x: number; readonly y: number }>();
  const marks: ReadMark[] = [];
  const more: ReadMore[] = [];
  for (const row of ["uncommitted", "committed"] as const) {
    const { step, high } = grids[row];
    rows[row].forEach(({ x, reads }, index) => {
      reads.slice(0, high).forEach(({ result, isAgain }, place) => {
        const id = `${row} ${all.indexOf(result)}`;
        const y = low[row] - (place + 0.5) * step;
        places.set(id, { x, y });
        const state = row === "uncommitted" && isLost(view, result)
          ? "never"
          : isAgain
          ? "again"
          : "plain";
        marks.push({ id, row, x, y, key: keyOf(view, result), state });
      });
      if (reads.length > high) {
        const y = low[row] - high * step - 2;
        more.push({ id: `${row} ${index}`, x, y, count: reads.length - high });
      }
    });
  }
  const lines = all.flatMap((_, index): ReadLine[] => {
    const [from, to] = [places.get(`uncommitted ${index}`), places.get(`committed ${index}`)];
    if (from === undefined || to === undefined) return [];
    return [{ id: String(index), x1: from.x, y1: from.y, x2: to.x, y2: to.y }];
  });
  return { uncommittedY, committedY, bottom: committedY + 8, marks, lines, more };
}

function gridOf(reads: readonly Read[]): typeof PLAIN | typeof RINGED {
  return reads.some(({ isAgain }) => isAgain) ? RINGED : PLAIN;
}

/** When those who read committed data could see it. */
export function committedAt({ time, transaction }: WrittenResult): number | null {
  if (transaction === null) return time;
  return transaction.state === "committed" ? transaction.ended : null;
}

/** Its transaction ended, and not with a commit. */
function isLost({ stage }: RecoveryView, { transaction }: WrittenResult): boolean {
  return transaction !== null && hasFailed(transaction) && transaction.ended! <= stage.until;
}

/** True for one that ended otherwise than with a commit. */
export function hasFailed({ state }: TransactionLife): boolean {
  return state === "aborted" || state === "lost";
}

function inOrder(reads: readonly Omit<Read, "isAgain">[]): Read[] {
  const seen = new Set<string>();
  return reads.toSorted((a, b) => a.time - b.time || a.result.time - b.result.time)
    .map(({ time, result }) => {
      const id = JSON.stringify(result.value ?? null);
      const isAgain = seen.has(id);
      seen.add(id);
      return { time, result, isAgain };
    });
}

function stack(view: RecoveryView, reads: readonly Read[]) {
  const stacks: { readonly x: number; readonly reads: Read[] }[] = [];
  for (const read of reads) {
    if (!view.isSeen(read.time)) continue;
    const x = view.x(read.time);
    const last = stacks.at(-1);
    if (last === undefined || x - last.x >= TOGETHER) stacks.push({ x, reads: [read] });
    else last.reads.push(read);
  }
  return stacks;
}

/** The key with which the sink had it in hand. */
function keyOf({ handled }: RecoveryView, { name, stamp, origin }: WrittenResult): number {
  const own = handled.find((one) =>
    origin < 0 ? one.name === name && one.stamp === stamp : one.origin === origin
  );
  return own?.key ?? -1;
}
