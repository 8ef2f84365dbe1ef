// Help, written from the tables that the commands are read with.

import type { Command } from "./command.ts";
import { COMMON_FLAGS, type Flag, type FlagName, FLAGS } from "./flags.ts";
import type { Style } from "./style.ts";

/** Help on one command. */
export function commandHelp(command: Command, style: Style): string {
  const flags = [...command.flags, ...COMMON_FLAGS];
  return `${command.about}\n\n${style.strong("Usage")}\n  deno task ${command.usage}\n\n` +
    `${style.strong("Flags")}\n${flagLines(flags)}`;
}

/** Help on all commands. */
export function generalHelp(commands: readonly Command[], style: Style): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  const lines = commands.map(({ usage, about }) =>
    `  deno task ${usage.padEnd(width)}  ${about.split("\n")[0]}\n`
  );
  return `Headwater: a simulator of Flink's dataflow model that you can hold still.\n\n` +
    `${style.strong("Commands")}\n${lines.join("")}\n` +
    `Say --help after a command for its flags.\n`;
}

/** Where help begins; a longer name moves only its own. */
const NAME_WIDTH_MAX = 20;

function flagLines(names: readonly FlagName[]): string {
  const heads = names.map((name) => {
    const { value }: Flag = FLAGS[name];
    return `--${name}${value === undefined ? "" : ` ${value}`}`;
  });
  const width = Math.min(NAME_WIDTH_MAX, Math.max(...heads.map(({ length }) => length)));
  return names.map((name, i) => `  ${heads[i].padEnd(width)}  ${FLAGS[name].help}\n`).join("");
}
