// An operator's collector (Flink's TimestampedCollector): every result of one call of a user function
// gets the same timestamp (ORD-16).

import type { Millis } from "../clock/time.ts";
import { refuse } from "../clock/named_error.ts";
import { freezeResult, refusePromise } from "../6_state/user_result.ts";
import type { Collector } from "./collector.ts";
import type { OperatorContext } from "./operator.ts";

/** Scratch of an operator, begun anew for each call of its function. */
export class TimestampedCollector implements Collector<unknown> {
  private context: OperatorContext | null = null;
  private timestamp: Millis = 0;

  constructor(private readonly doing: string, private readonly operatorName: string) {}

  /** A call of the user function begins. */
  begin(timestamp: Millis, context: OperatorContext): void {
    this.timestamp = timestamp;
    this.context = context;
  }

  /**
   * The call is over and gave this back: whoever kept the collector can do nothing with it. Errors:
   * `E-UDF` when it goes on in secret.
   */
  end(returned: unknown): void {
    this.context = null;
    if (returned !== undefined) refusePromise(returned, this.doing, this.operatorName);
  }

  collect(value: unknown): void {
    const { context, doing, operatorName } = this;
    if (context === null) return refuseLate(doing, operatorName);
    context.collect(freezeResult(value, doing, operatorName), this.timestamp);
  }
}

function refuseLate(doing: string, operatorName: string): never {
  refuse(
    "E-UDF",
    `A collector was used after ${doing} in "${operatorName}" had ended; it is valid during the ` +
      `call only. The usual cause is a callback or a promise that emits later`,
  );
}
