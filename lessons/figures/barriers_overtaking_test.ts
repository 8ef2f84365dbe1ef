import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { type Config, type Job, open, seconds } from "@headwater/sim";
import { sliceOf } from "../slice.ts";
import { barriers, type BarriersModel, type BarriersOptions } from "./barriers.ts";
import { BarriersView } from "./barriers_view.ts";
import {
  alerts,
  CONGESTED,
  type FailureRunName,
  failureSlice,
  queues,
} from "./gallery/failure_runs.ts";

function model(name: FailureRunName, options: Partial<BarriersOptions> = {}): BarriersModel {
  const stretch = { from: seconds(0.8), until: seconds(2.8), checkpoint: 1 };
  return barriers.model(failureSlice(name), { width: 720, ...stretch, ...options });
}

const titleOf = (shown: BarriersModel) => barriers.describe(shown, "en").title;

/** Of one channel and side: how many rows. */
type Saved = readonly (readonly [channel: number, side: string, rows: number])[];

const RUNS: readonly (readonly [name: string, job: Job, config: Partial<Config>])[] = [
  ["at once", queues, {}],
  ["after a timeout", queues, { alignedCheckpointTimeout: 300 }],
  ["never", queues, { alignedCheckpointTimeout: 1_000_000 }],
  ["beside a broadcast edge", alerts, {}],
  ["beside a broadcast edge after a timeout", alerts, { alignedCheckpointTimeout: 200 }],
];

for (const [name, job, config] of RUNS) {
  Deno.test(`UC-2 barriers: rows in cells are those that the checkpoint holds of channels (overtaking ${name})`, () => {
    const timeline = open(job, {
      config: { ...CONGESTED, unalignedCheckpoints: true, retainedCheckpoints: 100, ...config },
    }).run();
    const slice = sliceOf(timeline);
    const { checkpoints, coordinator: { completed: { kept } } } = timeline.world;
    let rowCount = 0;
    for (const { spec: { id: checkpoint, snapshotIds } } of kept) {
      const held = snapshotIds.flatMap((id) => {
        const { inputs = [], outputs = [] } = checkpoints.get(id)?.spec.inFlight ?? {};
        return [
          ...inputs.map(({ channel, rows }) => [channel, "input", rows.length] as const),
          ...outputs.map(({ channel, rows }) => [channel, "output", rows.length] as const),
        ];
      });
      const told = savedIn(new BarriersView(slice, "en", { width: 720, checkpoint }));
      deepStrictEqual(told, sorted(held), `checkpoint ${checkpoint}`);
      rowCount += told.reduce((sum, [, , rows]) => sum + rows, 0);
    }
    ok(kept.length > 0);
    strictEqual(rowCount > 0, name !== "never");
  });
}

function savedIn({ saved }: BarriersView): Saved {
  const counts = new Map<string, [number, string, number]>();
  for (const { life: { channel }, side } of saved) {
    const entry = counts.get(`${channel} ${side}`) ?? [channel, side, 0];
    counts.set(`${channel} ${side}`, entry);
    entry[2]++;
  }
  return sorted([...counts.values()]);
}

function sorted(saved: Saved): Saved {
  return saved.toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
}

Deno.test("UC-1 barriers: one that overtakes leans, stands in front of the queue, and what it passed stands in cells", () => {
  const { moment, paths, saved } = model("congested unaligned");
  const row = moment!.rows.find(({ id }) => id === "source[0]→warmest[0]")!;
  const fromReceiver = row.elements.toSorted((a, b) => b.x - a.x);
  deepStrictEqual(
    fromReceiver.map(({ text, isSaved, overtakes }) => [text, isSaved, overtakes]),
    [["1", false, true], ["r6", true, false], ["r8", false, false]],
  );
  ok(row.front!.x1 < fromReceiver[1].x && row.front!.x1 > fromReceiver[2].x);
  ok(paths.some(({ carries, overtook }) => carries === "barrier" && overtook));
  deepStrictEqual(saved.map(({ names }) => names.join()).sort(), ["r3", "r4", "r5", "r6"]);
});

Deno.test("UC-12 barriers: what waited to be sent is saved on the lane of the sender", () => {
  const { saved } = model("congested unaligned", {
    from: seconds(1.6),
    until: seconds(3),
    checkpoint: 2,
  });
  ok(saved.some(({ side, id }) => side === "output" && id.startsWith("source[1]")));
});

Deno.test("UC-11 UC-7 barriers: the title tells a timeout, and which edge keeps its order", () => {
  strictEqual(
    titleOf(model("congested timeout")),
    "Checkpoint 1 waits 0.46 s, then its barriers overtake 3 rows, which are saved; it takes 1.124 s",
  );
  const { story, paths, blocked } = model("broadcast unaligned");
  deepStrictEqual(story.upright, ["alarm -> Sink: alarms"]);
  ok(blocked.some(({ id }) => id.includes("alarm")));
  ok(paths.every(({ id, overtook }) => !overtook || !id.includes("→alarm")));
});

Deno.test("barriers: nothing is saved of channels where barriers wait for their turn", () => {
  const { saved, story } = model("congested");
  deepStrictEqual([saved, story.way, story.inputCount], [[], "aligned", 0]);
});
