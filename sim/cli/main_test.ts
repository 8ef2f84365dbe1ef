import { match, ok, strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

Deno.test("every command tells what it does and shows all its flags", async () => {
  for (const name of ["demo", "run", "replay", "savepoint"]) {
    for (const flag of ["--help", "-h"]) {
      const host = new TestHost();
      strictEqual(await main([name, flag], host), 0);
      match(host.out, /\n\nUsage\n {2}deno task /);
      match(host.out, /\n\nFlags\n( {2}--[^\n]*\n)+$/);
      ok(!host.out.includes("--lessons"));
      for (const line of host.out.split("\n")) ok(line.length <= 100, line);
    }
  }
  const host = new TestHost();
  strictEqual(await main([], host), 0);
  match(host.out, /deno task demo .*\n {2}deno task run .*\n {2}deno task replay /);
});

Deno.test("a command that does not exist is refused with the nearest one", async () => {
  const cases: [string[], RegExp][] = [
    [["dmeo"], /^E-COMMAND: There is no command "dmeo"; did you mean demo\?\n$/],
    [["zzz"], /^E-COMMAND: There is no command "zzz"; known: demo, run, replay, savepoint\n$/],
    [["--lessons=x"], /^E-COMMAND: No command was given/],
    [["run"], /^E-ARGUMENT: A word is missing; wanted: deno task run JOB/],
    [["run", "a", "b"], /^E-ARGUMENT: "b" is too much; wanted: deno task run JOB/],
  ];
  for (const [args, message] of cases) {
    const host = new TestHost();
    strictEqual(await main(args, host), 2);
    match(host.err, message);
    strictEqual(host.out, "");
  }
});

Deno.test("the stack is for those who ask, and for faults of ours", async () => {
  const asked = new TestHost();
  strictEqual(await main(["run", "none.ts", "--stack"], asked), 2);
  match(asked.err, /^E-FILE-MISSING: .*\nNamedError: [\s\S]*\n {4}at /);
  const broken = new TestHost();
  broken.stat = () => JSON.parse("{");
  broken.load = () => Promise.reject(new Error("a fault"));
  strictEqual(await main(["--lessons=x", "demo"], broken), 70);
  match(broken.err, /^E-FAULT: this is a fault of Headwater[\s\S]*Error: a fault\n {4}at /);
});
