// The status of the job as a band, and of each restart how long the job manager waits and how long it takes to
// deploy and to restore.
//
//     ▕ RUNNING                ▕ RESTARTING         ▕ RUNNING · attempt 1
//                               ├ waits 1 s ┤├ restores ┤

import {
  JOB_FAILED,
  JOB_FAILING,
  JOB_FINISHED,
  JOB_RUNNING,
  JOB_STATUS_WORDS,
} from "./control_numbers.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";
import { nowText } from "./picture_clock.ts";
import type { RecoveryView } from "./recovery_view.ts";
import type { RecoveryWords } from "./recovery_words.ts";

/** One status. */
export interface StatusMark {
  readonly id: string;
  readonly x1: number;
  readonly x2: number;
  readonly look: "runs" | "waits" | "fails" | "over";
  /** Its name; empty where there is no room for it. */
  readonly text: string;
}

/** A part of a restart. */
export interface RestartSpan {
  readonly id: string;
  readonly x1: number;
  readonly x2: number;
  readonly text: string;
}

/** The band, and the parts of restarts below it. */
export interface StatusRow {
  readonly y: number;
  readonly statuses: readonly StatusMark[];
  readonly spans: readonly RestartSpan[];
  readonly spansY: number;
  readonly bottom: number;
}

/** Pixels: of the band, and from it to the parts below it. */
const BAND = { height: 18, below: 17 } as const;
const INSET = 4;

/** Lays out the band from a height downwards. */
export function layStatus(view: RecoveryView, words: RecoveryWords, top: number): StatusRow {
  const y = top + BAND.height / 2;
  const statuses = statusMarks(view, words);
  const spans = restartSpans(view, words);
  const spansY = y + BAND.below;
  return { y, statuses, spans, spansY, bottom: spans.length === 0 ? y + 9 : spansY + 9 };
}

function statusMarks(view: RecoveryView, words: RecoveryWords): StatusMark[] {
  const { statuses } = view.attempts;
  return statuses.filter(({ from, until }) => view.isSeen(from, until ?? Infinity))
    .map(({ status, from, until }, index): StatusMark => {
      const [x1, x2] = [view.x(from), view.x(until ?? Infinity)];
      const name = JOB_STATUS_WORDS[status] ?? String(status);
      const attempt = view.attemptAt(from);
      const texts = status === JOB_RUNNING && attempt > 0
        ? [`${name} · ${words.attempt(attempt)}`, name]
        : [name];
      const room = x2 - x1 - 2 * INSET;
      return {
        id: `${name} ${index}`,
        x1,
        x2,
        look: lookOf(status),
        text: texts.find((text) => measure(text, SIZE.small) <= room) ?? "",
      };
    });
}

function lookOf(status: number): StatusMark["look"] {
  if (status === JOB_RUNNING) return "runs";
  if (status === JOB_FINISHED) return "over";
  return status === JOB_FAILED || status === JOB_FAILING ? "fails" : "waits";
}

function restartSpans(view: RecoveryView, words: RecoveryWords): RestartSpan[] {
  return view.attempts.restarts.flatMap(({ attempt, scheduled, restored, running }) => {
    const part = (name: string, from: number, until: number | null, text: string) => {
      const end = until ?? Infinity;
      if (!view.isSeen(from, end)) return [];
      return [{ id: `${name} ${attempt}`, x1: view.x(from), x2: view.x(end), text }];
    };
    const told = (from: number, until: number | null) =>
      until === null ? "" : nowText(view.clock, until - from);
    const waits = part("waits", scheduled, restored, words.waits(told(scheduled, restored)));
    if (restored === null) return waits;
    const restores = words.restores(told(restored, running));
    return [...waits, ...part("restores", restored, running, restores)];
  });
}
