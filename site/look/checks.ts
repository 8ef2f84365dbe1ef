// What is measured on a page as the browser has laid it out. Each check runs inside the page, knows
// nothing but the document, and gives a sentence for everything that is wrong.

/** Smallest text that anybody should have to read, in CSS pixels. */
export const TEXT_MIN = 11;

/** Fewest characters in a line of running text: below, the eye jumps. */
export const LINE_MIN = 55;

/** Most characters in a line of running text: above, the eye loses its way back. */
export const LINE_MAX = 75;

/** Nothing may be wider than the window. */
export function findOverflow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const culprits = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  const names = [...new Set(culprits)].slice(0, 4).join(", ");
  return [`scrolls sideways by ${scrollWidth - clientWidth} px: ${names}`];
}

/** Text must be large enough as rendered: pictures that were scaled down count as they are seen. */
export function findSmallText(minimum: number): string[] {
  const found = new Map<string, number>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement!;
    if (node.textContent!.trim() === "" || !parent.checkVisibility()) continue;
    const matrix = parent instanceof SVGGraphicsElement ? parent.getScreenCTM() : null;
    const scale = matrix === null
      ? 1
      : Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
    const size = parseFloat(getComputedStyle(parent).fontSize) * scale;
    if (size < minimum - 0.01) found.set(node.textContent!.trim().slice(0, 30), size);
  }
  return [...found].slice(0, 8).map(([text, size]) => `"${text}" is set in ${size.toFixed(1)} px`);
}

/** No label of a figure may touch another; a line's own height is more than its letters need. */
export function findTouchingLabels(): string[] {
  const found: string[] = [];
  for (const svg of document.querySelectorAll("main svg")) {
    if (!svg.checkVisibility()) continue;
    const labels = [...svg.querySelectorAll("text")].map((text) => {
      const { left, right, top, bottom, height } = text.getBoundingClientRect();
      // letters fill about the middle six tenths of the line; figures and capitals no more
      return {
        text: text.textContent!.trim(),
        left,
        right,
        top: top + height * 0.2,
        bottom: bottom - height * 0.2,
      };
    }).filter(({ left, right, text }) => right > left && text !== "");
    labels.forEach((a, index) => {
      for (const b of labels.slice(index + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 0.5) found.push(`labels "${a.text}" and "${b.text}" touch`);
      }
    });
  }
  return [...new Set(found)].slice(0, 12);
}

/** Lines of running text, in characters: about 65, so that the eye finds the next one. */
export function findOddLines([minimum, maximum]: [number, number]): string[] {
  const lines: { count: number; text: string }[] = [];
  for (const paragraph of document.querySelectorAll("article p, article li")) {
    if (paragraph.closest(".note, .lead, .message, figure, details, nav") !== null) continue;
    if (!paragraph.checkVisibility()) continue;
    const height = parseFloat(getComputedStyle(paragraph).lineHeight);
    const { top } = paragraph.getBoundingClientRect();
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const own: string[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const range = document.createRange();
      for (let index = 0; index < node.textContent!.length; index++) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const rect = range.getBoundingClientRect();
        if (rect.width === 0) continue;
        const line = Math.floor(((rect.top + rect.bottom) / 2 - top) / height);
        own[line] = (own[line] ?? "") + node.textContent![index];
      }
    }
    // the last line ends where the thought ends
    lines.push(...own.slice(0, -1).filter(Boolean).map((text) => ({ count: text.length, text })));
  }
  if (lines.length < 5) return [];
  const counts = lines.map(({ count }) => count).sort((a, b) => a - b);
  const median = counts[counts.length >> 1];
  const found = median < minimum || median > maximum
    ? [`lines have ${median} characters; wanted: ${minimum} to ${maximum}`]
    : [];
  const long = lines.filter(({ count }) => count > maximum + 6).slice(0, 3);
  return [...found, ...long.map(({ count, text }) => `a line has ${count} characters: "${text}"`)];
}

/** Notes in the margin must not run into one another, into a figure or into a listing. */
export function findTouchingNotes(): string[] {
  const others = [...document.querySelectorAll(".note, .drawing, figcaption, pre, table, h2, h3")]
    .filter((element) => element.checkVisibility());
  return [...document.querySelectorAll(".note")].flatMap((note) => {
    const a = note.getBoundingClientRect();
    return others.filter((other) => {
      if (other === note || other.contains(note) || note.contains(other)) return false;
      const b = other.getBoundingClientRect();
      return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    }).map((other) => `a note runs into "${other.textContent!.trim().slice(0, 30)}"`);
  });
}
