// `deno task serve`: shows dist/ in a browser, builds it anew when a source changes, and then tells
// the pages to load again. Only what is served here carries a script; the folder itself has none.

import { POLICY } from "./shell.tsx";

const FOLDER = "dist";
const PORT = 8000;
const HOST = "127.0.0.1";
const WATCHED = ["site", "lessons", "sim", "props", "README.md", "CITATION.cff"];
/** Changes that come within this time, in milliseconds, are one change. */
const QUIET = 60;

const LIVE_POLICY = `${POLICY}; script-src 'self'; connect-src 'self'`;
const LIVE_PATH = "/~live";
const LIVE_SCRIPT = `new EventSource("${LIVE_PATH}").onmessage = () => location.reload();`;

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
const encoder = new TextEncoder();

await build();
Deno.serve({
  hostname: HOST,
  port: PORT,
  onListen: () => console.log(`http://${HOST}:${PORT}/`),
}, answer);
await watch();

/** A new process each time, so that every changed module is read anew. */
async function build(): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "site"],
    stdin: "null",
  }).spawn().status;
  return success;
}

async function watch(): Promise<void> {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let last = Promise.resolve();
  const rebuild = async () => {
    if (!await build()) return;
    for (const listener of listeners) listener.enqueue(encoder.encode("data: changed\n\n"));
  };
  for await (const { kind } of Deno.watchFs(WATCHED)) {
    if (kind === "access") continue;
    clearTimeout(waiting);
    waiting = setTimeout(() => last = last.then(rebuild), QUIET);
  }
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === LIVE_PATH) return listenForChanges();
  if (pathname === `${LIVE_PATH}.js`) {
    return new Response(LIVE_SCRIPT, { headers: { "content-type": "text/javascript" } });
  }
  const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  const headers = { "content-type": TYPES[path.split(".").pop()!] ?? "application/octet-stream" };
  try {
    if (path.split("/").includes("..")) throw new Error("leads out of the folder");
    const bytes = await Deno.readFile(`${FOLDER}${path}`);
    const isPage = path.endsWith(".html");
    return new Response(isPage ? livePage(new TextDecoder().decode(bytes)) : bytes, { headers });
  } catch {
    return new Response(`There is no ${path}`, { status: 404 });
  }
}

function livePage(html: string): string {
  return html.replace(POLICY, LIVE_POLICY).replace(
    "</head>",
    `<script src="${LIVE_PATH}.js" defer></script></head>`,
  );
}

function listenForChanges(): Response {
  let own: ReadableStreamDefaultController<Uint8Array>;
  const changes = new ReadableStream<Uint8Array>({
    start(controller) {
      own = controller;
      listeners.add(own);
    },
    cancel: () => void listeners.delete(own),
  });
  return new Response(changes, { headers: { "content-type": "text/event-stream" } });
}
