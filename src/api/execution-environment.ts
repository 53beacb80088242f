import type { ConfigEntries, Configuration } from "../config/configuration.ts";
import type { StreamGraph } from "../graph/stream-graph.ts";
import type { DataStreamSource } from "./data-stream.ts";
import type { RestartStrategyConfiguration } from "./restart-strategies.ts";
import type { Source, SourceSplit } from "./source.ts";
import type { WatermarkStrategy } from "./watermark-strategy.ts";

/** What `execute` gives back: the job's place in the order of this program's jobs. */
export interface JobHandle {
  readonly jobName: string;
  /** 0 for the first job of the program. */
  readonly index: number;
}

/**
 * Where a job is put together. A program knows this interface only, so that it runs unchanged wherever another
 * implementation of it submits the job. `StreamExecutionEnvironment`.
 */
export interface StreamExecutionEnvironment {
  /** A stream of the source's records; the strategy's generators run inside the source, one per split. */
  fromSource<T, Split extends SourceSplit, EnumState>(
    source: Source<T, Split, EnumState>,
    watermarkStrategy: WatermarkStrategy<T>,
    name: string,
  ): DataStreamSource<T>;

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
