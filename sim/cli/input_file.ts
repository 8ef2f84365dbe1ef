// A file that the user names, read whole. Everything that can be wrong with it has a name.

import { NamedError, refuse, showValue } from "../clock/named_error.ts";
import type { Host } from "./host.ts";

/** Largest file that is read, in bytes, unless the reader allows more. */
export const FILE_SIZE_MAX = 64 << 20;

/**
 * The text of a file; `-` stands for what is piped in. A byte order mark and CRLF are left to the
 * reader of the text, who accepts both.
 *
 * Errors: `E-FILE-MISSING`, `E-FILE-DIRECTORY`, `E-FILE-SIZE`, `E-FILE-BINARY`, `E-FILE-DENIED`.
 */
export async function readTextFile(
  host: Host,
  path: string,
  sizeMax: number = FILE_SIZE_MAX,
): Promise<string> {
  return textOf(await readBytes(host, path, sizeMax), path);
}

/** The bytes of a file, as they are. Errors: those of {@linkcode readTextFile} but `E-FILE-BINARY`. */
export async function readBytes(host: Host, path: string, sizeMax: number): Promise<Uint8Array> {
  if (path === "-") return await host.readStdin();
  const found = attempt(path, "read", () => host.stat(path));
  if (found === null) {
    return refuse(
      "E-FILE-MISSING",
      `There is no file ${showValue(path)}. Usual cause: a typing error, or a path that does not ` +
        `start where the command runs, which is the project's folder`,
    );
  }
  if (found.isDirectory) {
    return refuse("E-FILE-DIRECTORY", `${showValue(path)} is a folder; wanted: a file`);
  }
  if (found.size > sizeMax) {
    return refuse(
      "E-FILE-SIZE",
      `${showValue(path)} has ${showMebibytes(found.size)}; at most ${
        showMebibytes(sizeMax)
      } are ` +
        `read, since a run holds its whole input in memory. Take a part of it`,
    );
  }
  return attempt(path, "read", () => host.read(path));
}

/** Does something with a file, and gives the machine's refusals a name. */
export function attempt<T>(path: string, doing: "read" | "written", work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NamedError) throw error;
    const { name = "", message = "" } = error as Error;
    if (/NotCapable|PermissionDenied|ReadOnlyFilesystem/.test(name)) {
      const flag = doing === "read" ? "--allow-read" : "--allow-write";
      const cause = name === "NotCapable"
        ? `the task in deno.json does not permit it; run deno with ${flag}=FOLDER yourself, or take ` +
          `a path within the project`
        : "the rights of the file or of its folder";
      return refuse(
        "E-FILE-DENIED",
        `${showValue(path)} may not be ${doing}. Usual cause: ${cause}`,
        error,
      );
    }
    if (name === "IsADirectory") {
      return refuse("E-FILE-DIRECTORY", `${showValue(path)} is a folder; wanted: a file`, error);
    }
    return refuse(
      "E-FILE-FAILED",
      `${showValue(path)} could not be ${doing}: ${showValue(message)}`,
      error,
    );
  }
}

/** Bytes that are looked through for what no text contains. */
const PROBE_LENGTH = 1 << 16;

/** Bytes as the text that they are. Errors: `E-FILE-BINARY`. */
export function textOf(bytes: Uint8Array, path: string): string {
  const name = path === "-" ? "what was piped in" : showValue(path);
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) {
    return refuse(
      "E-FILE-BINARY",
      `${name} is text in UTF-16; wanted: UTF-8. Save it anew as UTF-8`,
    );
  }
  const zero = bytes.subarray(0, PROBE_LENGTH).indexOf(0);
  if (zero >= 0) refuseBinary(name, `byte ${zero} is 0`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuseBinary(name, "it is not UTF-8");
  }
}

function refuseBinary(name: string, why: string): never {
  return refuse(
    "E-FILE-BINARY",
    `${name} is not a text file: ${why}. Usual cause: a compressed or another file`,
  );
}

function showMebibytes(size: number): string {
  return size < 1 << 20 ? `${size} bytes` : `${Math.ceil(size / (1 << 20))} MiB`;
}
