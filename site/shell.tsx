// What stands around every page: the head with its policy, the line with the name, and the foot. The
// policy allows style, fonts and pictures of this folder and nothing else, so no script can run.

import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { PRELOADED } from "./fonts.ts";
import { linksFrom, type LinkTo, type Page } from "./page.ts";
import { folderOf, type Language, wordsOf } from "./strings.ts";
import { keepNumbers } from "./typeset.ts";

/** What the pages may load; links of `<a>` are free. */
export const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/** A place in the navigation. */
export interface Place {
  readonly name: string;
  /** Path of the page below the root of the site. */
  readonly path: string;
}

/** Everything that is the same on all pages of a language. */
export interface Frame {
  readonly places: readonly Place[];
  readonly version: string;
}

/** The text of a file of the site. */
export function documentOf(page: Page, frame: Frame): string {
  return keepNumbers(
    `<!doctype html>\n${renderToString(<Document page={page} frame={frame} />)}\n`,
  );
}

function Document({ page, frame }: { page: Page; frame: Frame }): VNode {
  const link = linksFrom(page.path);
  const words = wordsOf(page.language);
  return (
    <html lang={page.language}>
      <Head page={page} link={link} />
      <body>
        <a class="skip" href="#text">{words.skip}</a>
        <Masthead page={page} frame={frame} link={link} />
        <main id="text">{page.body}</main>
        <Foot page={page} frame={frame} link={link} />
      </body>
    </html>
  );
}

function Head({ page, link }: { page: Page; link: LinkTo }): VNode {
  const { title, description, translations = {} } = page;
  const languages = Object.entries(translations);
  return (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <meta name="description" content={description} />
      {PRELOADED.map((file) => (
        <link rel="preload" href={link(file)} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={link("style.css")} />
      <link rel="icon" href={link("icon.svg")} type="image/svg+xml" />
      {languages.map(([language, path]) => (
        <link rel="alternate" hreflang={language} href={link(path)} />
      ))}
    </head>
  );
}

function Masthead({ page, frame, link }: { page: Page; frame: Frame; link: LinkTo }): VNode {
  const words = wordsOf(page.language);
  const home = `${folderOf(page.language)}index.html`;
  return (
    <header class="masthead">
      <a class="wordmark" href={link(home)} {...current(page, home)}>
        <Mark />
        {words.home}
      </a>
      <nav aria-label={words.navigation}>
        <ul>
          {frame.places.map(({ name, path }) => (
            <li>
              <a href={link(path)} {...current(page, path)}>{name}</a>
            </li>
          ))}
          <Translations page={page} link={link} />
        </ul>
      </nav>
    </header>
  );
}

function Translations({ page, link }: { page: Page; link: LinkTo }): VNode {
  const others = Object.entries(page.translations ?? {}) as [Language, string][];
  return (
    <>
      {others.filter(([language]) => language !== page.language).map(([language, path]) => (
        <li>
          <a href={link(path)} lang={language} hreflang={language}>{wordsOf(language).language}</a>
        </li>
      ))}
    </>
  );
}

/** Two streams that become one: also the icon of the site. */
function Mark(): VNode {
  return (
    <svg class="mark" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">
      <path d="M1 2H6C12 2 11 8 17 8H23M1 14H6C12 14 11 8 17 8" fill="none" />
    </svg>
  );
}

function Foot({ page, frame, link }: { page: Page; frame: Frame; link: LinkTo }): VNode {
  const words = wordsOf(page.language);
  const home = `${folderOf(page.language)}index.html`;
  return (
    <footer class="foot">
      <dl>
        <dt>{words.cite}</dt>
        <dd>{words.citation.replace("{version}", frame.version)}</dd>
        <dt>{words.licence}</dt>
        <dd>{words.licences}</dd>
      </dl>
      <p>{words.madeOf} {words.trademark}</p>
      <p>
        <a href={link(home)}>{words.home}</a> {frame.version}
      </p>
    </footer>
  );
}

function current(page: Page, path: string): { "aria-current"?: "page" } {
  return page.path === path ? { "aria-current": "page" } : {};
}
