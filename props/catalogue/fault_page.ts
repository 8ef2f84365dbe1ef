// The catalogue of faults for people: sim/FAULTS.md, made of the registry and of what is found in tests and
// lessons. `deno task faults` writes it anew.

import { type CataloguedFault, FAULT_CATALOGUE } from "@headwater/sim";
import { type FaultSightings, readSightings } from "./fault_sightings.ts";

const PAGE_FILE = new URL("../../sim/FAULTS.md", import.meta.url);

const LINE_WIDTH = 100;

/** The groups, each with its first number. */
const GROUPS: readonly (readonly [first: string, title: string])[] = [
  ["F01", "Processes and scheduling"],
  ["F16", "Network and flow control"],
  ["F25", "Checkpoints and state storage"],
  ["F42", "Sinks and the world outside"],
  ["F51", "Sources"],
  ["F60", "Time"],
  ["F67", "Data and user code"],
  ["F75", "Change"],
];

/** The page, in Markdown. */
export function faultPage(sightings: FaultSightings): string {
  const groups = GROUPS.map(([first, title], index) => {
    const end = GROUPS[index + 1]?.[0] ?? "F99";
    const faults = FAULT_CATALOGUE.filter(({ id }) => id >= first && id < end);
    return [`## ${title}`, ...faults.map(sectionOf)].join("\n\n");
  });
  return `${[...headOf(sightings), tableOf(sightings), ...groups].join("\n\n")}\n`;
}

function headOf({ inTests, inLessons }: FaultSightings): string[] {
  const count = (holds: (fault: CataloguedFault) => boolean) =>
    FAULT_CATALOGUE.filter(holds).length;
  return [
    "# Everything that can go wrong",
    wrap(
      `${FAULT_CATALOGUE.length} kinds of trouble, with what Flink does about each and what must hold ` +
        `all the same. ${count(({ implemented }) => implemented)} of them can happen here; ` +
        `${
          count(({ id }) => inTests.has(id))
        } are met in tests, whose titles bear their numbers, and ` +
        `${count(({ id }) => inLessons.has(id))} in lessons.`,
    ),
    wrap(
      "A fault is said in words, on the command line (`--fault`), in a scenario or to `open`: a verb, " +
        "whom it strikes, and when. The examples are about a job of a `source`, a `window` and a " +
        "`sink`. Made by `deno task faults` from the registry in `cluster/fault_catalogue.ts`.",
    ),
  ];
}

function tableOf({ inTests, inLessons }: FaultSightings): string {
  const mark = (holds: boolean) => holds ? "✓" : "";
  const rows = FAULT_CATALOGUE.map(({ id, name, guarantee, finishes, implemented }) => [
    id,
    name,
    finishes ? `${guarantee}, ends` : guarantee,
    mark(implemented),
    mark(inTests.has(id)),
    mark(inLessons.has(id)),
  ]);
  const heads = ["", "trouble", "must hold", "here", "tests", "lessons"];
  const widths = heads.map((head, i) =>
    Math.max(3, head.length, ...rows.map((row) => row[i].length))
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join(
    "\n",
  );
}

function sectionOf(fault: CataloguedFault): string {
  const { id, name, flink, example, cause, missing, implemented } = fault;
  const items = [
    `Flink: ${flink}.`,
    `Must hold: ${promiseOf(fault)}.`,
    ...example === undefined ? [] : [`In a plan: \`${example}\`.`],
    ...cause === undefined ? [] : [`${example === undefined ? "Cause" : "With"}: ${cause}.`],
    ...missing === undefined ? [] : [`Not here: ${missing}.`],
    ...implemented || missing !== undefined ? [] : ["Not here yet."],
  ];
  return `### ${id}: ${name}\n\n${items.map((item) => wrap(item, "- ")).join("\n")}`;
}

function promiseOf({ guarantee, under, finishes }: CataloguedFault): string {
  const what = {
    "exactly-once": "every record counts exactly once",
    "at-least-once": "every record counts at least once",
    "at-most-once": "no record counts more than once",
    "prefix": "the job stops by name, and what is there is right as far as it goes",
    "none": "nothing is promised",
  }[guarantee];
  return `${what}${finishes ? ", and the job comes to its end" : ""}${
    under === undefined ? "" : ` (${under})`
  }`;
}

/** Breaks a paragraph, or an item of a list, where `deno fmt` would. */
function wrap(paragraph: string, bullet = ""): string {
  const lines = [bullet.trimEnd()];
  // what stands in code is not broken
  for (const word of paragraph.match(/(?:[^\s`]|`[^`]*`)+/g)!) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= LINE_WIDTH) lines[lines.length - 1] += ` ${word}`;
    else lines.push(" ".repeat(bullet.length) + word);
  }
  return lines.join("\n");
}

/** The page as it stands in the repository. */
export function readFaultPage(): string {
  return Deno.readTextFileSync(PAGE_FILE);
}

if (import.meta.main) Deno.writeTextFileSync(PAGE_FILE, faultPage(readSightings()));
