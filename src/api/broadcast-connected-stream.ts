/** A stream, and another one that every subtask gets whole. `BroadcastStream`, `BroadcastConnectedStream`. */
import { broadcastOperatorFactory } from "../operators/broadcast-operator.ts";
import type { BroadcastDescriptor } from "../operators/broadcast-states.ts";
import { keyedBroadcastOperatorFactory } from "../operators/keyed-broadcast-operator.ts";
import type { BroadcastProcessFunction, KeyedBroadcastProcessFunction } from "./co-functions.ts";
import { type AddTwoInputOperator, keyOf } from "./connected-streams.ts";
import type { DataStream, SingleOutputStreamOperator } from "./data-stream.ts";

/** `stream.broadcast(descriptor, …)`: its records go to all subtasks, which keep them in the declared states. */
export class BroadcastStream<T> {
  readonly stream: DataStream<T>;
  readonly descriptors: readonly BroadcastDescriptor[];

  constructor(stream: DataStream<T>, descriptors: readonly BroadcastDescriptor[]) {
    this.stream = stream;
    this.descriptors = descriptors;
  }
}

/** `stream.connect(broadcastStream)`. */
export class BroadcastConnectedStream<L, R> {
  private readonly first: DataStream<L>;
  private readonly second: BroadcastStream<R>;
  private readonly add: AddTwoInputOperator;

  constructor(first: DataStream<L>, second: BroadcastStream<R>, add: AddTwoInputOperator) {
    this.first = first;
    this.second = second;
    this.add = add;
  }

  /** A `KeyedBroadcastProcessFunction` behind a keyed stream, a `BroadcastProcessFunction` behind any other. */
  process<O>(fn: BroadcastProcessFunction<L, R, O>): SingleOutputStreamOperator<O>;
  process<O>(fn: KeyedBroadcastProcessFunction<unknown, L, R, O>): SingleOutputStreamOperator<O>;
  process<O>(
    fn: BroadcastProcessFunction<L, R, O> | KeyedBroadcastProcessFunction<unknown, L, R, O>,
  ): SingleOutputStreamOperator<O> {
    const { stream, descriptors } = this.second;
    const key = keyOf(this.first);
    if (key === null) {
      const any = fn as BroadcastProcessFunction<unknown, unknown, unknown>;
      return this.add<O>("Co-Process-Broadcast", this.first, stream, broadcastOperatorFactory(any, descriptors));
    }
    const keyed = fn as KeyedBroadcastProcessFunction<unknown, unknown, unknown, unknown>;
    const factory = keyedBroadcastOperatorFactory(keyed, key.keySelector, descriptors);
    return this.add<O>("Co-Process-Broadcast-Keyed", this.first, stream, factory);
  }
}
