// The command line as a person uses it: real programs, real files, the real sandbox.

import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { scenario } from "../scenario.ts";
import { scenarioText } from "../scenario_text.ts";
import { DENO_HOST } from "./deno_host.ts";

const ROOT = new URL("../../", import.meta.url);

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function task(...args: string[]): Promise<Outcome> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    cwd: ROOT,
    stdin: "null",
    env: { NO_COLOR: "1" },
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

async function inFolder(work: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "headwater-" });
  try {
    await work(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("demo ends with a command that, pasted, replays it", async () => {
  const { code, out, err } = await task("demo", "--bound", "2h");
  deepStrictEqual([code, err], [0, ""]);
  const last = out.trimEnd().split("\n").at(-1)!;
  const [deno, taskWord, ...words] = last.split(" ");
  deepStrictEqual([deno, taskWord], ["deno", "task"]);
  const again = await task(...words, "--at", "2d", "--around", "2");
  deepStrictEqual([again.code, again.err], [0, ""]);
  match(again.out, /\n── 172800s \(2 d\), [\s\S]*, as the scenario expects\.\n$/);
});

Deno.test("demo --json prints JSON, warm in far less than three seconds", async () => {
  const { code, out } = await task("demo", "--json");
  strictEqual(code, 0);
  strictEqual(JSON.parse(out).recordsIn, 1707);
});

Deno.test("code in a scenario runs in a sandbox and reaches nothing", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/scenario.json`;
    const replay = (code: string, ...args: string[]) => {
      Deno.writeTextFileSync(file, scenarioText(scenario({ job: { code } })));
      return task("replay", file, ...args);
    };
    const job = (map: string) => `
      import { collection, collectSink, WatermarkStrategy } from "@headwater/sim";
      export default (env) => {
        env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
          .map((n: number) => ${map}).sinkTo(collectSink("out"));
      };`;
    const good = await replay(job("10 * n"), "--verify");
    strictEqual(good.code, 0, good.err);
    match(good.out, / resultWritten +#1 +t −∞ +out +20\n/);
    match(good.out, /\nVerified: all \d+ steps/);
    const cases: [string, RegExp][] = [
      [job("n.x.y"), /^[\s\S]*E-UDF: A user function threw TypeError/],
      [job("console.log('HELLO') ?? n"), /^This is the end/],
      ["export default () => { for (;;); }", /^E-BUDGET-TIME: .* more than 1 s and was stopped/],
      [
        "export default () => Deno.readTextFileSync('deno.json');",
        /^E-SCENARIO-JOB: .*Deno is not defined/,
      ],
      [
        "export default () => postMessage({ view: 1 });",
        /^E-SCENARIO-JOB: .*postMessage is not a function/,
      ],
      ["const n = ['no', 'de:fs'].join(''); await import(n); export default 1;", /^E-SCENARIO-JOB/],
      [
        "const u = ['file:///', 'etc/hostname'].join(''); await import(u); export default 1;",
        /^E-SCENARIO-JOB/,
      ],
      ["export default (", /^E-SCENARIO-JOB: .*could not be loaded: SyntaxError/],
      ["export default 7;", /^E-SCENARIO-JOB: .*no job as its default export/],
      ["throw new Error('\\x1b[31m');", /^E-SCENARIO-JOB: .*could not be loaded: \?\[31m\n$/],
    ];
    for (const [code, message] of cases) {
      const { err, out } = await replay(code, "--deadline", "1s");
      match(err, message, code);
      ok(!`${out}${err}`.includes("HELLO") && !`${out}${err}`.includes("\x1b"));
    }
  });
});

Deno.test("a job file with a typing error is refused with the place of the error", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/job.ts`, "export default function (\n");
    const { code, err, out } = await task("run", `${folder}/job.ts`);
    deepStrictEqual([code, out], [2, ""]);
    match(err, /^E-JOB-LOAD: ".*job\.ts" could not be loaded: .*SyntaxError[^\n]*\n$/);
  });
});

Deno.test("a learner's file runs from anywhere, with its input and its trace", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(
      `${folder}/my job.ts`,
      `import { collection, collectSink, type StreamExecutionEnvironment, WatermarkStrategy } from "@headwater/sim";
       export const config = { bufferTimeout: 0 };
       export default function job(env: StreamExecutionEnvironment, options: { input: number[] }): void {
         env.fromSource(collection(options.input), WatermarkStrategy.noWatermarks(), "in").sinkTo(collectSink("out"));
       }`,
    );
    Deno.writeTextFileSync(`${folder}/in.ndjson`, "3\n4\nfive\n");
    const args = ["run", `${folder}/my job.ts`, "--input", `${folder}/in.ndjson`];
    const { code, out, err } = await task(...args, "--json");
    strictEqual(code, 0, err);
    const { sinks, rejected } = JSON.parse(out);
    deepStrictEqual(sinks[0].results.map((r: { value: number }) => r.value), [3, 4]);
    strictEqual(rejected.length, 1);
    const denied = await task(...args, "--trace", `${folder}/t.trace`);
    match(denied.err, /^E-FILE-DENIED: [^\n]*--allow-write/);
    deepStrictEqual(namesIn(folder), ["in.ndjson", "my job.ts"]);
  });
});

Deno.test("a file is written whole or not at all", async () => {
  await inFolder((folder) => {
    const file = `${folder}/deep/er/t.txt`;
    DENO_HOST.write(file, ["a", "b".repeat(3 << 20), "c"]);
    strictEqual(Deno.readTextFileSync(file).length, (3 << 20) + 2);
    function* breaksOff(): Generator<string> {
      yield "x".repeat(2 << 20);
      throw new RangeError("broke off");
    }
    throws(() => DENO_HOST.write(file, breaksOff()), /broke off/);
    strictEqual(Deno.readTextFileSync(file).length, (3 << 20) + 2);
    throws(() => DENO_HOST.write(`${folder}/deep`, ["x"]));
    deepStrictEqual(namesIn(`${folder}/deep/er`), ["t.txt"]);
    deepStrictEqual(namesIn(folder), ["deep"]);
  });
});

Deno.test("a path with spaces and per cents is a path", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/a b%20#?.ts`, "export default 7;");
    strictEqual((await DENO_HOST.load(`${folder}/a b%20#?.ts`)).default, 7);
    deepStrictEqual(DENO_HOST.stat(`${folder}/none`), null);
    deepStrictEqual(DENO_HOST.stat(`${folder}/a b%20#?.ts/none`), null);
    strictEqual(DENO_HOST.stat(folder)!.isDirectory, true);
  });
});
