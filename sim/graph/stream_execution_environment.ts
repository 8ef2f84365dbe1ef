// Where a program begins (Flink's StreamExecutionEnvironment): it holds the settings that operators
// inherit, makes the first streams, and records every call. Nothing runs here: a program only
// describes what shall run.
//
//   const job: Job = (env) =>
//     env.fromSource(log, strategy, "readings").keyBy((r) => r.sensor).sum("value").sinkTo(collectSink("out"));

import type { Millis } from "../clock/time.ts";
import type { Source } from "../1_source/source.ts";
import type { Key, KeyType } from "../element/key.ts";
import type { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import type { ChainingStrategy } from "./chaining_strategy.ts";
import type {
  OperatorFactory,
  OperatorTransformation,
  PartitionTransformation,
  SideOutputTransformation,
  Transformation,
  UnionTransformation,
} from "./transformation.ts";
import { type Config, DEFAULT_CONFIG } from "../config.ts";
import { feedbackHead } from "../1_source/feedback_head.ts";
import { feedbackTail } from "../7_sink/feedback_tail.ts";
import { sourceOperator } from "../1_source/source_operator.ts";
import { hash } from "../2_partitioner/key_group_partitioner.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { checkName } from "./names.ts";
import { checkCost } from "./cost.ts";
import { checkMaxParallelism, checkParallelism } from "./parallelism.ts";
import { checkMaxWait, IterativeStream } from "./iterative_stream.ts";
import { KeyedStream } from "./keyed_stream.ts";
import { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { labelOf } from "./transformation_check.ts";

/** What distinguishes one operator from the next when it is added; the rest is inherited. */
export interface OperatorAddition {
  readonly name: string;
  readonly inputs: readonly number[];
  readonly createOperator: OperatorFactory;
  /** The environment's when left out. */
  readonly parallelism?: number;
  /** `always` when left out. */
  readonly chainingStrategy?: ChainingStrategy;
  /** See {@linkcode OperatorTransformation}. */
  readonly coLocationGroup?: string;
  /** True when it may wait for mail in the middle of a record, as async wait does (G-5). */
  readonly isYielding?: boolean;
}

/** How a stream is keyed. */
export interface KeyAddition<T, K extends Key> {
  readonly input: number;
  readonly keySelector: (value: T) => K;
  readonly keyType: KeyType;
}

/** What a program may change about an operator that it added. */
export type OperatorChange = Partial<
  Pick<
    OperatorTransformation,
    | "name"
    | "uid"
    | "parallelism"
    | "maxParallelism"
    | "isNonParallel"
    | "chainingStrategy"
    | "slotSharingGroup"
    | "cost"
  >
>;

/** A transformation that does no work, before it has its id. */
type VirtualAddition =
  | Omit<PartitionTransformation, "id">
  | Omit<SideOutputTransformation, "id">
  | Omit<UnionTransformation, "id">;

/**
 * The start of a program and the recorder of its calls. A job is given one; make one yourself only to
 * look at graphs without running them.
 *
 * Errors: `E-PARALLELISM`, `E-MAXPAR`, `E-NAME`, `E-JOB-OTHER-ENV`, `E-JOB-BUILT`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, StreamExecutionEnvironment, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment().setParallelism(2);
 * env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers").map((n) => n + 1);
 * strictEqual(env.transformations.length, 2);
 * ```
 */
export class StreamExecutionEnvironment {
  private readonly recorded: Transformation[] = [];
  private settings: Config;
  private isBuilt = false;
  /** By iteration: whether its feedback is known. */
  private readonly isIterationClosed: boolean[] = [];

  constructor(config: Partial<Config> = {}) {
    this.settings = Object.freeze({ ...DEFAULT_CONFIG, ...config });
    this.setParallelism(this.settings.parallelism);
    if (this.settings.maxParallelism !== 0) this.setMaxParallelism(this.settings.maxParallelism);
  }

  /** Everything recorded so far, in the order of the calls. */
  get transformations(): readonly Transformation[] {
    return this.recorded;
  }

  /** The run's options, with what the program set for itself. */
  get config(): Config {
    return this.settings;
  }

  /** A stream of the records of a source (Flink's `fromSource`). */
  fromSource<T>(
    source: Source<T>,
    strategy: WatermarkStrategy<NoInfer<T>>,
    name: string,
  ): SingleOutputStreamOperator<T> {
    const id = this.add("source", {
      name,
      inputs: [],
      createOperator: (options, { autoWatermarkInterval }) =>
        sourceOperator({ ...options, source, strategy, autoWatermarkInterval }),
    });
    const stream = new SingleOutputStreamOperator<T>(this, id);
    return source.isNonParallel ? stream.forceNonParallel() : stream;
  }

  /** The parallelism of operators that are added from now on and do not set their own (G-12). */
  setParallelism(parallelism: number): this {
    return this.set({ parallelism: checkParallelism(parallelism, "the environment") });
  }

  /** The number of key groups of operators that are added from now on and do not set their own. */
  setMaxParallelism(maxParallelism: number): this {
    return this.set({ maxParallelism: checkMaxParallelism(maxParallelism, 1, "the environment") });
  }

  /** No operator is chained with another one (G-6). */
  disableOperatorChaining(): this {
    return this.set({ chaining: false });
  }

  /** For `iterate`: records the head of an iteration and gives its union with the input. */
  addIteration<T>(
    { transformationId }: { readonly transformationId: number },
    maxWait: Millis,
  ): IterativeStream<T> {
    const iteration = this.isIterationClosed.push(false) - 1;
    const parallelism = this.parallelismOf(transformationId);
    checkMaxWait(maxWait);
    const head = this.add("source", {
      name: `Iteration ${iteration}`,
      inputs: [],
      parallelism,
      coLocationGroup: `iteration ${iteration}`,
      createOperator: (options) => feedbackHead({ ...options, iteration, maxWait }),
    });
    const id = this.addVirtual({ type: "union", inputs: [transformationId, head] });
    return new IterativeStream(this, id, iteration, parallelism);
  }

  /** For `closeWith`: records the tail of an iteration. */
  addFeedback(iteration: number, input: number, parallelism: number): void {
    this.isIterationClosed[iteration] = true;
    this.add("sink", {
      name: `Feedback ${iteration}`,
      inputs: [input],
      parallelism,
      coLocationGroup: `iteration ${iteration}`,
      createOperator: (options) => feedbackTail({ ...options, iteration }),
    });
  }

  /** For streams: records an operator and gives its output. */
  addOperator<R>(addition: OperatorAddition): SingleOutputStreamOperator<R> {
    return new SingleOutputStreamOperator(this, this.add("operator", addition));
  }

  /** For streams: records a sink and gives its id. */
  addSink(addition: OperatorAddition): number {
    return this.add("sink", addition);
  }

  /** For streams: records a partition by key and gives the keyed stream. */
  addKeyed<T, K extends Key>(
    { input, keySelector, keyType }: KeyAddition<T, K>,
  ): KeyedStream<T, K> {
    const id = this.addVirtual({
      type: "partition",
      inputs: [input],
      createPartitioner: hash,
      keySelector,
      keyType: checkKeyType(keyType),
    });
    return new KeyedStream(this, id);
  }

  /** For streams: records a partition, a side output or a union and gives its id. */
  addVirtual(addition: VirtualAddition): number {
    return this.record(addition);
  }

  /** For streams: changes what was recorded about an operator. */
  change(id: number, change: OperatorChange): void {
    this.refuseIfBuilt();
    const old = this.recorded[id] as OperatorTransformation;
    const changed = { ...old, ...change };
    const label = labelOf(old);
    checkName(changed.name, `The new name of ${label}`);
    if (changed.uid !== null) checkName(changed.uid, `The uid of ${label}`);
    if (changed.slotSharingGroup !== null) {
      checkName(changed.slotSharingGroup, `The slot sharing group of ${label}`);
    }
    checkParallelism(changed.parallelism, label);
    if (change.maxParallelism !== undefined) {
      checkMaxParallelism(change.maxParallelism, 1, label);
    }
    if (changed.cost !== null) checkCost(changed.cost, label);
    if (changed.isNonParallel && changed.parallelism !== 1) {
      refuseParallel(label, changed.parallelism);
    }
    this.recorded[id] = Object.freeze(changed);
  }

  /** For streams: the parallelism of the operator behind a transformation, the first one of a union. */
  parallelismOf(id: number): number {
    let transformation = this.recorded[id];
    while (!("parallelism" in transformation)) {
      transformation = this.recorded[transformation.inputs[0]];
    }
    return transformation.parallelism;
  }

  /** For streams: refuses a stream that belongs to another environment. */
  checkOwn(stream: { readonly environment: StreamExecutionEnvironment }, doing: string): void {
    if (stream.environment === this) return;
    refuse(
      "E-JOB-OTHER-ENV",
      `While ${doing}: one of the streams belongs to another environment; wanted: streams that all ` +
        `stem from the env of this job. Usual cause: a stream kept in a variable outside the job ` +
        `function, which is called anew for each run`,
    );
  }

  /** For `planJob`: from now on every change is refused. */
  close(): void {
    this.isBuilt = true;
    const open = this.isIterationClosed.indexOf(false);
    if (open >= 0) refuseOpenIteration(open);
  }

  private add(type: OperatorTransformation["type"], addition: OperatorAddition): number {
    const { parallelism, maxParallelism } = this.settings;
    return this.record({
      type,
      uid: null,
      parallelism,
      maxParallelism: maxParallelism === 0 ? null : maxParallelism,
      isNonParallel: false,
      chainingStrategy: "always",
      slotSharingGroup: null,
      isYielding: false,
      isLegacySource: false,
      cost: null,
      ...addition,
      name: checkName(addition.name, `The name of a ${type}`),
    });
  }

  private set(change: Partial<Config>): this {
    this.refuseIfBuilt();
    this.settings = Object.freeze({ ...this.settings, ...change });
    return this;
  }

  private record(addition: Omit<OperatorTransformation, "id"> | VirtualAddition): number {
    this.refuseIfBuilt();
    const id = this.recorded.length;
    this.recorded.push(Object.freeze({ ...addition, id }));
    return id;
  }

  private refuseIfBuilt(): void {
    if (!this.isBuilt) return;
    refuse(
      "E-JOB-BUILT",
      `The job is built already and cannot be changed; wanted: all calls before the job function ` +
        `returns. Usual cause: an env or a stream kept in a variable outside the job function`,
    );
  }
}

function refuseOpenIteration(iteration: number): never {
  refuse(
    "E-GRAPH-ITERATION",
    `Iteration ${iteration} of the job has a head and no feedback; wanted: closeWith(stream) on what ` +
      `iterate() gave. Usual cause: closeWith called on another stream`,
  );
}

function checkKeyType(keyType: unknown): KeyType {
  if (keyType === "auto" || keyType === "long") return keyType;
  return refuse(
    "E-KEY",
    `The type option of keyBy is ${showValue(keyType)}; wanted: "long", or nothing. Usual cause: ` +
      `the name of a type of another language`,
  );
}

function refuseParallel(label: string, parallelism: number): never {
  refuse(
    "E-PARALLELISM",
    `The parallelism of ${label} is ${parallelism}, but it cannot run in parallel; wanted: 1. Usual ` +
      `cause: setParallelism after forceNonParallel`,
  );
}
