// What must not compile, second part: functions, windows, joins, state and requests. Each line under an
// `@ts-expect-error` is a mistake that a student makes once.

import { strictEqual } from "node:assert";
import {
  aggregatingState,
  AsyncDataStream,
  collectSink,
  CountEvictor,
  CountTrigger,
  type DataStream,
  DeltaEvictor,
  DeltaTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  type Evictor,
  GlobalWindows,
  type KeyedProcessFunction,
  listState,
  mapState,
  operatorListState,
  OutputTag,
  PurgingTrigger,
  reducingState,
  type RichMapFunction,
  SlidingEventTimeWindows,
  StreamExecutionEnvironment,
  TimeEvictor,
  type Trigger,
  TriggerResult,
  TumblingEventTimeWindows,
  valueState,
  WatermarkStrategy,
} from "../mod.ts";
import { type Reading, readings } from "./jobs_for_tests.ts";

/** True when two types are the same. */
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends (<X>() => X extends B ? 1 : 2) ? true
  : false;

/** The type of a stream's values. */
type ValueOf<S> = S extends DataStream<infer T> ? T : never;

function claim<Claim extends true>(): Claim | void {}

const env = new StreamExecutionEnvironment();
const stream = readings(env);
const keyed = stream.keyBy((r) => r.sensor);
const numbers = stream.map((r) => r.celsius);
const tumbling = TumblingEventTimeWindows.of(1000);
const ALARM = new OutputTag<string>("alarm");
const LAST = valueState<number>("last");
const SEEN = listState<string>("seen");
const RULES = mapState<string, number>("rules");
const SUM = reducingState<number>("sum", (a, b) => a + b);
const TEXT = aggregatingState<number, number, string>("text", {
  createAccumulator: () => 0,
  add: (n, sum) => n + sum,
  getResult: String,
});
const FILES = operatorListState<string>("files");

Deno.test("a process function sees its key, its state and its timers with their types", () => {
  const silence: KeyedProcessFunction<string, Reading, string> = {
    processElement(reading, context, out) {
      claim<Same<typeof context.currentKey, string>>();
      claim<Same<typeof context.timestamp, number | undefined>>();
      const last = context.state(LAST).value();
      claim<Same<typeof last, number | undefined>>();
      context.state(SEEN).add(reading.sensor);
      const sum = context.state(SUM).get(), text = context.state(TEXT).get();
      claim<Same<typeof sum, number | undefined>>();
      claim<Same<typeof text, string | undefined>>();
      const [[rule, limit] = ["", 0]] = context.state(RULES).entries();
      claim<Same<typeof rule, string>>();
      claim<Same<typeof limit, number>>();
      const files = context.operatorState(FILES).get();
      claim<Same<typeof files, readonly string[]>>();
      context.output(ALARM, "hot");
      out.collect(context.currentKey);
      // @ts-expect-error: the state holds numbers
      context.state(LAST).update("7");
      // @ts-expect-error: the list holds texts
      context.state(SEEN).add(7);
      // @ts-expect-error: numbers go into the aggregate
      context.state(TEXT).add("7");
      // @ts-expect-error: the keys of the map are texts
      context.state(RULES).get(7);
      // @ts-expect-error: the list of the subtask holds texts
      context.operatorState(FILES).add(7);
      // @ts-expect-error: alarms are texts
      context.output(ALARM, 7);
      // @ts-expect-error: out takes texts
      out.collect(7);
      // @ts-expect-error: a process function has no time domain before a timer fires
      void context.timeDomain;
    },
    onTimer(timestamp, { timeDomain }) {
      claim<Same<typeof timestamp, number>>();
      claim<Same<typeof timeDomain, "EVENT_TIME" | "PROCESSING_TIME">>();
    },
  };
  const typed = () => {
    const out = keyed.process(silence);
    claim<Same<ValueOf<typeof out>, string>>();
    // @ts-expect-error: the keys of this stream are numbers
    stream.keyBy((r) => r.at).process(silence);
    // @ts-expect-error: these are no readings
    numbers.keyBy(String).process(silence);
    // @ts-expect-error: without keys there is no current one
    stream.process(silence);
    // @ts-expect-error: there are no keys, so nobody is woken
    stream.process<number>({ processElement: () => {}, onTimer: () => {} });
    // @ts-expect-error: a process function processes
    stream.process({ open: () => {} });
  };
  strictEqual(typeof typed, "function");
});

Deno.test("two streams: each side has its type, keyed or not", () => {
  const texts = stream.map((r) => r.sensor);
  const both = keyed.connect(texts.keyBy((text) => text));
  const out = both.process<string>({
    processElement1: (reading, { currentKey }, out) => out.collect(currentKey + reading.sensor),
    processElement2: (text, { currentKey }, out) => out.collect(currentKey + text.length),
  });
  claim<Same<ValueOf<typeof out>, string>>();
  const mapped = both.map({ map1: (r) => r.celsius, map2: (text) => text.length });
  claim<Same<ValueOf<typeof mapped>, number>>();
  const rules = texts.broadcast(RULES);
  const ruled = keyed.connect(rules).process<number>({
    processElement(_reading, { broadcastState }, out) {
      const limit = broadcastState(RULES).get("limit");
      claim<Same<typeof limit, number | undefined>>();
      out.collect(limit ?? 0);
      // @ts-expect-error: this side reads only
      broadcastState(RULES).put("limit", 7);
    },
    processBroadcastElement(text, { broadcastState, applyToKeyedState }) {
      broadcastState(RULES).put(text, text.length);
      applyToKeyedState(LAST, (key, state) => {
        claim<Same<typeof key, string>>();
        state.update(1);
      });
      // @ts-expect-error: the rules are numbers
      broadcastState(RULES).put(text, text);
    },
  });
  claim<Same<ValueOf<typeof ruled>, number>>();
  const mistakes = () => {
    // @ts-expect-error: the second side is of texts
    both.map({ map1: (r) => r.celsius, map2: (text) => text.celsius });
    // @ts-expect-error: both sides give the same type
    both.map<number>({ map1: (r) => r.celsius, map2: (text) => text });
    // @ts-expect-error: without keys there is no current one
    stream.connect(texts).process({ processElement1: (_r, { currentKey }) => currentKey });
    // @ts-expect-error: the other side is missing
    keyed.connect(rules).process<number>({ processElement: () => {} });
    // @ts-expect-error: keys of one type only
    stream.connect(texts).keyBy((r) => r.at, (text) => text);
    // @ts-expect-error: an interval join wants keys
    void stream.intervalJoin;
    // @ts-expect-error: keys of two types never meet
    keyed.intervalJoin(texts.keyBy((text) => text.length));
  };
  strictEqual(typeof mistakes, "function");
});

Deno.test("joins know both sides", () => {
  const texts = stream.map((r) => r.sensor);
  const paired = stream.join(texts).where((r) => r.sensor).equalTo((text) => text).window(tumbling);
  const joined = paired.apply((reading, text) => ({ reading, text }));
  claim<Same<ValueOf<typeof joined>, { reading: Reading; text: string }>>();
  const grouped = stream.coGroup(texts).where((r) => r.sensor).equalTo((text) => text)
    .window(tumbling)
    .apply<number>((first, second, out) => out.collect(first.length + second.length));
  claim<Same<ValueOf<typeof grouped>, number>>();
  const near = keyed.intervalJoin(texts.keyBy((text) => text)).between(-5, 5)
    .sideOutputLeftLateData(new OutputTag<Reading>("left"))
    .process<string>((reading, text, { timestamp }, out) =>
      out.collect(`${reading.sensor} ${text} ${timestamp}`)
    );
  claim<Same<ValueOf<typeof near>, string>>();
  const mistakes = () => {
    // @ts-expect-error: keys of one type only
    stream.join(texts).where((r) => r.at).equalTo((text) => text);
    // @ts-expect-error: a join is handed one of each side
    paired.apply((_, text) => text.celsius);
    const late = new OutputTag<number>("right");
    // @ts-expect-error: late elements of the right side are texts
    keyed.intervalJoin(texts.keyBy((t) => t)).between(0, 1).sideOutputRightLateData(late);
  };
  strictEqual(typeof mistakes, "function");
});

Deno.test("assigners, triggers and evictors fit the values of their windows", () => {
  const hot: Trigger<Reading> = {
    name: "Hot",
    canMerge: false,
    onElement: (r) => r.celsius > 30 ? TriggerResult.FIRE : TriggerResult.CONTINUE,
    onEventTime: () => TriggerResult.CONTINUE,
    onProcessingTime: () => TriggerResult.CONTINUE,
    clear: () => {},
  };
  const windows = keyed.window(tumbling);
  windows.trigger(hot).evictor(TimeEvictor.of(5)).reduce((a) => a);
  windows.trigger(PurgingTrigger.of(EventTimeTrigger.create())).reduce((a) => a);
  keyed.window(GlobalWindows.create()).trigger(CountTrigger.of(3)).reduce((a) => a);
  keyed.window(SlidingEventTimeWindows.of(10, 5)).evictor(CountEvictor.of(3)).reduce((a) => a);
  keyed.window(EventTimeSessionWindows.withDynamicGap((r: Reading) => r.at)).reduce((a) => a);
  const bySensor = windows.maxBy("celsius");
  claim<Same<ValueOf<typeof bySensor>, Reading>>();
  const all = stream.windowAll(tumbling).reduce(
    (a) => a,
    (_key, { window }, [reading], out: { collect(text: string): void }) =>
      out.collect(`${window.start} ${reading.sensor}`),
  );
  claim<Same<ValueOf<typeof all>, string>>();
  windows.process<number>((_key, context) => context.output(ALARM, "hot"));
  const mistakes = () => {
    // @ts-expect-error: alarms are texts
    windows.process<number>((_key, context) => context.output(ALARM, 7));
    // @ts-expect-error: these are windows of readings
    windows.trigger(DeltaTrigger.of(5, (a: number, b: number) => b - a));
    // @ts-expect-error: these are windows of readings
    windows.evictor(DeltaEvictor.of(5, (a: number, b: number) => b - a));
    // @ts-expect-error: these are windows of readings
    windows.evictor({ name: "", evictsAfter: false, keep: (n) => n } as Evictor<number>);
    // @ts-expect-error: this gap is one of numbers
    keyed.window(EventTimeSessionWindows.withDynamicGap((n: number) => n));
    // @ts-expect-error: texts cannot be added
    windows.sum("sensor");
    // @ts-expect-error: there is no such field
    stream.windowAll(tumbling).min("fahrenheit");
    // @ts-expect-error: an aggregate of numbers
    windows.aggregate({ createAccumulator: () => 0, add: (n: number) => n, getResult: (n) => n });
  };
  strictEqual(typeof mistakes, "function");
});

Deno.test("rich functions and requests are typed", () => {
  const rise: RichMapFunction<number, number> = {
    map: (n, context) => n - (context.state(LAST).value() ?? 0),
  };
  const risen = numbers.keyBy(() => "all").map(rise);
  claim<Same<ValueOf<typeof risen>, number>>();
  const answers = AsyncDataStream.orderedWait(
    stream,
    { invoke: (reading) => ({ latency: 1, results: [reading.sensor] }) },
    { timeout: 1 },
  );
  claim<Same<ValueOf<typeof answers>, string>>();
  const mistakes = () => {
    // @ts-expect-error: these are no numbers
    stream.map(rise);
    // @ts-expect-error: a filter answers yes or no
    stream.filter({ filter: (r) => r.celsius });
    // @ts-expect-error: it is not told of timers
    stream.map({ map: (_r, context) => context.timerService });
    // @ts-expect-error: results come in a list
    AsyncDataStream.orderedWait(stream, { invoke: () => ({ latency: 1, results: 5 }) }, {
      timeout: 1,
    });
    // @ts-expect-error: an answer takes time
    AsyncDataStream.orderedWait(stream, { invoke: () => ({ results: [] }) }, { timeout: 1 });
    // @ts-expect-error: how long may it take?
    AsyncDataStream.orderedWait(stream, { invoke: () => ({ latency: 1, results: [1] }) }, {});
    // @ts-expect-error: what is fed back is what came in
    numbers.iterate().closeWith(stream);
    // @ts-expect-error: a strategy tells the time of readings by readings
    stream.assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps<number>());
    // @ts-expect-error: the sink takes numbers
    answers.sinkTo(collectSink<number>("out"));
  };
  strictEqual(typeof mistakes, "function");
});
