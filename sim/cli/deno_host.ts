// The machine, by way of Deno.

import type { Host } from "./host.ts";
import { NamedError, showValue } from "../clock/named_error.ts";

/** The real machine. */
export const DENO_HOST: Host = {
  stdout: (text) => writeAll(Deno.stdout, text),
  stderr: (text) => writeAll(Deno.stderr, text),
  isTerminal: { stdout: Deno.stdout.isTerminal(), stderr: Deno.stderr.isTerminal() },
  wantsColour: !Deno.noColor,
  now: () => performance.now(),
  stat,
  read: (path) => Deno.readFileSync(path),
  readStdin: async () => new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer()),
  write,
  load: (path) => import(fileUrl(path)),
  askSandbox,
};

function writeAll(stream: typeof Deno.stdout, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(stream.writeSync(bytes));
    } catch (error) {
      // whoever read us has seen enough, as in `… | head`
      if (error instanceof Deno.errors.BrokenPipe) Deno.exit(0);
      throw error;
    }
  }
}

function stat(path: string): { isDirectory: boolean; size: number } | null {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}

const PIECE_LENGTH = 1 << 20;

/** Into a file beside it, which then takes its name: in one move or not at all. */
function write(path: string, pieces: Iterable<string | Uint8Array>): void {
  const folder = path.replace(/[^/\\]*$/, "");
  if (folder !== "" && stat(folder) === null) Deno.mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.unfinished-${Deno.pid}`;
  const file = Deno.openSync(unfinished, { write: true, create: true, truncate: true });
  try {
    const encoder = new TextEncoder();
    let text = "";
    const writeAllOf = (bytes: Uint8Array) => {
      while (bytes.length > 0) bytes = bytes.subarray(file.writeSync(bytes));
    };
    const flush = () => {
      writeAllOf(encoder.encode(text));
      text = "";
    };
    for (const piece of pieces) {
      if (typeof piece === "string") text += piece;
      else flush(), writeAllOf(piece);
      if (text.length > PIECE_LENGTH) flush();
    }
    flush();
    file.close();
    Deno.renameSync(unfinished, path);
  } catch (error) {
    try {
      file.close();
    } catch {
      // it was closed already
    }
    Deno.removeSync(unfinished);
    throw error;
  }
}

function fileUrl(path: string): string {
  const isAbsolute = /^([\\/]|[A-Za-z]:[\\/])/.test(path);
  const full = (isAbsolute ? path : `${Deno.cwd()}/${path}`).replaceAll("\\", "/");
  const url = new URL("file:///");
  url.pathname = full.replaceAll("%", "%25");
  return url.href;
}

function askSandbox(request: unknown, deadline: number): Promise<unknown> {
  const worker = new Worker(new URL("./sandbox_worker.ts", import.meta.url), {
    type: "module",
    // the one line that makes it a sandbox: no file, no network, no environment, no other program
    deno: { permissions: "none" },
  } as WorkerOptions);
  return new Promise((resolve, reject) => {
    const alarm = setTimeout(() => end(() => reject(tooSlow(deadline))), deadline);
    const end = (settle: () => void) => {
      clearTimeout(alarm);
      worker.terminate();
      settle();
    };
    worker.onmessage = ({ data }) => end(() => resolve(data));
    worker.onerror = (event) => {
      event.preventDefault();
      end(() =>
        reject(new NamedError("E-SCENARIO-JOB", `The sandbox broke: ${showValue(event.message)}`))
      );
    };
    worker.postMessage(request);
  });
}

function tooSlow(deadline: number): NamedError {
  return new NamedError(
    "E-BUDGET-TIME",
    `The scenario's code took more than ${
      deadline / 1000
    } s and was stopped. Usual cause: a loop ` +
      `that does not end; if it only needs longer, say --deadline 5min`,
  );
}
