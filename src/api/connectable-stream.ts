import { type Transformation, TwoInputTransformation } from "../graph/transformation.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import { BroadcastConnectedStream, BroadcastStream } from "./broadcast-connected-stream.ts";
import { type AddTwoInputOperator, type AnyStream, ConnectedStreams, keyOf } from "./connected-streams.ts";
import type { DataStream, SingleOutputStreamOperator } from "./data-stream.ts";
import { CoGroupedStreams, JoinedStreams } from "./joined-streams.ts";
import { PartitionedStream } from "./partitioned-stream.ts";

/** How a stream meets another one. The methods of `DataStream` that take a second stream. */
export abstract class ConnectableStream<T> extends PartitionedStream<T> {
  /** This stream and another of any type, or a broadcast one, for an operator of both. */
  connect<R>(this: DataStream<T>, other: DataStream<R>): ConnectedStreams<T, R>;
  connect<R>(this: DataStream<T>, other: BroadcastStream<R>): BroadcastConnectedStream<T, R>;
  connect<R>(
    this: DataStream<T>,
    other: DataStream<R> | BroadcastStream<R>,
  ): ConnectedStreams<T, R> | BroadcastConnectedStream<T, R> {
    const add: AddTwoInputOperator = (name, first, second, factory) =>
      this.addTwoInputOperator(name, first, second, factory);
    return other instanceof BroadcastStream
      ? new BroadcastConnectedStream<T, R>(this, other, add)
      : new ConnectedStreams<T, R>(this, other, add);
  }

  /** Pairs of records of this stream and another: `join(other).where(key).equalTo(key).window(assigner).apply(fn)`. */
  join<R>(this: DataStream<T>, other: DataStream<R>): JoinedStreams<T, R> {
    return new JoinedStreams<T, R>(this, other);
  }

  /** Records of this stream and another by key and window: `coGroup(other).where(key).equalTo(key).window(assigner).apply(fn)`. */
  coGroup<R>(this: DataStream<T>, other: DataStream<R>): CoGroupedStreams<T, R> {
    return new CoGroupedStreams<T, R>(this, other);
  }

  /** @internal Puts an operator behind two streams. */
  addTwoInputOperator<O>(
    name: string,
    first: AnyStream,
    second: AnyStream,
    factory: OperatorFactory,
  ): SingleOutputStreamOperator<O> {
    const { environment } = this;
    return this.addOperator<O>(
      new TwoInputTransformation(
        environment.nextId(),
        name,
        environment.getParallelism(),
        first.transformation,
        second.transformation,
        factory,
        keyOf(first),
        keyOf(second),
      ),
    );
  }

  protected abstract addOperator<O>(transformation: Transformation): SingleOutputStreamOperator<O>;
}
