// Serves the built site below a path of its own, as a project page of a host would.

/** Path below which the site lies. */
const BELOW = "/some/where/";

/** A running host. */
export interface Host {
  /** Address of the root of the site, with a closing slash. */
  readonly address: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

/** Starts one on a free port of this machine. */
export function serveFolder(folder: string): Host {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const path = pathname.startsWith(BELOW) ? pathname.slice(BELOW.length) : undefined;
    if (path === undefined) return new Response("outside the site", { status: 404 });
    try {
      const type = TYPES[path.split(".").pop()!] ?? "application/octet-stream";
      const headers = { "content-type": type };
      return new Response(await Deno.readFile(`${folder}/${path}`), { headers });
    } catch {
      return new Response(`There is no ${path}`, { status: 404 });
    }
  });
  const address = `http://127.0.0.1:${server.addr.port}${BELOW}`;
  return { address, close: () => server.shutdown() };
}
