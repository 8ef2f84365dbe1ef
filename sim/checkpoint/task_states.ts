// What the checkpoint coordinator knows of the tasks (Flink's ExecutionState of each Execution, as the
// ExecutionGraph has it): what they have told, not what they do.

import { ExecutionState } from "../element/execution_state.ts";

/** The tasks of a job, as they were heard of last. A part. */
export class TaskStates {
  /** By subtask: its execution state, and 1 when it has come to the end of its data. */
  states: Uint8Array = new Uint8Array(0);
  hasEnded: Uint8Array = new Uint8Array(0);

  /** Makes room for the job. */
  build(subtaskCount: number): void {
    this.states = new Uint8Array(subtaskCount).fill(ExecutionState.CREATED);
    this.hasEnded = new Uint8Array(subtaskCount);
  }

  /** A subtask is in another state; one that is deployed anew has not come to the end of its data any more. */
  enter(subtask: number, state: number): void {
    this.states[subtask] = state;
    if (state < ExecutionState.RUNNING) this.hasEnded[subtask] = 0;
  }

  /** A subtask has come to the end of its data; false when that was known. */
  end(subtask: number): boolean {
    if (this.hasEnded[subtask] === 1) return false;
    this.hasEnded[subtask] = 1;
    return true;
  }

  /** True when all data is out and somebody is left to hear of a last checkpoint. */
  get awaitFinal(): boolean {
    return this.hasEnded.every((flag) => flag === 1) &&
      this.states.some((state) => state !== ExecutionState.FINISHED);
  }
}
