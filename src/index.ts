/** What a job author imports, under Flink's names. */

export { AsyncDataStream } from "./api/async-data-stream.ts";
export type * from "./api/async-function.ts";
export { AsyncRetryStrategies, RetryPredicates } from "./api/async-retry-strategies.ts";
export { BroadcastConnectedStream, BroadcastStream } from "./api/broadcast-connected-stream.ts";
export type * from "./api/checkpointed-function.ts";
export type * from "./api/co-functions.ts";
export { ConnectedStreams } from "./api/connected-streams.ts";
export { DataStream, DataStreamSource, KeyedStream, SingleOutputStreamOperator } from "./api/data-stream.ts";
export { DataStreamSink } from "./api/data-stream-sink.ts";
export type { JobHandle, StreamExecutionEnvironment } from "./api/execution-environment.ts";
export * from "./api/functions.ts";
export { IntervalJoin, IntervalJoined } from "./api/interval-join.ts";
export { CoGroupedStreams, CoGroupWindow, JoinedStreams, JoinWindow } from "./api/joined-streams.ts";
export { OutputTag } from "./api/output-tag.ts";
export { defineJob, type JobDefinition, type JobProgram } from "./api/program.ts";
export { RestartStrategies } from "./api/restart-strategies.ts";
export type * from "./api/sink.ts";
export * from "./api/sink-function.ts";
export type * from "./api/source.ts";
export * from "./api/source-function.ts";
export type * from "./api/state.ts";
export * from "./api/state-descriptors.ts";
export * from "./api/state-ttl-config.ts";
export { type TimestampAssigner, WatermarkStrategy } from "./api/watermark-strategy.ts";
export { AllWindowedStream, WindowedStream } from "./api/windowed-stream.ts";
export { DataGeneratorSource, type GeneratorFunction } from "./connectors/data-generator-source.ts";
export { DiscardingSink } from "./connectors/discarding-sink.ts";
export { FileSource, type FileSourceSplit, type StreamFormat, TextLineInputFormat } from "./connectors/file-source.ts";
export type { IndexedSplit } from "./connectors/indexed-splits.ts";
export type { LogReply, LogRequest, ProducerIdentity } from "./connectors/log-protocol.ts";
export {
  appendLogSink,
  LOG_NODE,
  type LogCommittable,
  type LogSink,
  type LogSinkOptions,
  transactionalLogSink,
} from "./connectors/log-sink.ts";
export { NumberSequenceSource } from "./connectors/number-sequence-source.ts";
export { type RateLimiter, RateLimiterStrategy } from "./connectors/rate-limiter.ts";
export { type ReplayOptions, type ReplaySplit, replaySource } from "./connectors/replay-source.ts";
export { type PreCommit, recordCause, tracePreCommit } from "./connectors/sink-trace.ts";
export type { SocketReply, SocketRequest } from "./connectors/socket-text-stream.ts";
export type { ExternalClient } from "./operators/operator.ts";
export { type MaybeStep, run as runStep, type Step, type Wait } from "./task/step.ts";
export { MAX_TIMESTAMP, MIN_TIMESTAMP, NO_TIMESTAMP } from "./time/timestamps.ts";
export {
  AscendingTimestampsWatermarks,
  BoundedOutOfOrdernessWatermarks,
  NoWatermarksGenerator,
  type WatermarkGenerator,
  type WatermarkOutput,
} from "./time/watermark-generators.ts";
export type { TypeSchema, TypeSerializerSchemaCompatibility, TypeSerializerSnapshot } from "./types/schema.ts";
export { type TypeInformation, Types } from "./types/type-information.ts";
export { type Migration, VersionedType } from "./types/versioned-type.ts";
export * from "./windowing/continuous-trigger.ts";
export * from "./windowing/count-trigger.ts";
export * from "./windowing/end-of-stream-trigger.ts";
export * from "./windowing/event-time-trigger.ts";
export type { Evictor, EvictorContext, TimestampedValue } from "./windowing/evictor.ts";
export * from "./windowing/evictors.ts";
export { GlobalWindow, GlobalWindows } from "./windowing/global-windows.ts";
export * from "./windowing/never-trigger.ts";
export * from "./windowing/session-windows.ts";
export * from "./windowing/sliding-windows.ts";
export * from "./windowing/trigger.ts";
export {
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type WindowStagger,
} from "./windowing/tumbling-event-time-windows.ts";
export type { MergingWindowAssigner, WindowAssigner } from "./windowing/window-assigner.ts";
export { type NodeId, nodeId } from "./world.ts";
