// The books as rows, from which the words of the picture are made. Independent of width and of language.

import {
  countBook,
  type LedgerBook,
  type LedgerCounts,
  matchBook,
  type MatchKind,
} from "./ledger_book.ts";

/** One page in words. */
export interface PageStory {
  readonly sink: string;
  readonly kind: LedgerBook["kind"];
  readonly guarantee: LedgerBook["guarantee"];
  readonly counts: LedgerCounts;
  readonly lost: readonly string[];
  readonly again: readonly string[];
  readonly wrong: readonly string[];
}

/** All pages. */
export interface LedgerStory {
  readonly pages: readonly PageStory[];
}

/** Names that are told of a kind at most. */
const NAMES_MAX = 40;

/** Collects the story. */
export function ledgerStory(books: readonly LedgerBook[]): LedgerStory {
  return {
    pages: books.map((book): PageStory => {
      const { matches, lost } = matchBook(book);
      const of = (...kinds: readonly MatchKind[]) =>
        matches.filter(({ kind }) => kinds.includes(kind))
          .map(({ visible }) => nameOf(book.visible[visible])).slice(0, NAMES_MAX);
      return {
        sink: book.sink,
        kind: book.kind,
        guarantee: book.guarantee,
        counts: countBook(book),
        lost: lost.map((place) => nameOf(book.expected[place])).slice(0, NAMES_MAX),
        again: of("again"),
        wrong: of("wrong", "unexpected"),
      };
    }),
  };
}

function nameOf({ name, text }: { readonly name: string; readonly text: string }): string {
  return name === "" ? text : name;
}
