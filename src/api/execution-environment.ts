import type { ConfigEntries, Configuration } from "../config/configuration.ts";
import type { StreamGraph } from "../graph/stream-graph.ts";
import type { DataStreamSource } from "./data-stream.ts";
import type { RestartStrategyConfiguration } from "./restart-strategies.ts";
import type { Source, SourceSplit } from "./source.ts";
import type { SourceFunction } from "./source-function.ts";
import type { WatermarkStrategy } from "./watermark-strategy.ts";

/** What `execute` gives back: the job's place in the order of this program's jobs. */
export interface JobHandle {
  readonly jobName: string;
  /** 0 for the first job of the program. */
  readonly index: number;
}

/** Where the records of a job come from. The source methods of `StreamExecutionEnvironment`. */
export interface StreamSources {
  /** A stream of the source's records; the strategy's generators run inside the source, one per split. */
  fromSource<T, Split extends SourceSplit, EnumState>(
    source: Source<T, Split, EnumState>,
    watermarkStrategy: WatermarkStrategy<T>,
    name: string,
  ): DataStreamSource<T>;

  /**
   * The integers from `from` to `to`, both included, shared out over the subtasks.
   *
   * ```ts
   * export default (env: StreamExecutionEnvironment) => {
   *   env.fromSequence(1, 3).map((n) => n * n).print();
   *   env.execute();
   * };
   * // stdout: 1, 4, 9
   * ```
   *
   * State: as `NumberSequenceSource`. @throws IllegalArgumentError when `from` is greater than `to`
   */
  fromSequence(from: number, to: number): DataStreamSource<number>;

  /** The values, from a FLIP-27 source in one subtask, unless `setParallelism` asks for more. State: as `DataGeneratorSource`. */
  fromData<T>(...values: readonly T[]): DataStreamSource<T>;

  /** The values, from one subtask; at least one. State: as `fromCollection`. */
  fromElements<T>(...values: readonly T[]): DataStreamSource<T>;

  /**
   * The values of a collection, from one subtask; it is read when the job is built.
   *
   * ```ts
   * export default (env: StreamExecutionEnvironment) => {
   *   env.fromCollection(["to", "be"]).map((word) => word.length).print();
   *   env.execute();
   * };
   * // stdout: 2, 2
   * ```
   *
   * State: how many were emitted; it lives as long as the job. @throws IllegalArgumentError for null among the values
   */
  fromCollection<T>(values: Iterable<T>): DataStreamSource<T>;

  /**
   * Lines that a simulated system outside the cluster sends (`simulatedSocket` of `tidemark/sim`); one subtask. It cannot be
   * replayed: what was read and is in no completed checkpoint is lost when the job restarts.
   *
   * State: none.
   * @param service name of the system among the host's services
   */
  socketTextStream(service: string): DataStreamSource<string>;

  /** A source function of one's own; in one subtask, unless it is a `ParallelSourceFunction`. Default name: "Custom Source". */
  addSource<T>(fn: SourceFunction<T>, name?: string): DataStreamSource<T>;
}

/**
 * Where a job is put together. A program knows this interface only, so that it runs unchanged wherever another
 * implementation of it submits the job. `StreamExecutionEnvironment`.
 */
export interface StreamExecutionEnvironment extends StreamSources {
  /** @param parallelism of operators that name none; at least 1 */
  setParallelism(parallelism: number): this;
  getParallelism(): number;
  /** @param maxParallelism number of key groups, 1 to 32768 */
  setMaxParallelism(maxParallelism: number): this;
  /** @param intervalMs at least 10 */
  enableCheckpointing(intervalMs: number): this;
  setRestartStrategy(strategy: RestartStrategyConfiguration): this;
  disableOperatorChaining(): this;
  enableObjectReuse(): this;
  disableObjectReuse(): this;
  /** @param timeoutMs 0: flush after each record; −1: full buffers only */
  setBufferTimeout(timeoutMs: number): this;
  /** Sets options by Flink's keys, for instance `{ "execution.checkpointing.interval": "10 s" }`. */
  configure(entries: ConfigEntries): this;
  getConfig(): Configuration;

  /** The graph of what was built so far; it stays. */
  getStreamGraph(): StreamGraph;
  /** Hands the job over and starts anew: what is built from now on is another job. */
  execute(jobName?: string): JobHandle;
}
