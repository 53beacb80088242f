import { Partitioner, type ShipStrategy } from "../graph/partitioner.ts";
import { PartitionTransformation } from "../graph/transformation.ts";
import type { BroadcastDescriptor } from "../operators/broadcast-states.ts";
import { BroadcastStream } from "./broadcast-connected-stream.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeySelector } from "./functions.ts";
import { StreamWithSinks } from "./stream-with-sinks.ts";

/** How the records of a stream are spread over the subtasks of what reads them. The partitioning methods of `DataStream`. */
export abstract class PartitionedStream<T> extends StreamWithSinks<T> {
  /** Round robin over all subtasks. */
  rebalance(): DataStream<T> {
    return this.partitioned("REBALANCE");
  }

  /** Round robin over the subtasks that lie next. */
  rescale(): DataStream<T> {
    return this.partitioned("RESCALE");
  }

  /** At random. */
  shuffle(): DataStream<T> {
    return this.partitioned("SHUFFLE");
  }

  /** Each record to all subtasks. */
  broadcast(): DataStream<T>;
  /** The same, for an operator that keeps the records in these states: to be given to `connect`. */
  broadcast(...descriptors: readonly BroadcastDescriptor[]): BroadcastStream<T>;
  broadcast(...descriptors: readonly BroadcastDescriptor[]): DataStream<T> | BroadcastStream<T> {
    const stream = this.partitioned("BROADCAST");
    return descriptors.length === 0 ? stream : new BroadcastStream<T>(stream, descriptors);
  }

  /** All records to the first subtask. */
  global(): DataStream<T> {
    return this.partitioned("GLOBAL");
  }

  /** Each subtask to its counterpart; needs the same parallelism on both sides. */
  forward(): DataStream<T> {
    return this.partitioned("FORWARD");
  }

  /** @param partition takes a record's key and the number of channels, gives the channel */
  partitionCustom<K>(partition: (key: K, channels: number) => number, selector: KeySelector<T, K>): DataStream<T> {
    const partitioner = new Partitioner(
      "CUSTOM",
      selector as KeySelector<unknown, unknown>,
      null,
      partition as (key: unknown, channels: number) => number,
    );
    return this.stream(this.partitionWith(partitioner));
  }

  /** `KeyedStream` refuses: its partitioning is what its state stands on. */
  protected partitioned(strategy: ShipStrategy): DataStream<T> {
    return this.stream(this.partitionWith(new Partitioner(strategy)));
  }

  protected partitionWith(partitioner: Partitioner): PartitionTransformation {
    return new PartitionTransformation(this.environment.nextId(), this.transformation, partitioner);
  }

  /** The stream behind a partitioning; given by `DataStream`, which this file does not import. */
  protected abstract stream(transformation: PartitionTransformation): DataStream<T>;
}
