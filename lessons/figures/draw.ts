// `figure(slice, options) → element`: the three functions of a figure put together, for pages, notebooks
// and exports. The document is passed in, so the same picture is made at build time and in a browser.

import type {
  Description,
  Figure,
  FigureModel,
  FigureOptions,
  Language,
  TraceSlice,
} from "./figure.ts";
import { SVG } from "./svg.ts";

/** Where a picture is drawn, and for whom. */
export interface Setting {
  readonly document: Document;
  /** Distinguishes the ids of this picture from those of others on the page. */
  readonly prefix: string;
  readonly language: Language;
}

/** A picture with its words. */
export interface Drawing {
  readonly svg: Element;
  readonly description: Description;
}

/** Draws a figure of a stretch of a run, with its title and text alternative inside. */
export function draw<Model extends FigureModel, Options extends FigureOptions>(
  figure: Figure<Model, Options>,
  slice: TraceSlice,
  options: Options,
  setting: Setting,
): Drawing {
  const { language } = setting;
  return drawModel(figure, figure.model(slice, { language, ...options }), setting);
}

/** Draws a model that was made elsewhere: a worker, a golden, a recording. */
export function drawModel<Model extends FigureModel>(
  figure: Pick<Figure<Model, never>, "paint" | "describe">,
  model: Model,
  setting: Setting,
): Drawing {
  const svg = setting.document.createElementNS(SVG, "svg");
  const description = figure.describe(model, setting.language);
  svg.setAttribute("id", setting.prefix);
  tell(svg, description);
  figure.paint(model, svg);
  return { svg, description };
}

/** Gives a picture its words: one image with a name and a story, to those who cannot see it. */
export function tell(svg: Element, { title, alternative }: Description): void {
  const prefix = svg.getAttribute("id") ?? "figure";
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${prefix}-title`);
  svg.setAttribute("aria-describedby", `${prefix}-story`);
  setWords(svg, "desc", `${prefix}-story`, alternative);
  setWords(svg, "title", `${prefix}-title`, title);
}

function setWords(svg: Element, tag: "title" | "desc", id: string, text: string): void {
  let element = [...svg.children].find((child) => child.localName === tag);
  if (element === undefined) {
    element = svg.ownerDocument.createElementNS(SVG, tag);
    svg.insertBefore(element, svg.firstChild);
  }
  element.setAttribute("id", id);
  element.textContent = text;
}
