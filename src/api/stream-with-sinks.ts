import { transactionalLogSink } from "../connectors/log-sink.ts";
import {
  type KeyedInput,
  LegacySinkTransformation,
  SinkTransformation,
  type Transformation,
} from "../graph/transformation.ts";
import type { RecordKey } from "../operators/function-operator.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import { printSinkFactory } from "../operators/print-sink.ts";
import { streamSinkFactory } from "../operators/stream-sink.ts";
import { DataStreamSink } from "./data-stream-sink.ts";
import type { JobHandle } from "./execution-environment.ts";
import { NamesThatAreGone } from "./names-that-are-gone.ts";
import type { Sink } from "./sink.ts";
import type { SinkFunction } from "./sink-function.ts";
import type { TransformationCollector } from "./transformation-collector.ts";

/** The log that `collectAsync` writes to if it is given no name. */
export const COLLECTED = "collect";

/** Where the records of a stream end. The sink methods of `DataStream`. */
export abstract class StreamWithSinks<T> extends NamesThatAreGone {
  abstract readonly environment: TransformationCollector;
  abstract readonly transformation: Transformation;

  /**
   * A sink of writer and, for exactly-once, committer; one's own is an object with `createWriter` and `createCommitter`.
   * Behind `keyBy` it gets the records by key, but no state of the key: a writer has none in Flink either.
   */
  sinkTo(sink: Sink<T>): DataStreamSink {
    const { environment } = this;
    return this.end(
      new SinkTransformation(
        environment.nextId(),
        environment.getParallelism(),
        this.transformation,
        // The writer gets only values of this stream.
        sink as Sink<unknown>,
      ),
    );
  }

  /** A sink function of one's own. Behind `keyBy` a rich one has state of the key (`KeyedStream.addSink`). */
  addSink(fn: SinkFunction<T>): DataStreamSink {
    return this.legacySink("Unnamed", streamSinkFactory(fn as SinkFunction<unknown>, this.keyFor(fn)));
  }

  /**
   * Prints each record to the standard output of the TaskManager on which it ends: a log on that machine, which the host
   * reads by `run.stdout("A")` and `tidemark run` shows. Each line begins with `identifier:subtask> `, without the subtask
   * if there is only one, and without either if there is no identifier. Lines of records that are replayed after a failure
   * are there again.
   *
   * ```ts
   * export default (env: StreamExecutionEnvironment) => {
   *   env.fromElements("a", "b").print("words");
   *   env.execute();
   * };
   * // stdout: words> a, words> b
   * ```
   *
   * State: none.
   */
  print(identifier = ""): DataStreamSink {
    return this.legacySink("Print to Std. Out", printSinkFactory(identifier, "out"));
  }

  /** As `print`, to the standard error, which the host reads by `run.stderr("A")`. */
  printToErr(identifier = ""): DataStreamSink {
    return this.legacySink("Print to Std. Err", printSinkFactory(identifier, "err"));
  }

  /**
   * Collects the records for the host, which reads them by `run.collected(name)`: each exactly once if the job takes
   * checkpoints, and there from the checkpoint on that comes after it (the records of the last stretch when the job
   * finishes). Without checkpoints all are there when the job finishes, and none if it does not. They travel as JSON. Flink's
   * sink has one operator and a buffer on the JobManager; this one is a writer and a committer on a log outside the cluster.
   *
   * ```ts
   * export default (env: StreamExecutionEnvironment) => {
   *   const squares = env.fromSequence(1, 3).map((n) => n * n);
   *   squares.print();
   *   squares.collectAsync("squares");
   *   env.execute();
   * };
   * // stdout: 1, 4, 9
   * ```
   *
   * State: the transactions that are prepared and not committed; each goes with its checkpoint.
   * @param name of the results; each `collectAsync` of a job needs its own
   */
  collectAsync(name: string = COLLECTED): DataStreamSink {
    const log = transactionalLogSink<T>({ log: name, serialize: (value) => JSON.stringify(value) ?? "null" });
    return this.sinkTo(log).name("Data stream collect sink").setParallelism(1);
  }

  /** `collectAsync`, and the job is executed. The host reads the records when the run has ended. */
  executeAndCollect(jobName = "DataStream Collect"): JobHandle {
    this.collectAsync();
    return this.environment.execute(jobName);
  }

  private legacySink(name: string, factory: OperatorFactory): DataStreamSink {
    const { environment, transformation } = this;
    return this.end(
      new LegacySinkTransformation(
        environment.nextId(),
        name,
        environment.getParallelism(),
        transformation,
        factory,
        this.keyOfInput(),
      ),
    );
  }

  /** The key that the operators behind this stream have, or null. */
  protected abstract keyOfInput(): KeyedInput | null;

  /** Only a rich function can ask for state; for any other no key is worked out. */
  protected keyFor(fn: unknown): RecordKey {
    return typeof fn === "object" ? (this.keyOfInput()?.keySelector ?? null) : null;
  }

  private end(transformation: Transformation): DataStreamSink {
    this.environment.addOperator(transformation);
    return new DataStreamSink(transformation);
  }
}
