/**
 * The engine: a deterministic simulator of Flink's dataflow model. What is exported stands in the
 * order of a record's path, then the machinery around it.
 *
 * @module
 */

// what a student writes
export * from "./open.ts";
export * from "./graph/plan_job.ts";
export * from "./graph/stream_execution_environment.ts";
export * from "./graph/data_stream.ts";
export * from "./graph/single_output_stream_operator.ts";
export * from "./graph/keyed_stream.ts";
export * from "./graph/windowed_stream.ts";
export { IterativeStream } from "./graph/iterative_stream.ts";
export * from "./graph/async_data_stream.ts";
export { AllWindowedStream } from "./graph/all_windowed_stream.ts";
export * from "./graph/connected_streams.ts";
export { BroadcastConnectedStream, type BroadcastStream } from "./graph/broadcast_stream.ts";
export {
  type CoGroupFunction,
  type JoinFunction,
  type PairedByKey,
  PairedStreams,
  type PairedWindows,
  type TaggedUnion,
} from "./graph/co_grouped_streams.ts";
export { type IntervalJoin, IntervalJoined } from "./graph/interval_join.ts";
export * from "./graph/data_stream_sink.ts";
export * from "./graph/output_tag.ts";
export * from "./connector/collection.ts";
export * from "./connector/file.ts";
export * from "./connector/generated_log.ts";
export * from "./connector/keyed_store.ts";
export * from "./connector/partition_by.ts";
export * from "./connector/replayable_log.ts";
export * from "./connector/socket.ts";
export * from "./connector/transactional_log.ts";
export { TransactionalLogWriter } from "./connector/transactional_log_writer.ts";
export { type LoggedRow, TransactionalPartition } from "./connector/transactional_partition.ts";
export * from "./connector/log_reader.ts";
// 1 a record is born
export * from "./1_source/source.ts";
export * from "./1_source/arrivals.ts";
export * from "./1_source/key_choice.ts";
export * from "./1_source/retention.ts";
export * from "./1_source/watermark_strategy.ts";
export * from "./1_source/watermark_activity_clock.ts";
export {
  maxAllowedWatermark,
  mustWaitForAlignment,
  type WatermarkAlignment,
} from "./1_source/watermark_alignment.ts";
export * from "./1_source/watermark_alignment_group.ts";
export {
  AscendingTimestampExtractor,
  type AscendingTimestampSpec,
  type ViolationHandler,
} from "./1_source/watermark_ascending.ts";
export * from "./1_source/watermark_generator.ts";
export * from "./1_source/watermark_output.ts";
export * from "./1_source/watermark_multiplexer.ts";
export * from "./1_source/watermark_bounded.ts";
export * from "./1_source/watermark_idleness.ts";
export * from "./1_source/watermark_idleness_timer.ts";
export * from "./1_source/watermark_ingestion.ts";
export * from "./1_source/watermark_ingestion_extractor.ts";
export * from "./1_source/watermark_monotone.ts";
export * from "./1_source/watermark_none.ts";
export * from "./1_source/watermark_punctuated.ts";
export * from "./1_source/watermark_row.ts";
export type { SourceOperatorSpec } from "./1_source/source_operator.ts";
// 2 which channel?
export * from "./2_partitioner/partitioner.ts";
export * from "./2_partitioner/broadcast.ts";
export * from "./2_partitioner/custom_partitioner.ts";
export * from "./2_partitioner/forward.ts";
export * from "./2_partitioner/global.ts";
export * from "./2_partitioner/key_group.ts";
export * from "./2_partitioner/key_group_partitioner.ts";
export * from "./2_partitioner/key_group_range.ts";
export * from "./2_partitioner/pointwise.ts";
export * from "./2_partitioner/rebalance.ts";
export * from "./2_partitioner/rescale.ts";
export * from "./2_partitioner/shuffle.ts";
// 4 which channel next?
export * from "./4_input_gate/watermark_valve.ts";
export * from "./4_input_gate/combined_watermark.ts";
// 5 the work
export * from "./5_operator/operator.ts";
export * from "./5_operator/collector.ts";
export type { SideOutput } from "./5_operator/side_output.ts";
export * from "./5_operator/map.ts";
export * from "./5_operator/filter.ts";
export * from "./5_operator/flat_map.ts";
export * from "./5_operator/reduce.ts";
export * from "./5_operator/batch_reduce.ts";
export type { Lifecycle, RuntimeContext } from "./5_operator/function_life.ts";
export type {
  RichContext,
  RichFilterFunction,
  RichFlatMapFunction,
  RichMapFunction,
} from "./5_operator/rich_function.ts";
export * from "./5_operator/process_function.ts";
export { type FunctionOperatorSpec, processOperator } from "./5_operator/function_operator.ts";
export type { BroadcastState, ReadOnlyBroadcastState } from "./5_operator/broadcast_state.ts";
export * from "./5_operator/co_map.ts";
export type {
  AsyncContext,
  AsyncFunction,
  AsyncOutcome,
  AsyncReply,
  AsyncRetry,
} from "./5_operator/async/async_function.ts";
export { AsyncEntry, AsyncQueue } from "./5_operator/async/async_queue.ts";
export {
  type AsyncWaitOperator,
  asyncWaitOperator,
  type AsyncWaitOptions,
  type AsyncWaitSpec,
} from "./5_operator/async/async_wait.ts";
export {
  type IntervalJoinContext,
  type IntervalJoinOperator,
  intervalJoinOperator,
  type IntervalJoinOptions,
  type IntervalJoinSpec,
  type ProcessJoinFunction,
  type RichProcessJoinFunction,
} from "./5_operator/interval_join.ts";
export * from "./5_operator/aggregation.ts";
export * from "./5_operator/timestamps_and_watermarks.ts";
export * from "./5_operator/window/time_window.ts";
export * from "./5_operator/window/assigner.ts";
export * from "./5_operator/window/tumbling_event_time_windows.ts";
export * from "./5_operator/window/tumbling_processing_time_windows.ts";
export * from "./5_operator/window/sliding_event_time_windows.ts";
export * from "./5_operator/window/sliding_processing_time_windows.ts";
export * from "./5_operator/window/event_time_session_windows.ts";
export * from "./5_operator/window/processing_time_session_windows.ts";
export type { SessionGap } from "./5_operator/window/session_gap.ts";
export * from "./5_operator/window/global_windows.ts";
export * from "./5_operator/window/time_window_merge.ts";
export * from "./5_operator/window/merging_window_set.ts";
export * from "./5_operator/window/trigger.ts";
export * from "./5_operator/window/event_time_trigger.ts";
export * from "./5_operator/window/processing_time_trigger.ts";
export * from "./5_operator/window/count_trigger.ts";
export * from "./5_operator/window/continuous_event_time_trigger.ts";
export * from "./5_operator/window/continuous_processing_time_trigger.ts";
export { type DeltaFunction, DeltaTrigger } from "./5_operator/window/delta_trigger.ts";
export * from "./5_operator/window/purging_trigger.ts";
export * from "./5_operator/window/processing_timeout_trigger.ts";
export * from "./5_operator/window/never_trigger.ts";
export * from "./5_operator/window/end_of_stream_trigger.ts";
export * from "./5_operator/window/evictor.ts";
export * from "./5_operator/window/count_evictor.ts";
export * from "./5_operator/window/time_evictor.ts";
export * from "./5_operator/window/delta_evictor.ts";
export * from "./5_operator/window/window_function.ts";
export * from "./5_operator/window/window_operator_spec.ts";
export * from "./5_operator/window/window_operator.ts";
export type { MergingWindowOperator } from "./5_operator/window/merging_window_operator.ts";
// 6 what the operator remembers
export type {
  AppendingStateDescriptor,
  StateDescriptor,
  StateKind,
  StateOptions,
} from "./6_state/state_descriptor.ts";
export * from "./6_state/state_access.ts";
export type { TimeToLive, TimeToLiveOptions } from "./6_state/time_to_live.ts";
export * from "./6_state/value_state.ts";
export * from "./6_state/map_state.ts";
export * from "./6_state/list_state.ts";
export * from "./6_state/reducing_state.ts";
export * from "./6_state/aggregating_state.ts";
export * from "./6_state/append_list.ts";
export * from "./6_state/operator_state.ts";
export * from "./6_state/operator_list_descriptor.ts";
export * from "./6_state/state_table.ts";
export * from "./6_state/timer_service.ts";
// 7 the outside world learns of it
export * from "./7_sink/sink.ts";
export * from "./7_sink/sink_writer.ts";
export * from "./7_sink/sink_operator.ts";
export * from "./7_sink/outside.ts";
export type {
  OutsideTransaction,
  TransactionStatus,
  WrittenResult,
} from "./7_sink/written_result.ts";
export * from "./7_sink/collect_sink.ts";
export * from "./7_sink/two_phase_sink.ts";
export type {
  HeldTransaction,
  TimeoutWarning,
  TransactionHandler,
  TransactionState,
} from "./7_sink/transaction_handler.ts";
export * from "./7_sink/two_phase_commit.ts";
export * from "./ledger.ts";
export * from "./ledger_comparison.ts";
// the plan
export * from "./graph/transformation.ts";
export type { StreamEdge } from "./graph/stream_edge.ts";
export * from "./graph/stream_graph.ts";
export * from "./graph/stream_graph_settings.ts";
export type { ExchangeMode, GlobalExchangeMode } from "./graph/exchange_mode.ts";
export * from "./graph/chaining_strategy.ts";
export { isChainable } from "./graph/chaining.ts";
export * from "./graph/job_graph.ts";
export * from "./graph/execution_graph.ts";
export * from "./graph/describe_plan.ts";
export * from "./graph/plan_warnings.ts";
export * from "./graph/two_phase_checks.ts";
export * from "./task/subtask_spec.ts";
// what somebody plans to go wrong
export type * from "./cluster/fault.ts";
export * from "./cluster/fault_text.ts";
export { FaultTextError } from "./cluster/fault_text_error.ts";
export {
  FAULT_TARGETS,
  FAULT_VERBS,
  type FaultVerb,
  type VerbSpec,
} from "./cluster/fault_verbs.ts";
export { FAULT_PHASES, type FaultPhase, type PhaseSpec } from "./cluster/fault_phases.ts";
export { FAULT_COUNTERS, type FaultCounter, type FaultStatus } from "./cluster/fault_predicates.ts";
export * from "./cluster/fault_check.ts";
export * from "./cluster/fault_label.ts";
export type { Guarantee, SinkGuarantee } from "./cluster/fault_guarantee.ts";
export * from "./cluster/recovery_terms.ts";
export * from "./cluster/fault_never_fired.ts";
export * from "./cluster/lurking_fault.ts";
export * from "./cluster/fault_catalogue.ts";
// the run, held in hand
export * from "./config.ts";
export * from "./control_config.ts";
export * from "./config_check.ts";
export * from "./run_warnings.ts";
export * from "./timeline.ts";
export type { Ground } from "./ground.ts";
export * from "./position.ts";
export type { InjectFault, Intervention, RequestSavepoint, SetLatency } from "./intervention.ts";
export type { Sabotage, Substitute } from "./sabotage.ts";
export { type OperatorMetrics, readMetrics } from "./metrics.ts";
export * from "./task_metrics.ts";
export * from "./back_pressure.ts";
export type { World } from "./world.ts";
// the kernel's words
export * from "./element/element.ts";
export * from "./element/value_text.ts";
export { javaHash, type Key, type KeyField, type KeyType } from "./element/key.ts";
export * from "./clock/time.ts";
export { drawBelow, streamNumber } from "./clock/prng.ts";
export { murmurHash } from "./clock/hash.ts";
export { deepFreeze } from "./clock/freeze.ts";
export * from "./clock/named_error.ts";
export type { Choice } from "./clock/streams.ts";
export type { RecordLevel, RecordOptions } from "./trace/trace_writer.ts";
// what a job leaves for another one
export type { SavepointMode } from "./element/savepoint_mode.ts";
export {
  type SavedEntry,
  type SavedNamespace,
  type SavedOperator,
  type SavedPart,
  type SavedState,
  type SavedSubtask,
  type SavedTimer,
  type SavedTimers,
  type Savepoint,
  SAVEPOINT_FORMAT,
} from "./checkpoint/savepoint.ts";
export * from "./take_savepoint.ts";
export { parseSavepoint, savepointText } from "./savepoint_text.ts";
export * from "./checkpoint/savepoint_listing.ts";
export type { DroppedState, StartingPoint } from "./start_from_savepoint.ts";
// the whole reproduction
export * from "./scenario.ts";
export * from "./open_scenario.ts";
export { parseScenario, scenarioText } from "./scenario_text.ts";
export { parsePlainJob } from "./graph/plain_job_check.ts";
export * from "./graph/plain_job.ts";
export * from "./graph/expression.ts";
export * from "./graph/statement.ts";
export type { Json } from "./graph/json_copy.ts";
