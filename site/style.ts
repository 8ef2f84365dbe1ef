// The style of the site: one file, put together in reading order.

const PARTS = ["tokens", "page", "text", "figure", "home", "laws", "print"] as const;

/** The text of `style.css`. */
export async function styleText(): Promise<string> {
  const parts = PARTS.map((name) =>
    Deno.readTextFile(new URL(`./style/${name}.css`, import.meta.url))
  );
  return (await Promise.all(parts)).join("\n");
}
