// The gallery: every figure in every width, with its caption and its table. What stands here is what
// the goldens hold.

import type { VNode } from "preact";
import { FigureView, type Picture } from "../figure_view.tsx";
import type { Page } from "../page.ts";

/** Figures that belong together. */
export interface PictureGroup {
  readonly name: string;
  readonly about: string;
  readonly pictures: readonly Picture[];
}

/** The page of all figures. */
export function figuresPage(groups: readonly PictureGroup[]): Page {
  return {
    path: "figures.html",
    language: "en",
    title: "Figures · Headwater",
    description: "Every figure of Headwater, drawn from a trace, with its caption and its data.",
    body: <Figures groups={groups} />,
  };
}

function Figures({ groups }: { groups: readonly PictureGroup[] }): VNode {
  return (
    <article class="figures">
      <h1>Every figure, in every width</h1>
      <p class="lead">
        A figure is a function of a trace: first the numbers, then the drawing, then the words.
        Where there is room you see it twice, as it stands in a column and as it stands on a phone.
      </p>
      <ul class="groups">
        {groups.map(({ name, pictures }) => (
          <li key={name}>
            <a href={`#${slugOf(name)}`}>{name}</a> {pictures.length}
          </li>
        ))}
      </ul>
      {groups.map(({ name, about, pictures }) => (
        <section key={name} id={slugOf(name)}>
          <h2>{name}</h2>
          <p>{about}</p>
          {pictures.map((picture) => (
            <FigureView key={picture.id} picture={picture} language="en" level={3} every />
          ))}
        </section>
      ))}
    </article>
  );
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(/\W+/g, "-");
}
