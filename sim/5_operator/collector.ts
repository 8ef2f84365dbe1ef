// Where a user function puts its results (Flink's Collector).

/** Takes the results of a user function: any number of them, during its call only. */
export interface Collector<T> {
  /** Emits one result. */
  collect(value: T): void;
}
