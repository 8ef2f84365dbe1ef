// Tumbling windows of one subtask once more, from the rules: panes in a list, looked at one by one. An
// independent witness, so it shares nothing with the engine.

/** What is known of a window operator from the job. */
export interface WindowRules {
  readonly size: number;
  readonly offset: number;
  readonly lateness: number;
}

/** The records of one key in one window. */
export interface Pane {
  readonly key: unknown;
  readonly start: number;
  readonly end: number;
  readonly values: readonly unknown[];
}

/** The windows of a subtask, W-3 to W-13 for windows that do not merge. */
export class ModelWindows {
  watermark = Number.MIN_SAFE_INTEGER;
  panes: Pane[] = [];

  constructor(private readonly rules: WindowRules) {}

  /** A record: null when it is too late, else the panes that fire at once, which is one or none. */
  onRecord(key: unknown, value: unknown, timestamp: number): Pane[] | null {
    const { size, offset } = this.rules;
    const start = Math.floor((timestamp - offset) / size) * size + offset;
    const end = start + size;
    if (this.isOver(end)) return null;
    const before = this.panes.find((pane) => pane.key === key && pane.start === start);
    const pane = { key, start, end, values: [...before?.values ?? [], value] };
    this.panes = [...this.panes.filter((other) => other !== before), pane];
    return end - 1 <= this.watermark ? [pane] : [];
  }

  /** A watermark: the panes that fire, by their ends. */
  onWatermark(watermark: number): Pane[] {
    const due = this.panes.filter(({ end }) => end - 1 > this.watermark && end - 1 <= watermark);
    this.watermark = watermark;
    this.panes = this.panes.filter(({ end }) => !this.isOver(end));
    return due.toSorted((a, b) => a.end - b.end);
  }

  private isOver(end: number): boolean {
    const cleanup = end - 1 + this.rules.lateness;
    return cleanup <= Number.MAX_SAFE_INTEGER && cleanup <= this.watermark;
  }
}
