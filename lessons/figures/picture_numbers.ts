// The engine's permanent numbers that figures read facts by. A figure must not load the engine, so they
// stand here once more; their types are the engine's, so the compiler notices a difference.

import type { ElementKind } from "../../sim/element/element.ts";
import type { ExecutionState } from "../../sim/element/execution_state.ts";

/** A data element. */
export const RECORD: typeof ElementKind.RECORD = 0;
/** A watermark. */
export const WATERMARK: typeof ElementKind.WATERMARK = 1;
/** A channel leaves event time for a while. */
export const IDLE: typeof ElementKind.IDLE = 2;
/** A channel takes part in event time again. */
export const ACTIVE: typeof ElementKind.ACTIVE = 3;
/** The last element of a bounded stream. */
export const END_OF_DATA: typeof ElementKind.END_OF_DATA = 4;

/** A subtask takes its input. */
export const RUNNING: typeof ExecutionState.RUNNING = 4;
/** A subtask has seen all its input. */
export const FINISHED: typeof ExecutionState.FINISHED = 5;

/** The watermark before any watermark. */
export const NEVER = Number.MIN_SAFE_INTEGER;
/** The watermark that ends a stream. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** "No key", "no source record". */
export const NONE = -1;

/** The state that an operator has by itself; those that functions declare have other numbers. */
export const CONTENTS = 0;

/** A timer that waits for the clock; one that waits for event time has 0. */
export const PROCESSING_TIME = 1;

/** States that triggers declare have numbers from here on. */
export const TRIGGER_STATES = 64;

/** States that the functions of windows declare have numbers from here on. */
export const WINDOW_STATES = 128;
