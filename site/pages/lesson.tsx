// A lesson: its text, with figures, listings, questions that open, and words explained in the margin.

import type { ComponentChildren, VNode } from "preact";
import { GLOSSARY, type GlossaryEntry } from "../../lessons/glossary.ts";
import { Code } from "../code.tsx";
import { FigureView } from "../figure_view.tsx";
import type { ReadLesson } from "../lesson.ts";
import { linksFrom, type LinkTo, type Page } from "../page.ts";
import { folderOf, type Language, wordsOf } from "../strings.ts";
import { typeset } from "../typeset.ts";

/** The page of a lesson. */
export function lessonPage(lesson: ReadLesson): Page {
  const { path, language, front } = lesson;
  return {
    path,
    language,
    title: `${front.title} · Headwater`,
    description: front.summary,
    body: <LessonView lesson={lesson} />,
  };
}

function LessonView({ lesson }: { lesson: ReadLesson }): VNode {
  const { front, language, chapters, notebook, Text } = lesson;
  const link = linksFrom(lesson.path);
  const words = wordsOf(language);
  return (
    <article class="lesson">
      <h1>{typeset(front.title)}</h1>
      <div class="noted">
        <aside class="note">
          <p>
            {words.minutes.replace("{count}", String(front.minutes))}{" "}
            <a href={front.flink}>{words.flinkPage}</a>{" "}
            {notebook && <a href={link(notebook.path)} download>{words.notebook}</a>}
          </p>
          <ol class="chapters">
            {chapters.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </aside>
        <p class="lead">{typeset(front.summary)}</p>
      </div>
      <Text components={componentsOf(lesson, link, language)} />
    </article>
  );
}

interface Children {
  readonly children?: ComponentChildren;
}

/** What stands for each component of lessons/source/components.ts, and for ours of lesson_tree.ts. */
function componentsOf(
  lesson: ReadLesson,
  link: LinkTo,
  language: Language,
): Readonly<Record<string, unknown>> {
  const Listed = ({ code, language, file }: ListingProps) => (
    <Listing code={code} language={language} file={file && `lessons/${lesson.slug}/${file}`} />
  );
  return {
    Cell: Listed,
    Listing: Listed,
    Figure: ({ id }: { id: string }) => (
      <>
        {lesson.pictures.get(id)!.map((picture) => (
          <FigureView key={picture.id} picture={picture} language={language} />
        ))}
      </>
    ),
    Term: ({ id, explained, children }: { id: string; explained?: string } & Children) =>
      explained === undefined
        ? <>{children}</>
        : <a class="term" href={`#word-${id}`}>{children}</a>,
    Law: ({ id }: { id: string }) => (
      <a href={`${link(`${folderOf(language)}laws.html`)}#${id.replace("/", "-")}`}>
        <code>{id}</code>
      </a>
    ),
    Predict: ({ children }: Children) => <div class="predict">{children}</div>,
    Choice: Opening,
    Hint: Opening,
    Teachers: (props: OpeningProps) => <Opening {...props} name="teachers" />,
    Note: ({ children }: Children) => <aside class="note">{children}</aside>,
    Noted: ({ terms, children }: { terms?: string } & Children) => (
      <div class="noted">
        {terms !== undefined && <Words ids={terms.split(" ")} language={language} />}
        {children}
      </div>
    ),
  };
}

interface OpeningProps extends Children {
  readonly says: string;
  readonly name?: string;
}

function Opening({ says, name, children }: OpeningProps): VNode {
  return (
    <details class={name === undefined ? "opening" : `opening ${name}`}>
      <summary>{typeset(says)}</summary>
      {children}
    </details>
  );
}

interface ListingProps {
  readonly code: string;
  readonly language?: string;
  /** Where the same code stands in a file. */
  readonly file?: string;
}

function Listing({ code, language, file }: ListingProps): VNode {
  if (file === undefined) return <Code text={code} language={language} />;
  return (
    <div class="noted">
      <aside class="note">
        <code>{file}</code>
      </aside>
      <Code text={code} language={language} />
    </div>
  );
}

function Words({ ids, language }: { ids: readonly string[]; language: Language }): VNode {
  return (
    <aside class="note words">
      {ids.map((id) => entryOf(id)).map(({ id, term, meaning }) => (
        <p key={id} id={`word-${id}`}>
          <dfn>{term[language]}</dfn> {meaning[language] ?? meaning.en}
        </p>
      ))}
    </aside>
  );
}

function entryOf(id: string): GlossaryEntry {
  const entry = GLOSSARY.find((entry) => entry.id === id);
  if (entry === undefined) throw new Error(`The glossary does not explain "${id}"`);
  return entry;
}
