import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { open } from "../open.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { planJob } from "../graph/plan_job.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { results } from "../open.ts";
import { LINE_LENGTH_MAX } from "./file.ts";
import { socket, type SocketChunk, type SocketOptions } from "./socket.ts";

const STORIES: [string, string[], SocketOptions, string[]][] = [
  ["a line comes when its end has come", ["to b", "e\nor"], {}, ["1:to be", "1:or"]],
  ["several lines in one chunk", ["a\nb\nc\n"], {}, ["0:a", "0:b", "0:c"]],
  ["an end cut in two", ["a\r", "\nb"], {}, ["1:a", "1:b"]],
  ["an empty line is a line", ["\n\nx"], {}, ["0:", "0:", "0:x"]],
  ["a carriage return inside a line stays", ["a\rb\n"], {}, ["0:a\rb"]],
  ["a delimiter of one's own", ["a, b\r", ", c"], { delimiter: ", " }, ["0:a", "1:b\r", "1:c"]],
  ["nothing sent", [], {}, []],
  ["nothing but empty chunks", ["", ""], {}, []],
];

const chunksOf = (texts: string[]) => texts.map((text, arrival) => ({ text, arrival }));

for (const [title, texts, options, wanted] of STORIES) {
  Deno.test(`socket: ${title}`, () => {
    const { records } = socket(chunksOf(texts), options).splits[0];
    deepStrictEqual(records.map(({ arrival, value }) => `${arrival}:${value}`), wanted);
  });
}

Deno.test("F56 a socket cannot be read again, and one subtask reads it whatever the parallelism", () => {
  const source = socket(chunksOf(["a\nb\n"]));
  deepStrictEqual([source.canRewind, source.isNonParallel], [false, true]);
  const job = (env: Parameters<Parameters<typeof planJob>[0]>[0]) => {
    env.setParallelism(3);
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "lines").sinkTo(collectSink("out"));
  };
  deepStrictEqual(planJob(job).vertices.map(({ parallelism }) => parallelism), [1, 3]);
  deepStrictEqual([...results<string>(open(job).run().world, "out")].sort(), ["a", "b"]);
});

Deno.test("E-FILE-LINE a line that is too long is kept aside, and the next one is read", () => {
  const long = "x".repeat(LINE_LENGTH_MAX + 1);
  const { splits, rejected } = socket(chunksOf([`a\n${long}\nb`]));
  deepStrictEqual(splits[0].records.map(({ value }) => value), ["a", "b"]);
  strictEqual(rejected?.length, 1);
  ok(/^E-FILE-LINE: socket line 2: "x+….* is 1048577 characters long/.test(rejected[0]));
});

Deno.test("socket refuses a delimiter of nothing, chunks out of order and what is no text", () => {
  throws(() => socket([], { delimiter: "" }), /E-SOCKET-DELIMITER: .*""/);
  throws(
    () => socket([{ arrival: 5, text: "a\n" }, { arrival: 4, text: "b\n" }]),
    /E-LOG-ORDER: .*log "socket", partition "0", record 1/,
  );
  throws(() => socket([{ arrival: -1, text: "a\n" }]), /E-LOG-ARRIVAL/);
  throws(() => socket([{ arrival: 0, text: 5 } as unknown as SocketChunk]), /E-VALUE: Chunk 0/);
});

Deno.test("E-VALUE socket refuses what is no list of chunks, and says what is wanted", () => {
  const odd = (chunks: unknown) => () => socket(chunks as SocketChunk[]);
  throws(
    odd({ chunks: [] }),
    /E-VALUE: While reading socket "socket": its chunks are .*; wanted: a list/,
  );
  throws(odd("text"), /E-VALUE: .* its chunks are "text"/);
  throws(odd(undefined), /E-VALUE: .* its chunks are undefined/);
  throws(odd([{ arrival: 1, text: "a" }, null]), /E-VALUE: .*: chunk 1 is null; wanted/);
  throws(odd(["a"]), /E-VALUE: .* chunk 0 is "a"/);
});
