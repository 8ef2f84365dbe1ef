// The page of figures shows what the goldens hold: every exhibit of the gallery, in every width.

import { parseHTML } from "linkedom";
import { type Exhibit, gallery } from "../lessons/figures/gallery.ts";
import type { PictureGroup } from "./pages/figures.tsx";
import type { Picture } from "./figure_view.tsx";
import type { Language } from "./strings.ts";

/** All groups, in reading order. */
export function galleryPictures(language: Language): PictureGroup[] {
  return gallery.map(({ name, about, exhibits }) => ({
    name,
    about,
    pictures: exhibits.map((exhibit) => pictureOfExhibit(exhibit, language)),
  }));
}

function pictureOfExhibit({ id, title, widths, draw }: Exhibit, language: Language): Picture {
  const { document } = parseHTML("<!doctype html><html></html>");
  const drawn = widths.map((width) => {
    const setting = {
      document: document as unknown as Document,
      prefix: `${id}-${width}`,
      language,
    };
    const { svg, description } = draw(width, setting);
    return { width, svg: svg.outerHTML, description };
  });
  return { id, about: title, drawings: drawn, description: drawn[drawn.length - 1].description };
}
