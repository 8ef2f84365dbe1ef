/**
 * Pictures of a run. A figure is a function of a trace: first the numbers, then the drawing, then the
 * words. What all figures share comes first, then the figures in the order of a lesson.
 *
 * @module
 */

// the contract, and a picture put together
export * from "./figure.ts";
export * from "./draw.ts";
// what all figures share
export * from "./theme.ts";
export * from "./fonts.ts";
export * from "./figure_style.ts";
export * from "./svg.ts";
export * from "./svg_text.ts";
export * from "./glyphs.ts";
export * from "./text.ts";
export * from "./labels.ts";
export * from "./stage.ts";
export * from "./ticks.ts";
export * from "./time_text.ts";
// the figures
export * from "./dataflow_graph.ts";
export * from "./space_time.ts";
export * from "./event_time.ts";
export * from "./windows.ts";
export * from "./timers.ts";
export * from "./keyed_state.ts";
export * from "./barriers.ts";
export * from "./checkpoints.ts";
export * from "./regions.ts";
export * from "./recovery.ts";
export * from "./transactions.ts";
export * from "./ledger.ts";
export * from "./rescaling.ts";
export * from "./quakes_delay.ts";
