// The command line. The only place of the engine that names Deno is here and in deno_host.ts.
//
//     deno task demo      deno task run my_job.ts      deno task replay out/….json --at 2d

import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { parseArguments } from "./arguments.ts";
import { demoCommand } from "./demo_command.ts";
import { DENO_HOST } from "./deno_host.ts";
import { FailedRun } from "./failed_run.ts";
import { failureText } from "./failure.ts";
import { type FlagName, FLAGS } from "./flags.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { nearest } from "../clock/nearest.ts";
import { replayCommand } from "./replay_command.ts";
import { runCommand } from "./run_command.ts";
import { savepointCommand } from "./savepoint_command.ts";
import { styleOf } from "./style.ts";

const COMMANDS: readonly Command[] = [demoCommand, runCommand, replayCommand, savepointCommand];

/** Does what the arguments say and gives the exit code. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  try {
    return await dispatch(args, host);
  } catch (error) {
    const style = styleOf(host, "stderr");
    const cause = error instanceof FailedRun ? error.cause : error;
    const { text, code } = failureText(cause, args.includes("--stack"), style);
    host.stderr(text);
    if (error instanceof FailedRun) {
      host.stderr(`\n${style.faint("Replay it:")}\n${error.replay}\n`);
    }
    return code;
  }
}

async function dispatch(args: readonly string[], host: Host): Promise<number> {
  const { command, rest } = findCommand(args);
  const style = styleOf(host, "stdout");
  if (command === undefined) {
    host.stdout(generalHelp(COMMANDS, style));
    return 0;
  }
  const given = parseArguments(rest, command.flags);
  if (given.flags.help) {
    host.stdout(commandHelp(command, style));
    return 0;
  }
  const [least, most] = command.words;
  const count = given.words.length;
  if (count < least || count > most) {
    const found = count < least
      ? "A word is missing"
      : `${showValue(given.words[most])} is too much`;
    refuse("E-ARGUMENT", `${found}; wanted: deno task ${command.usage}`);
  }
  return await command.run(given, host);
}

/** The first word names the command; flags of the task may stand before it. */
function findCommand(args: readonly string[]): { command?: Command; rest: readonly string[] } {
  const rest = [...args];
  let at = 0;
  while (rest[at]?.startsWith("-")) {
    const isPair = !rest[at].includes("=") && FLAGS[rest[at].slice(2) as FlagName]?.kind === "text";
    at += isPair ? 2 : 1;
  }
  const [name] = rest.splice(at, 1);
  if (name === undefined) {
    if (rest.some((arg) => arg === "--help" || arg === "-h") || rest.length === 0) return { rest };
    return refuse(
      "E-COMMAND",
      `No command was given; known: ${COMMANDS.map((c) => c.name).join(", ")}`,
    );
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command !== undefined) return { command, rest };
  const near = nearest(name, COMMANDS.map((known) => known.name));
  const hint = near === undefined
    ? `known: ${COMMANDS.map((known) => known.name).join(", ")}`
    : `did you mean ${near}?`;
  return refuse("E-COMMAND", `There is no command ${showValue(name)}; ${hint}`);
}

// an exit, not an exit code: a sandbox whose code loops for ever is not waited for
if (import.meta.main) Deno.exit(await main(Deno.args, DENO_HOST));
