// What is written into the picture of a recovery: what the restart waits for, what is lost, where event time
// begins anew, how transactions end, what readers see, and the names of records.

import type { CheckpointTrack } from "./checkpoint_track.ts";
import type { PlacedLane } from "./control_lanes.ts";
import type { FaultBand } from "./fault_bands.ts";
import { type Box, boxAround, type LabelWish, placeVariants, type Side } from "./labels.ts";
import type { Loss } from "./recovery_losses.ts";
import type { RecoveryRecord } from "./recovery_records.ts";
import type { ReaderRow, TransactionMark } from "./recovery_sinks.ts";
import type { StatusRow } from "./recovery_status.ts";
import type { RecoveryView } from "./recovery_view.ts";
import type { RecoveryWatermark } from "./recovery_watermarks.ts";
import { RECOVERY_WORDS, type RecoveryWords } from "./recovery_words.ts";
import { SIZE } from "./theme.ts";

/** A label in its place. */
export interface RecoveryLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet" | "fault" | "watermark" | "committed";
}

/** Everything that is labelled, and everything that is in the way. */
export interface RecoveryLabelled {
  readonly faults: readonly FaultBand[];
  readonly status: StatusRow;
  readonly track: CheckpointTrack;
  readonly lanes: readonly PlacedLane[];
  readonly losses: readonly Loss[];
  readonly records: readonly RecoveryRecord[];
  readonly watermarks: readonly RecoveryWatermark[];
  readonly transactions: readonly TransactionMark[];
  readonly readers: readonly ReaderRow[];
  readonly bottom: number;
}

/** Places the labels. */
export function recoveryLabels(view: RecoveryView, marks: RecoveryLabelled): RecoveryLabel[] {
  const { stage } = view;
  const words = RECOVERY_WORDS[view.language];
  const bounds: Box = {
    x: stage.left - 4,
    y: 0,
    width: stage.width - stage.left + 4,
    height: marks.bottom + 6,
  };
  const { track, status, losses, watermarks, transactions, readers, records } = marks;
  const told = watermarks.filter(({ isTold }) => isTold);
  const things = [
    ...status.statuses.filter(({ look, text }) => look === "fails" && text === "")
      .slice(0, 1).map(({ x1 }): LabelWish[] => [{
        ...SMALL,
        id: "failed job",
        text: words.failed,
        x: x1,
        y: status.spansY,
        reach: 0,
        sides: ["right", "left"],
      }]),
    ...status.spans.map((span) => spanVariants(span, status, words)),
    ...track.lines.filter(({ end }) => end === "failed").map(lineVariants),
    ...told.filter(({ isReset }) => isReset).map(watermarkVariants),
    ...track.lines.filter(({ end }) => end !== "failed").map(lineVariants),
    ...track.points.map(pointVariants),
    ...transactions.map((one) => transactionVariants(one, words)),
    ...told.filter(({ isReset }) => !isReset).map(watermarkVariants),
    ...readers.flatMap(({ arrivals }) => arrivals.map((one) => arrivalVariants(one, words))),
    ...losses.map((loss) => cutVariants(loss, words)),
    ...losses.map((loss) => lossVariants(loss, words)),
    ...records.filter(({ state }) => state === "replayed").map(recordVariants),
    ...records.filter(({ state }) => state !== "replayed").map(recordVariants),
  ];
  const failed = new Set(track.lines.filter(({ end }) => end === "failed").map(({ id }) => id));
  return placeVariants(things, bounds, takenBoxes(marks), lineBoxes(marks))
    .map(({ id, text, x, y }) => ({ id, text, x, y, role: roleOf(id, failed) }));
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

function roleOf(id: string, failed: ReadonlySet<string>): RecoveryLabel["role"] {
  if (id.startsWith("watermark")) return "watermark";
  if (id.startsWith("checkpoint ") && failed.has(id.slice(11))) return "fault";
  return /^(span|cut|loss|point|transaction)/.test(id) ? "quiet" : "plain";
}

function spanVariants(
  { id, x1, x2, text }: StatusRow["spans"][number],
  { spansY: y, statuses }: StatusRow,
  words: RecoveryWords,
): LabelWish[] {
  const wish = { ...SMALL, id: `span ${id}`, y, reach: 0 };
  if (!id.startsWith("waits")) return [{ ...wish, text, x: x2, sides: ["right"] }];
  // the status is told here where the band has no room for it
  const isUntold = statuses.some((one) => one.look === "waits" && one.text === "" && one.x1 === x1);
  return [...(isUntold ? [words.restarting(text)] : []), text]
    .map((told): LabelWish => ({ ...wish, text: told, x: x1, sides: ["left"] }));
}

function lineVariants({ id, texts, x2, y, isCutRight }: CheckpointTrack["lines"][number]) {
  const sides: readonly Side[] = isCutRight ? ["left"] : ["right", "left"];
  return texts.map((text): LabelWish => ({
    ...SMALL,
    id: `checkpoint ${id}`,
    text,
    x: x2,
    y,
    reach: 6,
    sides,
  }));
}

function pointVariants({ id, x1, x2, y }: CheckpointTrack["points"][number]): LabelWish[] {
  if (x2 - x1 < 12 || id.endsWith("…")) return [];
  return [{ ...SMALL, id: `point ${id}`, text: id, x: x1, y, reach: 2, sides: ["right"] }];
}

function watermarkVariants({ id, text, x, y }: RecoveryWatermark): LabelWish[] {
  const sides: readonly Side[] = ["right", "left", "below"];
  return [{ ...SMALL, id: `watermark ${id}`, text, x, y, reach: 3, sides }];
}

function transactionVariants(mark: TransactionMark, words: RecoveryWords): LabelWish[] {
  const { id, state, results, x2, y, isCutRight } = mark;
  const text = {
    open: "",
    "pre-committed": words.preCommitted(""),
    committed: results.length === 0 ? "" : words.committed(results.length),
    aborted: words.aborted(results),
    lost: words.lostTransaction(results),
  }[state];
  if (text === "" || isCutRight) return [];
  const sides: readonly Side[] = ["right", "below", "below left"];
  const reach = state === "lost" ? 11 : 6;
  return [{ ...SMALL, id: `transaction ${id}`, text, x: x2, y, reach, sides }];
}

function arrivalVariants(
  { id, x1, x2, y, againCount, total }: ReaderRow["arrivals"][number],
  words: RecoveryWords,
): LabelWish[] {
  const wish = { ...SMALL, id: `readers ${id}`, y, reach: SIZE.record + (againCount > 0 ? 3 : 0) };
  return words.arrivals(total, againCount).flatMap((text): LabelWish[] => [
    { ...wish, text, x: x2, sides: ["right"] },
    { ...wish, text, x: x1, sides: ["left"] },
  ]);
}

/** Beside the cut, above the first lane that it crosses. */
function cutVariants(
  { attempt, checkpoint, edges, isCutSeen }: Loss,
  words: RecoveryWords,
): LabelWish[] {
  if (!isCutSeen) return [];
  const [{ cutX, y }] = edges;
  const wish = { ...SMALL, id: `cut ${attempt}`, text: words.cut(checkpoint), x: cutX, y: y - 14 };
  return [{ ...wish, reach: 1, sides: ["left", "right"] }];
}

function lossVariants({ attempt, edges }: Loss, words: RecoveryWords): LabelWish[] {
  return edges.map(({ cutX, endX, y }) => ({
    ...SMALL,
    id: `loss ${attempt}`,
    text: words.lost,
    x: (cutX + endX) / 2,
    y,
    reach: 5,
    sides: ["above", "below"],
  }));
}

function recordVariants({ id, lane, name, x, y, count, state }: RecoveryRecord): LabelWish[] {
  const text = count === 1 ? name : `×${count}`;
  const reach = state === "replayed" ? SIZE.record + 3 : SIZE.record + 1;
  const sides: readonly Side[] = ["above", "above right", "above left", "right", "below", "left"];
  return [{ ...SMALL, id: `record ${lane} ${id}`, text, x, y, reach, sides }];
}

function takenBoxes(marks: RecoveryLabelled): Box[] {
  const { faults, status, track, records, watermarks, transactions, readers, lanes } = marks;
  return [
    ...faults.map(({ tab }) => tab),
    ...status.statuses.map(({ x1, x2 }) => ({
      x: x1,
      y: status.y - 9,
      width: x2 - x1,
      height: 18,
    })),
    ...track.lines.flatMap(({ x1, x2, y }) => [
      boxAround(x1, y, 6),
      boxAround(x2, y, 6),
      { x: x1, y: y - 1, width: x2 - x1, height: 2 },
    ]),
    ...track.ticks.map((x) => ({ x: x - 1, y: track.y - 4, width: 2, height: 8 })),
    ...track.points.flatMap(({ restores, y }) => restores.map((x) => boxAround(x, y, 9))),
    ...records.map(({ x, y, state }) =>
      boxAround(x, y, SIZE.record + (state === "replayed" ? 3 : 0.5))
    ),
    ...watermarks.map(({ x, y }) => boxAround(x, y, 4)),
    ...transactions.flatMap(({ x1, x2, preX, y }) =>
      [x1, x2, ...(preX === null ? [] : [preX])].map((x) => boxAround(x, y, 6))
    ),
    ...readers.flatMap(({ results }) =>
      results.map(({ x, y, state }) =>
        boxAround(x, y, SIZE.record + (state === "replayed" ? 3 : 0.5))
      )
    ),
    ...lanes.flatMap(({ runs, y }) =>
      runs.filter(({ end }) => end !== null).map(({ x2 }) => boxAround(x2, y, 5))
    ),
  ];
}

function lineBoxes(
  { faults, lanes, transactions, losses, track, bottom }: RecoveryLabelled,
): Box[] {
  return [
    ...faults.flatMap(({ x1, x2 }) =>
      [x1, x2].map((x) => ({ x: x - 1, y: 0, width: 2, height: bottom }))
    ),
    ...lanes.flatMap(({ runs, y }) =>
      runs.map(({ x1, x2 }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 }))
    ),
    ...transactions.map(({ x1, x2, y }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 })),
    ...losses.flatMap(({ edges }) =>
      edges.map(({ cutX, y }) => ({ x: cutX - 1, y: y - 14, width: 2, height: 28 }))
    ),
    ...track.points.map(({ x1, x2, y }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 })),
  ];
}
