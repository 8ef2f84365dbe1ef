import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { keyGroupRange, operatorIndex } from "../2_partitioner/key_group.ts";
import type { EdgeSpec } from "../task/subtask_spec.ts";
import { broadcast } from "../2_partitioner/broadcast.ts";
import { custom } from "../2_partitioner/custom_partitioner.ts";
import { forward } from "../2_partitioner/forward.ts";
import { global } from "../2_partitioner/global.ts";
import { hash } from "../2_partitioner/key_group_partitioner.ts";
import { rebalance } from "../2_partitioner/rebalance.ts";
import { rescale } from "../2_partitioner/rescale.ts";
import { shuffle } from "../2_partitioner/shuffle.ts";
import { mappersOf, mapSubtasks, mayBeAmbiguous } from "./subtask_state_mapper.ts";

Deno.test("UC-9 the partitioner of an edge decides how its in-flight records are dealt out", () => {
  const mappers = (partitioner: EdgeSpec["partitioner"]) => {
    const { upstream, downstream } = mappersOf({ partitioner });
    return `${partitioner.name} ${upstream} ${downstream}`;
  };
  deepStrictEqual(
    [
      ...[hash(128), rebalance(), shuffle(), global(), custom(() => 0, () => 0)],
      ...[broadcast(), forward(), rescale()],
    ].map(mappers),
    [
      "HASH ARBITRARY RANGE",
      "REBALANCE ARBITRARY ROUND_ROBIN",
      "SHUFFLE ARBITRARY ROUND_ROBIN",
      "GLOBAL ARBITRARY FIRST",
      "CUSTOM ARBITRARY FULL",
      "BROADCAST UNSUPPORTED UNSUPPORTED",
      "FORWARD UNSUPPORTED UNSUPPORTED",
      "RESCALE UNSUPPORTED UNSUPPORTED",
    ],
  );
  const own = { ...rebalance(), name: "BY MOON" };
  strictEqual(mappers(own), "BY MOON ARBITRARY FULL", "nobody knows what it does: all, filtered");
});

Deno.test("UC-9 GLOBAL gives everything to subtask 0, CUSTOM everything to everybody", () => {
  deepStrictEqual(mapSubtasks("FIRST", 2, 3), [[0, 1], [], []]);
  deepStrictEqual(mapSubtasks("FULL", 2, 3), [[0, 1], [0, 1], [0, 1]]);
  deepStrictEqual(["FULL", "FIRST"].map((name) => mayBeAmbiguous(name as "FULL")), [true, false]);
});

Deno.test("UC-9 REBALANCE and SHUFFLE give each old subtask to one new one, in turn", () => {
  deepStrictEqual(mapSubtasks("ROUND_ROBIN", 5, 2), [[0, 2, 4], [1, 3]]);
  deepStrictEqual(mapSubtasks("ROUND_ROBIN", 2, 4), [[0], [1], [], []]);
  deepStrictEqual(mapSubtasks("ARBITRARY", 5, 2), mapSubtasks("ROUND_ROBIN", 5, 2));
});

Deno.test("UC-9 KG-8 HASH reads from every subtask that had a key group which is now its own", () => {
  deepStrictEqual(mapSubtasks("RANGE", 3, 2), [[0, 1], [1, 2]]);
  for (const maxParallelism of [7, 16, 97, 128]) {
    for (let p = 1; p <= 7; p++) {
      for (let q = 1; q <= 7; q++) {
        const mapping = mapSubtasks("RANGE", p, q);
        mapping.forEach((reads, index) => {
          for (const group of keyGroupRange(index, maxParallelism, q)) {
            ok(reads.includes(operatorIndex(group, maxParallelism, p)), `${group} ${p} ${q}`);
          }
        });
        strictEqual(new Set(mapping.flat()).size, p, "nothing is left behind");
      }
    }
  }
});

Deno.test("UC-7 UC-9 E-RESTORE-IN-FLIGHT pointwise edges and broadcasts cannot be dealt out anew", () => {
  throws(() => mapSubtasks("UNSUPPORTED", 3, 2), /E-RESTORE-IN-FLIGHT: .*from 3 subtasks to 2/);
});
