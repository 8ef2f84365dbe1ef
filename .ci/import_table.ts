// Who may import whom. One row per folder (or file); whatever is not listed is an error. Read as
// sentences: the data plane (1–7, task) never imports the control plane (graph, checkpoint, cluster);
// the engine never imports a figure; a figure never runs the engine; the engine has no dependency.
//
// A name is a folder, a file or a package; `*` stands for any characters but a slash. The longest
// row that fits a file decides. Every folder may import itself.

/** What the files of one folder may import. */
export interface ImportRow {
  readonly folder: string;
  readonly may: readonly string[];
  /** Allowed with `import type` only: nothing of it is left at run time. */
  readonly mayAsTypes?: readonly string[];
}

const VOCABULARY = ["sim/clock", "sim/element", "sim/trace"];
const BASE = [
  ...VOCABULARY,
  "sim/action.ts",
  "sim/context.ts",
  "sim/config.ts",
  "sim/control_config.ts",
];
const STAGES = [
  "sim/1_source",
  "sim/2_partitioner",
  "sim/3_channel",
  "sim/4_input_gate",
  "sim/5_operator",
  "sim/6_state",
  "sim/7_sink",
];
const CONTROL_PLANE = ["sim/graph", "sim/checkpoint", "sim/cluster"];
const LIBRARIES = ["sim/connector", "sim/batch", "sim/iteration", "sim/table"];
const KEY_GROUPS = "sim/2_partitioner/key_group.ts";
const PLAN = "sim/task/subtask_spec.ts";
const DEALING = [
  "sim/6_state/operator_state.ts",
  "sim/cluster/failover_regions.ts",
  "sim/cluster/failover_strategy.ts",
];
const PICTURES = ["d3", "d3-*", "@observablehq/plot"];
const LESSON_READERS = ["unified", "remark-*", "linkedom"];
const PAGE_MAKERS = [
  "@mdx-js/mdx",
  "unified",
  "remark-*",
  "preact",
  "preact-render-to-string",
  "codemirror",
  "@codemirror",
  "@lezer",
  "@observablehq/runtime",
  "sucrase",
  "acorn",
  "minisearch",
  "linkedom",
  "playwright-core",
  "axe-core",
];

/** The table, from the kernel outwards. */
export const IMPORT_TABLE: readonly ImportRow[] = [
  { folder: "sim/clock", may: [] },
  { folder: "sim/element", may: ["sim/clock"] },
  { folder: "sim/trace", may: ["sim/clock", "sim/element"] },
  { folder: "sim/action.ts", may: BASE },
  { folder: "sim/context.ts", may: BASE },
  { folder: "sim/config.ts", may: BASE },
  { folder: "sim/control_config.ts", may: BASE },

  // a source is an operator at the head of its chain
  { folder: "sim/1_source", may: [...BASE, "sim/6_state", "sim/5_operator/operator.ts"] },
  { folder: "sim/2_partitioner", may: BASE },
  // both ends of a channel are told what the plan says of it
  { folder: "sim/3_channel", may: BASE, mayAsTypes: [PLAN, "sim/2_partitioner/partitioner.ts"] },
  { folder: "sim/4_input_gate", may: [...BASE, "sim/3_channel"], mayAsTypes: [PLAN] },
  { folder: "sim/5_operator", may: [...BASE, "sim/6_state", "sim/1_source/watermark_*"] },
  { folder: "sim/6_state", may: [...BASE, KEY_GROUPS] },
  { folder: "sim/7_sink", may: [...BASE, "sim/5_operator", "sim/6_state"] },
  {
    folder: "sim/connector",
    // a sink's writer, and the system outside that it writes to, which keeps its rows in a list
    may: [...BASE, "sim/1_source", "sim/7_sink", "sim/6_state/append_list.ts"],
    // what a sink's writer is handed, and what it leaves in a checkpoint
    mayAsTypes: ["sim/5_operator/operator.ts", "sim/6_state/operator_list_state.ts"],
  },
  { folder: "sim/task", may: [...BASE, ...STAGES] },

  {
    folder: "sim/graph",
    may: [...BASE, ...STAGES.filter((stage) => !/channel|gate/.test(stage))],
    mayAsTypes: [PLAN],
  },
  // a plain job is a program, and names connectors as programs do
  {
    folder: "sim/graph/plain_sink.ts",
    may: [...BASE, "sim/7_sink", "sim/graph", "sim/connector"],
  },
  {
    folder: "sim/checkpoint",
    may: [...BASE, KEY_GROUPS, "sim/6_state", "sim/graph"],
    // what a task hands over, and what it gets back
    mayAsTypes: ["sim/3_channel", "sim/task"],
  },
  { folder: "sim/cluster", may: [...BASE, "sim/graph", "sim/task", "sim/checkpoint"] },
  { folder: "sim/batch", may: [...BASE, ...STAGES, "sim/graph", "sim/task"] },
  { folder: "sim/iteration", may: [...BASE, ...STAGES, "sim/graph", "sim/task"] },
  { folder: "sim/table", may: [...BASE, ...STAGES, "sim/graph", "sim/task"] },
  // simulation, timeline, scenario, mod: what puts the parts together
  {
    folder: "sim/*.ts",
    may: [...VOCABULARY, ...STAGES, "sim/task", ...CONTROL_PLANE, ...LIBRARIES],
  },

  { folder: "sim/testing", may: ["sim"] },
  // wrong parts, each a subclass of a right one; nobody but who asks for them imports them
  {
    folder: "sim/sabotage",
    may: [...BASE, ...STAGES, "sim/connector", "sim/task", "sim/sabotage.ts"],
  },
  { folder: "sim/bench", may: ["sim", "node:*"] },
  { folder: "sim/cli", may: ["sim", "node:*"] },

  // which key group a key is in, who gets which list and who fails with whom are not a picture's to decide anew
  {
    folder: "lessons/figures",
    may: ["sim/trace", KEY_GROUPS, "sim/element/key.ts", ...DEALING, ...PICTURES],
    mayAsTypes: ["sim/mod.ts", "sim/graph", "sim/element", "sim/clock/time.ts"],
  },
  // the list of all pictures runs the jobs that they show; no figure and no page imports it
  { folder: "lessons/figures/gallery*", may: ["lessons", "sim"] },
  { folder: "lessons/player", may: ["lessons/figures"] },
  { folder: "lessons/player/hosts", may: ["lessons/player", "lessons/figures", "sim"] },
  { folder: "lessons", may: ["sim", "node:assert"] },
  // one reader of lessons for page, notebook and test; draws where there is no browser
  { folder: "lessons/source", may: ["lessons", "sim", "node:assert", ...LESSON_READERS] },
  { folder: "lessons/*/check.ts", may: ["lessons", "sim", "props", "node:assert"] },
  { folder: "notebooks", may: ["sim", "lessons"] },

  { folder: "props", may: ["sim", "fast-check", "node:assert"] },
  // the oracle is an independent witness, so it borrows nothing that runs
  { folder: "props/oracle.ts", may: [], mayAsTypes: ["sim"] },

  { folder: "site", may: ["sim", "lessons", "props", "node:*", ...PICTURES, ...PAGE_MAKERS] },
];

/** What tests and benchmarks may import beyond the row of their folder, by top-level folder. */
export const TEST_TABLE: readonly ImportRow[] = [
  { folder: "sim", may: ["sim", "node:assert"] },
  { folder: "lessons", may: ["lessons", "sim", "props", "node:assert", "linkedom"] },
  { folder: "props", may: ["props", "sim", "lessons", "node:assert", "fast-check"] },
  { folder: "site", may: ["site", "sim", "lessons", "props", "node:*", ...PAGE_MAKERS] },
];
