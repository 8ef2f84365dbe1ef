// Joins, requests and broadcasts: against the plain loops that they stand for.

import fc from "fast-check";
import {
  asyncWaitOperator,
  collection,
  collectSink,
  intervalJoinOperator,
  mapState,
  open,
  results,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import { OperatorHarness } from "@headwater/sim/testing";
import type { FunctionOperator } from "../../sim/5_operator/function_operator.ts";
import { claim, claimSame } from "../claim.ts";
import { type Law, law } from "../law.ts";

type Element = readonly [key: number, time: number];

const elements = fc.array(fc.tuple(fc.nat(1), fc.nat(20)), { maxLength: 12 });
const inText = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();

const intervalJoin = law(
  {
    id: "joins/interval-join-is-a-nested-loop",
    title: "An interval join gives every pair of neighbours that was in time, once",
    rules: ["J-2", "J-3", "J-4", "J-5", "J-6", "J-7"],
    statement:
      "For any elements of both sides between any watermarks that make none of them late: the pairs are " +
      "those of a nested loop with the condition on timestamps, each once, stamped with the later one; " +
      "when event time is over, nothing is kept.",
    kind: "always",
    sometimes: { "pairs": 0.4, "a watermark between": 0.4 },
  },
  fc.record({
    bounds: fc.tuple(fc.integer({ min: -4, max: 4 }), fc.nat(5)),
    story: fc.array(fc.tuple(fc.nat(1), fc.nat(1), fc.nat(20)), { minLength: 4, maxLength: 16 }),
    lag: fc.nat(30),
  }),
  ({ bounds: [lowerBound, width], story, lag }, cover) => {
    const upperBound = lowerBound + width;
    const process = (
      left: Element,
      right: Element,
      { timestamp }: { timestamp: number },
      out: Out,
    ) => out.collect([left, right, timestamp]);
    const spec = intervalJoinOperator<Element, Element, unknown>({
      name: "join",
      uid: "join",
      cost: 0,
      lowerBound,
      upperBound,
      process,
    });
    const keyBy = ([key]: Element) => key;
    const harness = new OperatorHarness<Element>(spec, { keyBy, keyBy2: keyBy });
    const sides: Element[][] = [[], []];
    story.forEach(([side, key, time], i) => {
      const element = [key, time] as const;
      sides[side].push(element);
      if (side === 0) harness.processElement(element, time);
      else harness.processElement2(element, time);
      // every later element is beyond this: one at the watermark may miss partners that are gone (J-7)
      const safe = -1 + Math.min(...story.slice(i + 1).map(([, , next]) => next)) -
        (lag > 20 ? lag - 20 : 0);
      if (safe === Infinity || safe < 0) return;
      harness.processWatermark(safe);
      cover("a watermark between");
    });
    const wanted = sides[0].flatMap((a) =>
      sides[1].filter((b) =>
        a[0] === b[0] && b[1] - a[1] >= lowerBound && b[1] - a[1] <= upperBound
      )
        .map((b) => [a, b, Math.max(a[1], b[1])])
    );
    claimSame(inText(harness.takeValues()), inText(wanted), "Pairs");
    cover("pairs", wanted.length > 0);
    harness.processWatermark(1000);
    const { buffers } = harness.operator as unknown as { buffers: { size: number }[] };
    claimSame(buffers.map(({ size }) => size), [0, 0], "Elements kept");
  },
);

interface Out {
  collect(value: unknown): void;
}

const windowJoin = law(
  {
    id: "joins/window-join-is-a-nested-loop",
    title: "A window join gives every pair of one key and one window; a co-group all of both sides",
    rules: ["J-1"],
    statement:
      "For any two streams of which nothing is late, with any parallelism: the pairs are those of a " +
      "nested loop over both, where key and window agree; co-groups count both sides, empty ones too.",
    kind: "always",
    runCount: 100,
    sometimes: { "pairs": 0.4, "one side alone": 0.4 },
  },
  fc.record({
    left: elements,
    right: elements,
    size: fc.integer({ min: 1, max: 10 }),
    parallelism: fc.integer({ min: 1, max: 3 }),
  }),
  ({ left, right, size, parallelism }, cover) => {
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Element>(100)
      .withTimestampAssigner(([, time]) => time);
    const { world } = open((env) => {
      env.setParallelism(parallelism);
      const a = env.fromSource(collection<Element>(left), strategy, "a");
      const b = env.fromSource(collection<Element>(right), strategy, "b");
      const window = TumblingEventTimeWindows.of(size);
      a.join(b).where(([key]) => key).equalTo(([key]) => key).window(window)
        .apply((x, y) => [x, y]).sinkTo(collectSink("pairs"));
      a.coGroup(b).where(([key]) => key).equalTo(([key]) => key).window(window)
        .apply<readonly number[]>((xs, ys, out) => out.collect([xs.length, ys.length]))
        .sinkTo(collectSink("groups"));
    }).run();
    const start = (time: number) => Math.floor(time / size);
    const wanted = left.flatMap((x) =>
      right.filter((y) => x[0] === y[0] && start(x[1]) === start(y[1])).map((y) => [x, y])
    );
    claimSame(inText(results(world, "pairs")), inText(wanted), "Pairs");
    const groups = new Map<string, [number, number]>();
    [left, right].forEach((side, i) => {
      for (const [key, time] of side) {
        const name = `${key}/${start(time)}`;
        const counts = groups.get(name) ?? [0, 0];
        counts[i]++;
        groups.set(name, counts);
      }
    });
    claimSame(inText(results(world, "groups")), inText([...groups.values()]), "Groups");
    cover("pairs", wanted.length > 0);
    cover("one side alone", [...groups.values()].some((counts) => counts.includes(0)));
  },
);

const asyncOrder = law(
  {
    id: "joins/asynchronous-order",
    title: "Answers leave in the order of their questions, or, unordered, never across a watermark",
    rules: ["AS-1", "AS-2", "AS-3", "AS-6"],
    statement:
      "However answers come: ordered, records and watermarks leave as they came in; unordered, between " +
      "two watermarks leave exactly the records that came between them, those answered first first. " +
      "Nothing is lost, nothing is told twice.",
    kind: "always",
    runCount: 500,
    sometimes: { "overtaken": 0.2, "a watermark waits": 0.2 },
  },
  fc.record({
    isOrdered: fc.boolean(),
    story: fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.constant("record") }, fc.constant("watermark")),
      {
        maxLength: 12,
      },
    ),
    picks: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  }),
  ({ isOrdered, story, picks }, cover) => {
    const spec = asyncWaitOperator<number, number>({
      name: "ask",
      uid: "ask",
      cost: 0,
      async: { invoke: (n) => ({ latency: 1, results: [n] }) },
      isOrdered,
      timeout: 0,
    });
    const harness = new OperatorHarness<number>(spec);
    const answered: number[] = [], came: (number | string)[] = [];
    const answerOne = (pick: number) => {
      const { requests } = harness;
      if (requests.length === 0) return;
      const { id } = requests[pick % requests.length];
      if (id % 3 === 0) answered.push(Math.floor(id / 3));
      harness.complete(id);
    };
    story.forEach((step, i) => {
      if (step === "record") harness.processElement(i, i);
      else harness.processWatermark(i);
      came.push(step === "record" ? i : `W${i}`);
      cover("a watermark waits", step === "watermark" && harness.requests.length > 0);
      if (picks[i] % 3 === 0) answerOne(picks[i]);
    });
    for (const pick of picks) answerOne(pick);
    while (harness.requests.length > 0) answerOne(0);
    const left = harness.takeOutput().map((element) =>
      element.type === "record"
        ? element.value as number
        : `W${(element as { timestamp: number }).timestamp}`
    );
    const wanted = isOrdered ? came : betweenWatermarks(came, answered);
    claimSame(left, wanted, "What left");
    cover("overtaken", left.join() !== came.join());
    claim(!harness.operator.isPending, () => "Something is left under way");
  },
);

/** Records of each stretch between watermarks, those that were answered first first. */
function betweenWatermarks(came: readonly (number | string)[], answered: readonly number[]) {
  const rank = (n: number | string) => answered.indexOf(n as number);
  const left: (number | string)[] = [];
  let stretch: (number | string)[] = [];
  for (const one of [...came, "end"]) {
    if (typeof one === "number") stretch.push(one);
    else {
      left.push(...stretch.sort((a, b) => rank(a) - rank(b)), one);
      stretch = [];
    }
  }
  return left.slice(0, -1);
}

const RULES = mapState<number, number>("rules");

const copiesEqual = law(
  {
    id: "joins/broadcast-copies-are-equal",
    title: "Every subtask has the same broadcast state, when all of it has arrived",
    rules: ["BS-1", "BS-2", "P-4"],
    statement:
      "For any rules from one sender and any parallelism of the receivers: when the job has ended, all " +
      "copies hold the same entries, those that a plain map would hold.",
    kind: "always",
    runCount: 100,
    sometimes: { "several copies": 0.5, "overwritten": 0.3 },
  },
  fc.record({ rules: elements, parallelism: fc.integer({ min: 1, max: 4 }) }),
  ({ rules, parallelism }, cover) => {
    const { world } = open((env) => {
      const none = WatermarkStrategy.noWatermarks<Element>();
      const said = env.fromSource(collection<Element>(rules), none, "rules").setParallelism(1);
      env.fromSource(collection<Element>([[0, 0]]), none, "elements").setParallelism(1)
        .keyBy(([key]) => key)
        .connect(said.broadcast(RULES))
        .process<number>({
          processElement: () => {},
          processBroadcastElement: ([key, value], context) =>
            context.broadcastState(RULES).put(key, value),
        }).setParallelism(parallelism)
        .sinkTo(collectSink("out"));
    }).run();
    const copies = world.tasks.map(({ chain }) => chain.operators[0] as FunctionOperator)
      .filter(({ broadcastStates }) => broadcastStates !== undefined)
      .map(({ broadcastStates }) => inText([...(broadcastStates.maps[0] ?? new Map()).values()]));
    const wanted = inText([...new Map(rules)].map(([key, value]) => [key, value]));
    claimSame(copies, Array(parallelism).fill(wanted), "Copies");
    cover("several copies", parallelism > 1 && rules.length > 0);
    cover("overwritten", new Set(rules.map(([key]) => key)).size < rules.length);
  },
);

/** The laws of joins, requests and broadcasts. */
export const JOINS: readonly Law[] = [intervalJoin, windowJoin, asyncOrder, copiesEqual];
