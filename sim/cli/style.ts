// The few colours of the terminal: weight for titles, faintness for what one reads last. Only where a
// person looks on and has not said NO_COLOR.

import type { Host } from "./host.ts";

/** Gives text its weight. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** What went wrong, or is late. */
  readonly warn: (text: string) => string;
}

const PLAIN: Style = { strong: (t) => t, faint: (t) => t, warn: (t) => t };

const COLOURED: Style = {
  strong: (text) => `\x1b[1m${text}\x1b[22m`,
  faint: (text) => `\x1b[2m${text}\x1b[22m`,
  warn: (text) => `\x1b[33m${text}\x1b[39m`,
};

/** The style for one of the two streams. */
export function styleOf(host: Host, stream: "stdout" | "stderr"): Style {
  return host.isTerminal[stream] && host.wantsColour ? COLOURED : PLAIN;
}
