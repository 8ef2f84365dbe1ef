/**
 * Wrong policies: parts of the engine that break one rule each, on purpose. A lesson hands one to `open`,
 * and a law turns red. Nothing else imports them: `open(job, { sabotage: [maxWatermark] })`.
 *
 * @module
 */

// 1 a record is born
export * from "./shifted_offset.ts";
// 3 … 4 it waits, and comes in
export * from "./kept_buffers.ts";
export * from "./forgotten_channel_state.ts";
export * from "./late_channel_state.ts";
export * from "./max_watermark.ts";
export * from "./falling_watermark.ts";
export * from "./early_release.ts";
export * from "./hasty_snapshot.ts";
// 5 … 6 it is worked on, and remembered
export * from "./inclusive_window.ts";
export * from "./late_boundary.ts";
export * from "./shallow_snapshot.ts";
export * from "./forgotten_timers.ts";
// 7 the outside world learns of it
export * from "./early_commit.ts";
export * from "./greedy_commit.ts";
export * from "./dropped_transaction.ts";
export * from "./forgotten_transaction.ts";
export * from "./repeated_commit.ts";
// all of them, and one's own
export * from "./sabotages.ts";
export { sabotage } from "../sabotage.ts";
