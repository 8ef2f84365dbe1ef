// One law, in the engine as it stands: what the runner of mutants starts in each copy. Prints one line:
// `green`; `red PATH` with the path of the first run that breaks the law; or what has crashed.

import { LAWS } from "../mod.ts";

/** What the engine never says of itself: the patch is wrong, and no law has noticed anything. */
const CRASH = /\n(ReferenceError|TypeError|SyntaxError|RangeError): .*/;

function main([id, seed, runCount, path]: readonly string[]): string {
  const law = LAWS.find((one) => one.id === id);
  if (law === undefined) return `There is no law ${id}`;
  try {
    law.check({ seed: Number(seed), runCount: Number(runCount), path, endsOnFailure: true });
    return "green";
  } catch (error) {
    const { message } = error as Error;
    // too few interesting cases break no law
    if (!message.startsWith(`Law ${id} is broken`)) return "green";
    const crash = CRASH.exec(message);
    return crash === null ? `red ${/--path=([\d:]+)/.exec(message)![1]}` : crash[0].trim();
  }
}

if (import.meta.main) console.log(main(Deno.args));
