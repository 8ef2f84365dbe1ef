// The words of a fault's text, one after the other, each with its place. Words are separated by spaces; a
// name that could be read as something else, or holds a space, stands in double quotes.

import { showValue } from "../clock/named_error.ts";
import { nearest } from "../clock/nearest.ts";
import { FaultTextError, UNREADABLE } from "./fault_text_error.ts";

/** One word. */
export interface Word {
  /** `name`: in quotes; `index`: the number in brackets; `sign`: an arrow or a comparison. */
  readonly kind: "word" | "name" | "index" | "sign" | "end";
  /** Without quotes or brackets. */
  readonly text: string;
  readonly start: number;
}

/** Characters of one fault. */
const TEXT_LENGTH_MAX = 2000;

const SPACE = /\s+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const INDEX = /\[ *(\d{1,9}) *\]/y;
const SIGN = /<->|->|→|↔|>=|≥/y;
const BARE = /(?:(?!->)[^\s"[\];<>→↔≥=])+/y;

/** True for a name that needs no quotes, as far as its characters are concerned. */
export function isBare(name: string): boolean {
  BARE.lastIndex = 0;
  return BARE.exec(name)?.[0].length === name.length && name.search(UNREADABLE) < 0;
}

/** Reads words from left to right. */
export class FaultWords {
  readonly text: string;
  private readonly words: readonly Word[];
  private at = 0;

  constructor(text: string) {
    this.text = text.replaceAll("\t", " ");
    this.words = this.split();
  }

  /** The word that comes next, or the one so many after it. */
  peek(ahead = 0): Word {
    return this.words[Math.min(this.at + ahead, this.words.length - 1)];
  }

  /** Takes the next word. */
  take(): Word {
    const word = this.peek();
    this.at++;
    return word;
  }

  /** Takes the next word if it is this one. */
  takeIf(text: string): boolean {
    const { kind, text: found } = this.peek();
    const isIt = (kind === "word" || kind === "sign") && found === text;
    if (isIt) this.at++;
    return isIt;
  }

  /** Takes one of some words; a word that is none of them, but near to one, is named. */
  takeOneOf<W extends string>(known: readonly W[], wanted: string): W {
    const word = this.peek();
    if (word.kind !== "word" || !known.includes(word.text as W)) this.refuse(wanted, known);
    this.at++;
    return word.text as W;
  }

  /** Takes a whole number. */
  takeNumber(wanted: string): number {
    const { kind, text } = this.peek();
    if (kind !== "word" || !/^\d{1,9}$/.test(text)) this.refuse(wanted);
    this.at++;
    return Number(text);
  }

  /**
   * Says that the next word, or an earlier one, is not what is wanted; with what it was nearest to of
   * what is known, or else with all of it.
   */
  refuse(wanted: string, known: readonly string[] = [], word = this.peek()): never {
    const found = word.kind === "end" ? "it ends" : `it says ${showValue(quoted(word, this.text))}`;
    const near = word.kind === "word" ? nearest(word.text, known) : undefined;
    const hint = near !== undefined
      ? `; did you mean ${near}?`
      : known.length > 1
      ? `: ${known.join(", ")}`
      : "";
    throw this.error("E-FAULT-SYNTAX", `${found} where ${wanted} is wanted${hint}`, word.start);
  }

  /** An error that points at a place. */
  error(code: string, sentence: string, start: number): FaultTextError {
    return new FaultTextError(code, sentence, this.text, start);
  }

  private split(): Word[] {
    const { text } = this;
    const unreadable = text.search(UNREADABLE);
    if (unreadable >= 0) {
      const code = text.charCodeAt(unreadable).toString(16).toUpperCase().padStart(4, "0");
      throw this.error(
        "E-FAULT-SYNTAX",
        `there is a character that nobody sees, U+${code}`,
        unreadable,
      );
    }
    if (text.length > TEXT_LENGTH_MAX) {
      const sentence = `the text goes on after ${TEXT_LENGTH_MAX} characters, which is the limit`;
      throw this.error("E-FAULT-SYNTAX", sentence, TEXT_LENGTH_MAX);
    }
    const words: Word[] = [];
    let start = 0;
    while (start < text.length) {
      const word = this.wordAt(start);
      if (word !== undefined) words.push(word[0]);
      start = word?.[1] ?? start + matchAt(SPACE, text, start)!.length;
    }
    return [...words, { kind: "end", text: "", start: text.trimEnd().length }];
  }

  /** The word that begins at a place, and where it ends; undefined for spaces. */
  private wordAt(start: number): [word: Word, end: number] | undefined {
    const { text } = this;
    const found = (kind: Word["kind"], whole: string, shown = whole): [Word, number] => [
      { kind, text: shown, start },
      start + whole.length,
    ];
    if (/\s/.test(text[start])) return undefined;
    const quotedText = matchAt(QUOTED, text, start);
    if (quotedText !== undefined) return found("name", quotedText, this.unquote(quotedText, start));
    const index = matchAt(INDEX, text, start);
    if (index !== undefined) return found("index", index, String(parseInt(index.slice(1).trim())));
    const sign = matchAt(SIGN, text, start);
    if (sign !== undefined) return found("sign", sign, SIGNS[sign] ?? sign);
    const bare = matchAt(BARE, text, start);
    if (bare !== undefined) return found("word", bare);
    const sentence = text[start] === '"'
      ? "quotes are opened and never closed"
      : text[start] === "["
      ? "a bracket holds no number; wanted: the index of a subtask, as in window[0]"
      : `it says ${
        showValue(text[start])
      }, which belongs to nothing; a name with such a character ` +
        `stands in double quotes`;
    throw this.error("E-FAULT-SYNTAX", sentence, start);
  }

  private unquote(text: string, start: number): string {
    try {
      return JSON.parse(text);
    } catch {
      const sentence = `the name ${text} is quoted in a way that JSON does not know`;
      throw this.error("E-FAULT-SYNTAX", sentence, start);
    }
  }
}

const SIGNS: Readonly<Record<string, string>> = { "→": "->", "↔": "<->", "≥": ">=" };

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}

/** A word as it was typed. */
function quoted({ kind, text, start }: Word, whole: string): string {
  return kind === "index" ? `[${text}]` : kind === "sign" ? matchAt(SIGN, whole, start)! : text;
}
