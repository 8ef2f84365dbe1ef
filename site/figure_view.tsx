// A figure on a page: its message, the drawing in the size that fits, its caption, and the same again
// in words and numbers for whoever cannot or would rather not look.

import type { VNode } from "preact";
import type { Description } from "../lessons/figures/figure.ts";
import { WIDTH } from "../lessons/figures/theme.ts";
import { type Language, wordsOf } from "./strings.ts";
import { TableView } from "./table_view.tsx";

/** A figure as pages show it: drawings of several widths, and their words. */
export interface Picture {
  readonly id: string;
  /** What it is an example of, where that is not told by the text around it. */
  readonly about?: string;
  readonly drawings: readonly Drawing[];
  readonly description: Description;
}

/** One drawing of a figure. */
export interface Drawing {
  readonly width: number;
  /** The text of an `<svg>` element. */
  readonly svg: string;
}

/** How a figure stands on its page. */
export interface FigureViewProps {
  readonly picture: Picture;
  readonly language: Language;
  /** Level of the heading that its title is; a plain line where it is left out. */
  readonly level?: 2 | 3;
  /** All drawings side by side instead of the one that fits. */
  readonly every?: boolean;
}

/** The figure. */
export function FigureView({ picture, language, level, every = false }: FigureViewProps): VNode {
  const { id, about, drawings, description } = picture;
  const Title = level === undefined ? "p" : `h${level}` as "h2";
  return (
    <figure class={classOf(picture, every)} id={id} aria-labelledby={`${id}-title`}>
      {about !== undefined && <p class="about">{about}</p>}
      <Title class="message" id={`${id}-title`}>{description.title}</Title>
      <div class="drawings">
        {drawings.map(({ width, svg }) => (
          <div
            class={`drawing at-${width}`}
            tabindex={0}
            dangerouslySetInnerHTML={{ __html: svg }}
          />
        ))}
      </div>
      <figcaption>{description.caption}</figcaption>
      <details>
        <summary>{wordsOf(language).table}</summary>
        <p>{description.alternative}</p>
        <TableView table={description.table} caption={description.title} language={language} />
      </details>
    </figure>
  );
}

/** A break-out is a figure that is also drawn wider than its column. */
function classOf({ drawings }: Picture, every: boolean): string {
  if (every) return "figure every";
  return drawings.some(({ width }) => width > WIDTH.column) ? "figure wide" : "figure";
}
