// The schemas we can run, one file each. A schema that is not here is reported as unsupported.

import type { Adapter } from "./adapter.ts";
import { chaining } from "./adapters/chaining.ts";
import { keyGroups } from "./adapters/key_groups.ts";
import { partitioners } from "./adapters/partitioners.ts";
import { watermarkGenerators } from "./adapters/watermark_generators.ts";
import { watermarkMultiplexer } from "./adapters/watermark_multiplexer.ts";
import { watermarkValve } from "./adapters/watermark_valve.ts";

/** The adapter of each schema. */
export const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ["chaining", chaining],
  ["key-groups", keyGroups],
  ["partitioners", partitioners],
  ["watermark-generators", watermarkGenerators],
  ["watermark-multiplexer", watermarkMultiplexer],
  ["watermark-valve", watermarkValve],
]);
