import { rejects, strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { readTextFile } from "./input_file.ts";

Deno.test("a file that cannot be used is refused by name", async () => {
  const host = new TestHost();
  host.put("folder/a.txt", "a");
  host.put("big.txt", "x".repeat(2000));
  host.files.set("zero.bin", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00]));
  host.files.set("latin1.txt", new Uint8Array([0x63, 0x61, 0x66, 0xe9]));
  host.files.set("utf16.txt", new Uint8Array([0xff, 0xfe, 0x61, 0x00]));
  const cases: [string, RegExp][] = [
    ["none.txt", /E-FILE-MISSING: There is no file "none\.txt"/],
    ["folder", /E-FILE-DIRECTORY: "folder" is a folder/],
    ["big.txt", /E-FILE-SIZE: "big\.txt" has 2000 bytes; at most 1000 bytes/],
    ["zero.bin", /E-FILE-BINARY: "zero\.bin" is not a text file: byte 4 is 0/],
    ["latin1.txt", /E-FILE-BINARY: "latin1\.txt" is not a text file: it is not UTF-8/],
    ["utf16.txt", /E-FILE-BINARY: "utf16\.txt" is text in UTF-16/],
  ];
  for (const [path, message] of cases) await rejects(readTextFile(host, path, 1000), message);
});

Deno.test("what the machine refuses gets a name, too", async () => {
  const machineSays = (name: string) => {
    const host = new TestHost();
    host.stat = () => {
      throw Object.assign(new Error("no"), { name });
    };
    return readTextFile(host, "a.txt");
  };
  await rejects(machineSays("NotCapable"), /E-FILE-DENIED.*--allow-read/);
  await rejects(machineSays("PermissionDenied"), /E-FILE-DENIED.*the rights of the file/);
  await rejects(machineSays("Busy"), /E-FILE-FAILED: "a.txt" could not be read: "no"/);
});

Deno.test("a byte order mark, CRLF and what is piped in are fine", async () => {
  const host = new TestHost();
  host.put("a.txt", "\ufeffa\r\nb");
  strictEqual(await readTextFile(host, "a.txt"), "a\r\nb");
  host.piped = "from a pipe";
  strictEqual(await readTextFile(host, "-"), "from a pipe");
});
