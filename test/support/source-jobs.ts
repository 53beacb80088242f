/** Small jobs, one for each kind of source, whose records are numbers as text. */
import type { DataStream } from "../../src/api/data-stream.ts";
import {
  type CheckpointedFunction,
  DataGeneratorSource,
  FileSource,
  type FunctionInitializationContext,
  type JobProgram,
  type ListState,
  ListStateDescriptor,
  RateLimiterStrategy,
  RichParallelSourceFunction,
  RichSourceFunction,
  type RuntimeContext,
  type SourceContext,
  type SourceRun,
  type StreamExecutionEnvironment,
  TextLineInputFormat,
  transactionalLogSink,
  WatermarkStrategy,
} from "../../src/index.ts";

/** Records of each job. */
export const RECORDS = 120;
/** Name of the log that all jobs write to. */
export const OUTPUT = "output";

const NEXT = new ListStateDescriptor<number>("next");
const SLEEP_MS = 3;

/** Counts, and goes on where its list state says. */
export class Counting extends RichSourceFunction<string> implements CheckpointedFunction {
  private next = 0;
  private state!: ListState<number>;

  initializeState(context: FunctionInitializationContext): void {
    this.state = context.getOperatorStateStore().getListState(NEXT);
    for (const next of this.state.get()) this.next = next;
  }

  override *run(ctx: SourceContext<string>): SourceRun {
    while (this.next < RECORDS) {
      ctx.collectWithTimestamp(String(this.next), this.next);
      ctx.emitWatermark(this.next - 1);
      this.next++;
      yield ctx.sleep(SLEEP_MS);
    }
  }

  snapshotState(): void {
    this.state.update([this.next]);
  }
}

/** Each subtask counts the numbers that are its own; all know of all by a union list. */
class CountingInParallel extends RichParallelSourceFunction<string> implements CheckpointedFunction {
  private subtask = 0;
  private parallelism = 1;
  private next: Record<number, number> = {};
  private state!: ListState<readonly [subtask: number, next: number]>;

  override open({ indexOfThisSubtask, numberOfParallelSubtasks }: RuntimeContext): void {
    this.subtask = indexOfThisSubtask;
    this.parallelism = numberOfParallelSubtasks;
  }

  initializeState(context: FunctionInitializationContext): void {
    const store = context.getOperatorStateStore();
    this.state = store.getUnionListState(new ListStateDescriptor<readonly [number, number]>("next"));
    for (const [subtask, next] of this.state.get()) this.next[subtask] = next;
  }

  override *run(ctx: SourceContext<string>): SourceRun {
    for (let n = this.next[this.subtask] ?? this.subtask; n < RECORDS; n += this.parallelism) {
      ctx.collect(String(n));
      this.next[this.subtask] = n + this.parallelism;
      yield ctx.sleep(SLEEP_MS);
    }
  }

  snapshotState(): void {
    this.state.update([[this.subtask, this.next[this.subtask] ?? this.subtask]]);
  }
}

const none = WatermarkStrategy.noWatermarks<string>();
const numbers = Array.from({ length: RECORDS }, (_, n) => String(n));

/** By name. */
export const SOURCES: Readonly<Record<string, (env: StreamExecutionEnvironment) => DataStream<string>>> = {
  fromElements: (env) => env.fromElements(...numbers),
  fromData: (env) => env.fromData(...numbers),
  fromSequence: (env) => env.fromSequence(0, RECORDS - 1).map(String),
  "a generator with a rate limit": (env) =>
    env.fromSource(new DataGeneratorSource(String, RECORDS, RateLimiterStrategy.perSecond(400)), none, "numbers"),
  "a generator limited by checkpoints": (env) =>
    env.fromSource(new DataGeneratorSource(String, RECORDS, RateLimiterStrategy.perCheckpoint(24)), none, "numbers"),
  files: (env) =>
    env.fromSource(FileSource.forRecordStreamFormat(new TextLineInputFormat(), "low", "high").build(), none, "files"),
  "a source function with list state": (env) => env.addSource(new Counting(), "numbers"),
  "a parallel source function with union state": (env) => env.addSource(new CountingInParallel(), "numbers"),
};

/** The inputs that `files` reads. */
export const FILES = { low: numbers.slice(0, RECORDS / 2), high: numbers.slice(RECORDS / 2) };

/** Writes what a source gives to a log. @param exchange false: each subtask is a region, which fails by itself */
export function sourceJob(build: (env: StreamExecutionEnvironment) => DataStream<string>, exchange = true): JobProgram {
  return (env) => {
    const stream = build(env);
    const spread = exchange ? stream.keyBy((line) => line.length) : stream;
    spread
      .map((line) => `line ${line}`)
      .sinkTo(transactionalLogSink<string>({ log: OUTPUT, serialize: (line) => line }));
    env.execute("sources");
  };
}
