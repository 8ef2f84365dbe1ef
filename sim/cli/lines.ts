// Names and what is said of them, one below the other; what is long goes on in the next line.
//
//     fault      crash task-manager-0 at 84h
//     recovery   from checkpoint 13, running again after 5.1 s

import type { Style } from "./style.ts";

/** A name, and what is said of it. An empty name goes on with the one before. */
export type NamedLine = readonly [name: string, text: string];

const WIDTH_MAX = 100;

/** The lines as text. */
export function linesText(lines: readonly NamedLine[], style: Style): string {
  const width = lines.reduce((most, [name]) => Math.max(most, name.length), 0);
  const room = WIDTH_MAX - width - 4;
  return lines.map(([name, text]) =>
    wrap(text, room).map((part, i) =>
      `  ${style.faint((i === 0 ? name : "").padEnd(width))}  ${part}\n`
    ).join("")
  ).join("");
}

/** Breaks a text between words; a word that is too long stays whole. */
export function wrap(text: string, room: number): string[] {
  const parts: string[] = [""];
  for (const word of text.replace(UNSAFE, "�").split(" ")) {
    const last = parts[parts.length - 1];
    if (last === "") parts[parts.length - 1] = word;
    else if (last.length + 1 + word.length <= room) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}

/** What users wrote stands here, too: nothing in it may steer the terminal. */
// deno-lint-ignore no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
