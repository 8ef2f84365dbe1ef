// What flags, job and command together decide about a run: seed, options of the job, options of the run,
// and what goes wrong. Whatever is said later in this list wins: command, job, input, flags, --config.

import type { Config } from "../config.ts";
import type { JobOptions } from "../graph/plan_job.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { faultText, parseFaultPlan } from "../cluster/fault_text.ts";
import { DEFAULT_CONFIG } from "../config.ts";
import { FAULT_WANTED } from "./arguments.ts";
import type { FlagValues } from "./flags.ts";
import type { JobInput } from "./shipped_jobs.ts";
import { parseRestart } from "./restart_flag.ts";

/** What decides a run, beside its job and its faults. */
export interface RunSettings {
  readonly seed: number;
  readonly options: JobOptions;
  readonly config: Partial<Config>;
}

/** What a command says when nobody says otherwise. */
export type RunDefaults = Partial<Pick<RunSettings, "options" | "config">>;

/** The settings of a run. Errors: `E-FLAG-VALUE` for flags that contradict each other. */
export function runSettings(
  flags: FlagValues,
  config: Partial<Config>,
  input: Pick<JobInput, "config">,
  defaults: RunDefaults,
): RunSettings {
  const { parallelism, bound, idleness, lateness, sink, guarantee } = flags;
  const told = { parallelism, bound, idleness, lateness, sink, guarantee };
  const settings = {
    seed: flags.seed ?? 0,
    options: { ...defaults.options, ...given(told), ...flags.options },
    config: {
      ...defaults.config,
      ...config,
      ...input.config,
      ...given({ parallelism }),
      ...controlConfig(flags),
      ...flags.config,
    },
  };
  checkGuarantee(flags, settings.config);
  checkAlignment(flags, settings.config);
  return settings;
}

/** The faults that were typed, as text each; none at all for `none`. Errors: `E-FAULT-…`, `E-FLAG-VALUE`. */
export function typedFaults({ fault }: FlagValues): readonly string[] | undefined {
  if (fault === undefined) return undefined;
  const isNone = fault.every((text) => text.trim() === "none");
  return isNone ? [] : fault.flatMap((text) => {
    const plan = parseFaultPlan(text);
    if (plan.length === 0) {
      refuse("E-FLAG-VALUE", `--fault is ${showValue(text)}; wanted: ${FAULT_WANTED}`);
    }
    return plan.map(faultText);
  });
}

function controlConfig(flags: FlagValues): Partial<Config> {
  const { checkpoint, guarantee, restart, unaligned, "aligned-timeout": timeout } = flags;
  return {
    ...given({ checkpointInterval: checkpoint }),
    ...given({ unalignedCheckpoints: unaligned, alignedCheckpointTimeout: timeout }),
    ...(guarantee === undefined || guarantee === "none" ? {} : { checkpointMode: guarantee }),
    ...(guarantee === "none" && checkpoint === undefined ? { checkpointInterval: 0 } : {}),
    ...(restart === undefined ? {} : { restartStrategy: parseRestart(restart) }),
  };
}

function checkGuarantee({ guarantee, checkpoint }: FlagValues, config: Partial<Config>): void {
  const { checkpointInterval: interval = DEFAULT_CONFIG.checkpointInterval } = config;
  if (guarantee === undefined || (guarantee === "none") === (interval === 0)) return;
  const [found, wanted] = guarantee === "none"
    ? [
      `checkpoints are taken every ${showValue(interval)} ms`,
      "one of --guarantee and --checkpoint",
    ]
    : [
      checkpoint === 0 ? "--checkpoint turns them off" : "the job takes none",
      "--checkpoint with a time that is short beside the run, such as 10s",
    ];
  const need = guarantee === "none" ? "goes without checkpoints" : "needs checkpoints";
  refuse("E-FLAG-VALUE", `--guarantee ${guarantee} ${need}, but ${found}; wanted: ${wanted}`);
}

/** Flags that would change nothing are refused. */
function checkAlignment(flags: FlagValues, config: Partial<Config>): void {
  const { checkpointInterval, unalignedCheckpoints } = { ...DEFAULT_CONFIG, ...config };
  if (flags.unaligned && checkpointInterval === 0) {
    refuse(
      "E-FLAG-VALUE",
      "--unaligned is about checkpoints, but the job takes none; wanted: --checkpoint with a time that " +
        "is short beside the run, such as 10s",
    );
  }
  if (flags["aligned-timeout"] === undefined || unalignedCheckpoints) return;
  refuse(
    "E-FLAG-VALUE",
    "--aligned-timeout says from when on barriers overtake, but without --unaligned they never do; " +
      "wanted: both",
  );
}

/** The fields that are there. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
