// The words of the site that belong to no page: one table per language. A language is offered once it
// stands in LANGUAGES; its pages lie in a folder of its name, English at the root.

/** Languages that pages exist in, or will. */
export type Language = "en" | "zh";

/** Every word around the text of a page. */
export interface Words {
  /** Name of the language in itself. */
  readonly language: string;
  readonly skip: string;
  readonly navigation: string;
  readonly home: string;
  readonly lesson: string;
  readonly figures: string;
  readonly laws: string;
  readonly table: string;
  readonly empty: string;
  readonly minutes: string;
  readonly flinkPage: string;
  readonly notebook: string;
  readonly cite: string;
  readonly citation: string;
  readonly licence: string;
  readonly licences: string;
  readonly trademark: string;
  readonly madeOf: string;
}

/** The languages of this build, the first at the root. */
export const LANGUAGES: readonly Language[] = ["en"];

/** The tables. */
export const WORDS: Readonly<Record<"en", Words> & Partial<Record<Language, Words>>> = {
  en: {
    language: "English",
    skip: "Skip to the text",
    navigation: "Site",
    home: "Headwater",
    lesson: "Lesson",
    figures: "Figures",
    laws: "Laws",
    table: "In words and as a table",
    empty: "Nothing of this kind.",
    minutes: "{count} minutes.",
    flinkPage: "Flink’s own page on it.",
    notebook: "The same as a notebook.",
    cite: "To cite",
    citation:
      "The Headwater contributors. Headwater, version 0.1.0. A simulator and teaching toolkit for the dataflow model of Apache Flink.",
    licence: "Licence",
    licences:
      "Lesson text and figures: Creative Commons Attribution 4.0. Code, also inside lessons: Apache License 2.0.",
    trademark:
      "Apache Flink is a trademark of The Apache Software Foundation, with which Headwater is not affiliated.",
    madeOf:
      "Every figure here is a function of a run’s trace, made anew whenever this site is built.",
  },
};

/** The words of a language; English where it has no table yet. */
export function wordsOf(language: Language): Words {
  return WORDS[language] ?? WORDS.en;
}

/** Where the pages of a language lie: nothing for the first, a folder for the others. */
export function folderOf(language: Language): string {
  return language === LANGUAGES[0] ? "" : `${language}/`;
}
