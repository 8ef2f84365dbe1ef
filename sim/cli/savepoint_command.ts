// Shows what is inside a savepoint.

import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import type { Host } from "./host.ts";
import { readSavepoint } from "../checkpoint/savepoint_listing.ts";
import { encodeValue } from "../trace/trace_value.ts";
import { showDuration } from "./duration.ts";
import { readSavepointFile } from "./savepoint_flags.ts";
import { savepointTables } from "./savepoint_tables.ts";
import { styleOf } from "./style.ts";
import { tableText } from "./table.ts";

const ROWS_SHOWN = 20;

/** `deno task savepoint`. */
export const savepointCommand: Command = {
  name: "savepoint",
  usage: "savepoint FILE [--rows N]",
  about:
    "Shows what is inside a savepoint: the state, the timers and the lists of each operator.\n\n" +
    "FILE was written by run or demo with --savepoint TIME or --stop-with-savepoint TIME; a job begins\n" +
    "from it with --from FILE.",
  flags: ["json", "rows"],
  words: [1, 1],
  run,
};

async function run({ flags, words: [path] }: Arguments, host: Host): Promise<number> {
  const savepoint = await readSavepointFile(path, host);
  const { operators: _, ...head } = savepoint;
  const listed = readSavepoint(savepoint);
  if (flags.json) {
    const operators = listed.map((operator) => encodeValue(operator));
    host.stdout(`${JSON.stringify({ ...head, operators })}\n`);
    return 0;
  }
  const style = styleOf(host, "stdout");
  const title = `Savepoint ${head.checkpointId}, complete at ${
    showDuration(head.completedAt / 1000)
  }`;
  const tables = savepointTables(listed, flags.rows ?? ROWS_SHOWN);
  const texts = tables.map((table) => tableText(table, style));
  host.stdout([`${style.strong(title)}\n`, ...texts].join("\n"));
  return 0;
}
