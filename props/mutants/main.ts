// deno task mutants [NUMBER …] [--seeds N]: breaks a copy of the engine, one mutant after the other, and
// asks of each of its laws whether it notices. Prints a row for each law, and ends with how many mutants
// all of their laws have found in all seeds.
//
// Exit code: 0 every mutant is killed by every law that names it, 1 some law stayed green, 2 a patch does
// not apply any more, or a copy cannot run.

import type { Mutant } from "./mutant.ts";
import { mutate } from "./mutant.ts";
import { MUTANTS } from "./mutants.ts";

/** Runs of a law after which a mutant has survived it. */
const RUN_COUNT = 1000;

/** What a copy needs to run a law. */
const COPIED = ["sim", "props", "deno.json", "deno.lock", "lessons/deno.json", "site/deno.json"];

/** Two copies of the engine: one is broken, the other never is. */
interface Copies {
  readonly broken: string;
  readonly whole: string;
}

/** By seed: the run in which a law broke, or what was printed instead. */
type Row = readonly (number | string)[];

async function copyTo(folder: string): Promise<void> {
  for (const path of COPIED) await copyPath(path, `${folder}/${path}`);
}

async function copyPath(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) {
    await Deno.mkdir(to.replace(/\/[^/]*$/, ""), { recursive: true });
    return await Deno.copyFile(from, to);
  }
  for await (const { name } of Deno.readDir(from)) {
    await copyPath(`${from}/${name}`, `${to}/${name}`);
  }
}

/** Writes the mutant into the copy, and gives back what undoes it. */
async function apply({ edits }: Mutant, folder: string): Promise<() => Promise<void>> {
  const before = new Map<string, string>();
  for (const edit of edits) {
    const path = `${folder}/${edit.file}`;
    const text = await Deno.readTextFile(path);
    if (!before.has(path)) before.set(path, text);
    await Deno.writeTextFile(path, mutate(text, edit));
  }
  return async () => {
    for (const [path, text] of before) await Deno.writeTextFile(path, text);
  };
}

/** Asks a law in the broken copy; the run that breaks it must be green in the other one. */
async function askLaw(law: string, seeds: number, { broken, whole }: Copies): Promise<Row> {
  const row: (number | string)[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const said = await run(broken, [law, String(seed), String(RUN_COUNT)]);
    const path = /^red (\d+)$/.exec(said)?.[1];
    const without = path && await run(whole, [law, String(seed), "1", path]);
    if (without === "green") row.push(Number(path) + 1);
    else row.push(path === undefined ? said : `without the mutant: ${without}`);
  }
  return row;
}

async function run(folder: string, args: readonly string[]): Promise<string> {
  const { pathname } = new URL("./check_law.ts", import.meta.url);
  const script = `props/${pathname.split("/props/").at(-1)}`; // the one in the copy
  const flags = ["run", "--no-prompt", "--no-check", "-R=.", script];
  const command = new Deno.Command(Deno.execPath(), { args: [...flags, ...args], cwd: folder });
  const { stdout, stderr } = await command.output();
  const [said, complaint] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim());
  return said || complaint.slice(0, 200);
}

function rowText({ number, does }: Mutant, law: string, row: Row): string {
  const runs = row.filter((run) => typeof run === "number").toSorted((a, b) => a - b);
  const isKilled = runs.length === row.length;
  const median = runs[runs.length >> 1];
  const how = isKilled
    ? `red in run ${median}${row.length > 1 ? ` (median of ${row.length} seeds)` : ""}`
    : `SURVIVES: ${row.filter((run) => typeof run === "string").join(" | ")}`;
  return `${String(number).padStart(2)}  ${does}\n    ${law}: ${how}`;
}

async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf("--seeds");
  const seeds = at < 0 ? 1 : Number(args[at + 1]);
  const numbers = (at < 0 ? args : args.toSpliced(at, 2)).map(Number);
  const wanted = MUTANTS.filter(({ number }) => numbers.length === 0 || numbers.includes(number));
  const folder = await Deno.makeTempDir({ prefix: "mutants-" });
  const copies = { broken: `${folder}/broken`, whole: `${folder}/whole` };
  try {
    await copyTo(copies.broken);
    await copyTo(copies.whole);
    let killed = 0;
    for (const mutant of wanted) {
      const undo = await apply(mutant, copies.broken);
      let isKilled = true;
      for (const law of mutant.laws) {
        const row = await askLaw(law, seeds, copies);
        isKilled &&= row.every((run) => typeof run === "number");
        console.log(rowText(mutant, law, row));
      }
      if (isKilled) killed++;
      await undo();
    }
    console.log(`${killed} of ${wanted.length} mutants are killed by every law that names them`);
    return killed === wanted.length ? 0 : 1;
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
