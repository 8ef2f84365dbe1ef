// The faces of the site, and which of them a page cannot do without.

/** Files that every page asks for before it has read the style. */
export const PRELOADED: readonly string[] = [];

/** The faces, as files of the site. */
export function fontFiles(): Promise<{ path: string; content: Uint8Array }[]> {
  return Promise.resolve([]);
}
