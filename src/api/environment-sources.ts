import { DataGeneratorSource } from "../connectors/data-generator-source.ts";
import { FromElementsFunction } from "../connectors/from-elements.ts";
import { NumberSequenceSource } from "../connectors/number-sequence-source.ts";
import { SocketTextStreamFunction } from "../connectors/socket-text-stream.ts";
import { LegacySourceTransformation, SourceTransformation, type Transformation } from "../graph/transformation.ts";
import { streamSourceFactory } from "../operators/stream-source.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { DataStreamSource } from "./data-stream.ts";
import type { JobHandle, StreamSources } from "./execution-environment.ts";
import { EnvironmentNamesThatAreGone } from "./names-that-are-gone.ts";
import type { Source, SourceSplit } from "./source.ts";
import type { SourceFunction } from "./source-function.ts";
import type { TransformationCollector } from "./transformation-collector.ts";
import { WatermarkStrategy } from "./watermark-strategy.ts";

/** The ways into a job. The source methods of `StreamExecutionEnvironment`, with the names that Flink gives the operators. */
export abstract class EnvironmentSources
  extends EnvironmentNamesThatAreGone
  implements StreamSources, TransformationCollector
{
  abstract nextId(): number;
  abstract getParallelism(): number;
  abstract addOperator(transformation: Transformation): void;
  abstract execute(jobName?: string): JobHandle;

  fromSource<T, Split extends SourceSplit, EnumState>(
    source: Source<T, Split, EnumState>,
    watermarkStrategy: WatermarkStrategy<T>,
    name: string,
  ): DataStreamSource<T> {
    // The graph does not look into the values; the strategy comes back together with the source that it was given for.
    const strategy = watermarkStrategy as WatermarkStrategy<unknown>;
    const transformation = new SourceTransformation(this.nextId(), name, this.getParallelism(), source, strategy);
    return new DataStreamSource<T>(this, transformation);
  }

  fromSequence(from: number, to: number): DataStreamSource<number> {
    const source = new NumberSequenceSource(from, to);
    return this.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "Sequence Source");
  }

  fromData<T>(...values: readonly T[]): DataStreamSource<T> {
    const source = new DataGeneratorSource((index) => values[index], values.length);
    return this.fromSource(source, WatermarkStrategy.noWatermarks<T>(), "Collection Source").setParallelism(1);
  }

  fromElements<T>(...values: readonly T[]): DataStreamSource<T> {
    if (values.length === 0) throw new IllegalArgumentError("fromElements needs at least one element as argument.");
    return this.fromCollection(values);
  }

  fromCollection<T>(values: Iterable<T>): DataStreamSource<T> {
    return this.addSource(new FromElementsFunction(values), "Collection Source");
  }

  /** Its port and the like say nothing here: a simulated system has one way in. */
  socketTextStream(service: string): DataStreamSource<string> {
    return this.addSource(new SocketTextStreamFunction(service), "Socket Stream");
  }

  addSource<T>(fn: SourceFunction<T>, name = "Custom Source"): DataStreamSource<T> {
    const factory = streamSourceFactory(fn as SourceFunction<unknown>);
    const transformation = new LegacySourceTransformation(
      this.nextId(),
      name,
      this.getParallelism(),
      factory,
      fn.parallel !== true,
    );
    return new DataStreamSource<T>(this, transformation);
  }
}
