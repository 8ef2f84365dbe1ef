// The coordinator's lines as marks: a hollow diamond where a checkpoint begins, and at its end a filled one, a
// crossed one, or nothing yet.

import type { CheckpointLine, CheckpointTrack, RestartPoint } from "./checkpoint_track.ts";
import { gutterName } from "./control_lanes.ts";
import { checkpointGlyph } from "./glyphs.ts";
import { type Mark, path } from "./svg.ts";

/** What is written beside the two kinds of rows. */
export interface TrackNames {
  readonly track: string;
  readonly restartPoint: string;
}

/** Lines and diamonds, each with its name in the gutter. */
export function trackMarks(
  { lines, ticks, points, y, pointsY }: CheckpointTrack,
  names: TrackNames,
  left: number,
  width: number,
): Mark[] {
  return [
    { ...gutterName(names.track, y, left, width), kind: "row", id: "checkpoints" },
    { ...gutterName(names.restartPoint, pointsY, left, width), kind: "row", id: "restart point" },
    ...points.map(pointMark),
    ...(ticks.length === 0 ? [] : [{
      tag: "path",
      kind: "completed checkpoints",
      id: "all",
      class: "committed hair",
      at: { d: ticks.map((x) => path`M${x},${y - 4}V${y + 4}`).join("") },
    }]),
    ...lines.map(lineMark),
    ...points.flatMap(restoreMarks),
  ];
}

function lineMark({ id, y, x1, x2, storedFrom, end, isCutLeft, isCutRight }: CheckpointLine): Mark {
  const waits = path`M${x1},${y}H${storedFrom ?? x2}`;
  const parts: Mark[] = [{ tag: "path", class: "committed hair", at: { d: waits } }];
  if (storedFrom !== null && x2 > storedFrom) {
    parts.push({
      tag: "path",
      class: "committed busy",
      at: { d: path`M${storedFrom},${y}H${x2}` },
    });
  }
  const at = (x: number, glyph: readonly Mark[]): Mark => ({
    tag: "g",
    at: { transform: path`translate(${x},${y})` },
    parts: glyph,
  });
  // where it begins there is room for a small mark only
  if (!isCutLeft) {
    parts.push({ tag: "path", class: "committed line", at: { d: path`M${x1},${y - 4}V${y + 4}` } });
  }
  if (!isCutRight) parts.push(at(x2, checkpointGlyph(end)));
  return { tag: "g", kind: "checkpoint", id, parts };
}

function pointMark({ id, x1, x2, lineFrom, y, isCutLeft, isCutRight }: RestartPoint): Mark {
  const d = path`M${lineFrom},${y}H${x2}` + (isCutLeft ? "" : path`M${x1},${y - 3}V${y + 3}`) +
    (isCutRight ? "" : path`M${x2},${y - 3}V${y + 3}`);
  return { tag: "path", kind: "restart point", id, class: "committed line", at: { d } };
}

function restoreMarks({ id, y, restores }: RestartPoint): Mark[] {
  return restores.map((x, index) => ({
    tag: "g",
    kind: "restore",
    id: `${id} ${index + 1}`,
    at: { transform: path`translate(${x},${y})` },
    parts: checkpointGlyph("restored from"),
  }));
}
