// A machine for tests: files in a map, a clock that counts its readings, texts that can be read again.

import type { Host } from "./host.ts";

/** A machine that a test looks into. */
export class TestHost implements Host {
  out = "";
  err = "";
  files: Map<string, Uint8Array> = new Map();
  modules: Map<string, Record<string, unknown>> = new Map();
  /** What the machine says to a write, if it refuses. */
  writeError: Error | null = null;
  piped = "";
  isTerminal = { stdout: false, stderr: false };
  wantsColour = true;
  /** Milliseconds between two looks at the clock. */
  clockStep = 0;
  private clock = 0;

  stdout(text: string): void {
    this.out += text;
  }

  stderr(text: string): void {
    this.err += text;
  }

  now(): number {
    return this.clock += this.clockStep;
  }

  stat(path: string): { isDirectory: boolean; size: number } | null {
    const file = this.files.get(path);
    if (file !== undefined) return { isDirectory: false, size: file.length };
    if (this.modules.has(path)) return { isDirectory: false, size: 0 };
    const isFolder = [...this.files.keys()].some((name) => name.startsWith(`${path}/`));
    return isFolder ? { isDirectory: true, size: 0 } : null;
  }

  read(path: string): Uint8Array {
    return this.files.get(path)!;
  }

  readStdin(): Promise<Uint8Array> {
    return Promise.resolve(new TextEncoder().encode(this.piped));
  }

  write(path: string, pieces: Iterable<string | Uint8Array>): void {
    if (this.writeError !== null) throw this.writeError;
    const encoder = new TextEncoder();
    const parts = [...pieces].map((piece) =>
      typeof piece === "string" ? encoder.encode(piece) : piece
    );
    const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.files.set(path, whole);
  }

  load(path: string): Promise<Record<string, unknown>> {
    if (path === "lessons") return import(LESSONS);
    return Promise.resolve(this.modules.get(path)!);
  }

  askSandbox(): Promise<unknown> {
    return Promise.resolve({ error: { code: "E-TEST", sentence: "there is no sandbox here" } });
  }

  /** Puts a file there. */
  put(path: string, text: string): void {
    this.files.set(path, new TextEncoder().encode(text));
  }

  /** The text of a file that is there. */
  text(path: string): string {
    return new TextDecoder().decode(this.files.get(path));
  }
}

const LESSONS = new URL("../../lessons/lessons.ts", import.meta.url).href;
