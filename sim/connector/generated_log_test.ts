import { deepStrictEqual, notDeepStrictEqual, ok, throws } from "node:assert/strict";
import { bursts, fixedRate, poisson, replayedList } from "../1_source/arrivals.ts";
import { uniformKeys, weightedKeys } from "../1_source/key_choice.ts";
import { generatedLog, type GeneratedLogSpec, type GeneratedPartition } from "./generated_log.ts";

type Spec = GeneratedLogSpec<string, string>;

function logOf(partitions: readonly GeneratedPartition[], more: Partial<Spec> = {}) {
  return generatedLog<string, string>({
    name: "log",
    seed: 1,
    arrivals: fixedRate(1000),
    keys: uniformKeys(["a"]),
    value: ({ key, n }) => `${key}${n}`,
    partitions,
    ...more,
  });
}

/** `value@arrival/timestamp`, arrival in ms, of each record of the first partition. */
const shown = (partition: Partial<GeneratedPartition>, more: Partial<Spec> = {}) =>
  logOf([{ id: "0", count: 5, ...partition }], more).splits[0].records
    .map(({ value, arrival, timestamp }) => `${value}@${arrival / 1000}/${timestamp}`).join(" ");

const STORIES: [string, Partial<GeneratedPartition>, Partial<Spec>, string][] = [
  ["a plain partition", {}, {}, "a0@0/0 a1@1/1 a2@2/2 a3@3/3 a4@4/4"],
  ["event time may begin anywhere", { count: 2 }, { startTime: -50 }, "a0@0/-50 a1@1/-49"],
  [
    "F51 a partition that falls silent goes on afterwards",
    { silences: [{ from: 2000, until: 9000 }] },
    {},
    "a0@0/0 a1@1/1 a2@9/9 a3@10/10 a4@11/11",
  ],
  [
    "several silences",
    { silences: [{ from: 0, until: 5000 }, { from: 6500, until: 7500 }] },
    {},
    "a0@5/5 a1@6/6 a2@8/8 a3@9/9 a4@10/10",
  ],
  [
    "F54 a stall holds records up and lets them go together",
    { stalls: [{ from: 1000, until: 3500 }] },
    {},
    "a0@0/0 a1@3.5/1 a2@3.5/2 a3@3.5/3 a4@4/4",
  ],
  ["a partition that lags", { count: 2, delay: 7000 }, {}, "a0@7/0 a1@8/1"],
  [
    "a partition with arrivals of its own, which end",
    { arrivals: replayedList([5000, 6000]) },
    {},
    "a0@5/5 a1@6/6",
  ],
  ["bursts", { count: 3 }, { arrivals: bursts(2, 9000) }, "a0@0/0 a1@0/0 a2@9/9"],
  ["nothing at all", { count: 0 }, {}, ""],
];

for (const [title, partition, more, wanted] of STORIES) {
  Deno.test(`generatedLog: ${title}`, () => deepStrictEqual(shown(partition, more), wanted));
}

const RANDOM: Partial<Spec> = {
  arrivals: poisson(1000),
  keys: weightedKeys([["hot", 3], ["a", 1]]),
  value: ({ key, draw }) => `${key}${draw(100)}/${draw(100, 1)}`,
};

Deno.test("generatedLog is frozen: this log never changes, or what was published is lost", () => {
  deepStrictEqual(shown({ disorder: 3 }, RANDOM), FROZEN);
});

/** Printed when the generator was fixed. */
const FROZEN = "hot93/75@0.292/0 a59/11@6.144/5 a90/68@6.571/5 hot72/63@7.196/4 a84/43@7.553/5";

Deno.test("generatedLog depends on its seed and on names, and on no other partition", () => {
  const one = logOf([{ id: "x", count: 9 }], RANDOM).splits[0];
  const two = logOf([{ id: "y", count: 4 }, { id: "x", count: 9 }], RANDOM).splits;
  deepStrictEqual(two[1], one);
  notDeepStrictEqual(two[0].records, one.records.slice(0, 4));
  notDeepStrictEqual(logOf([{ id: "x", count: 9 }], { ...RANDOM, seed: 2 }).splits[0], one);
  notDeepStrictEqual(
    logOf([{ id: "x", count: 9 }], { ...RANDOM, name: "other" }).splits[0].records,
    one.records,
  );
});

Deno.test("generatedLog: disorder moves timestamps back by at most so much, and some by none", () => {
  const { records } = logOf([{ id: "0", count: 200, disorder: 4 }]).splits[0];
  const back = new Set(records.map(({ arrival, timestamp }) => arrival / 1000 - timestamp!));
  deepStrictEqual([...back].sort(), [0, 1, 2, 3, 4]);
});

Deno.test("generatedLog hands its retention to the log", () => {
  ok(logOf([{ id: "0", count: 1 }], { retention: 5 }).splits[0].retention === 5);
});

Deno.test("E-LOG-GENERATED names what is wrong", () => {
  const cases: [RegExp, Partial<GeneratedPartition>, Partial<Spec>?][] = [
    [/E-LOG-GENERATED: .*the seed of log "log" is -1/, {}, { seed: -1 }],
    [/E-LOG-GENERATED: .*start time of log "log" is NaN/, {}, { startTime: NaN }],
    [/E-LOG-GENERATED: .*count of partition "0" of log "log" is 1.5/, { count: 1.5 }],
    [/E-LOG-GENERATED: .*count of partition .* is 1000000000/, { count: 1e9 }],
    [/E-LOG-GENERATED: .*delay of partition .* is -1/, { delay: -1 }],
    [/E-LOG-GENERATED: .*disorder of partition .* is "3"/, { disorder: "3" as never }],
    [/E-LOG-GENERATED: .*end of silence .* 0 is 4/, { silences: [{ from: 5, until: 4 }] }],
    [/E-LOG-GENERATED: .*beginning of stall .* 1 is 4/, {
      stalls: [{ from: 0, until: 5 }, { from: 4, until: 9 }],
    }],
  ];
  for (const [message, partition, more] of cases) {
    throws(() => shown(partition, more), message);
  }
  const early = { startTime: -8.64e15, arrivals: fixedRate(0) };
  throws(() => shown({ disorder: 3, count: 50 }, early), /E-TS-RANGE: .*log "log", partition "0"/);
});
