/** Two streams of different types whose records one operator gets. `ConnectedStreams`. */
import type { KeyedInput, Transformation } from "../graph/transformation.ts";
import { coFlatMapOperatorFactory, coMapOperatorFactory, coProcessOperatorFactory } from "../operators/co-operators.ts";
import type { RecordKey } from "../operators/function-operator.ts";
import { keyedCoProcessOperatorFactory } from "../operators/keyed-co-process-operator.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import { UnsupportedOperationError } from "../types/errors.ts";
import type { TypeInformation } from "../types/type-information.ts";
import type { CoFlatMapFunction, CoMapFunction, CoProcessFunction, KeyedCoProcessFunction } from "./co-functions.ts";
import type { DataStream, SingleOutputStreamOperator } from "./data-stream.ts";
import type { KeySelector } from "./functions.ts";

/** A stream whose type does not matter. */
export interface AnyStream {
  readonly transformation: Transformation;
}

/** Puts an operator behind two streams; given by `DataStream`, which this file does not import. */
export type AddTwoInputOperator = <O>(
  name: string,
  first: AnyStream,
  second: AnyStream,
  factory: OperatorFactory,
) => SingleOutputStreamOperator<O>;

/** `stream.connect(other)`. */
export class ConnectedStreams<L, R> {
  readonly first: DataStream<L>;
  readonly second: DataStream<R>;
  private readonly add: AddTwoInputOperator;

  constructor(first: DataStream<L>, second: DataStream<R>, add: AddTwoInputOperator) {
    this.first = first;
    this.second = second;
    this.add = add;
  }

  /**
   * Both streams by key: equal keys of either meet in one subtask and share state and timers.
   * @param keyType decides the hash of the key; default: by the value
   */
  keyBy<K>(
    firstKey: KeySelector<L, K>,
    secondKey: KeySelector<R, K>,
    keyType: TypeInformation<K> | null = null,
  ): ConnectedStreams<L, R> {
    return new ConnectedStreams<L, R>(
      this.first.keyBy(firstKey, keyType),
      this.second.keyBy(secondKey, keyType),
      this.add,
    );
  }

  /** One result for each record. */
  map<O>(fn: CoMapFunction<L, R, O>): SingleOutputStreamOperator<O> {
    return this.transform<O>(
      "Co-Map",
      coMapOperatorFactory(fn as CoMapFunction<unknown, unknown, unknown>, this.keys()),
    );
  }

  /** Any number of results for each record. */
  flatMap<O>(fn: CoFlatMapFunction<L, R, O>): SingleOutputStreamOperator<O> {
    const any = fn as CoFlatMapFunction<unknown, unknown, unknown>;
    return this.transform<O>("Co-Flat Map", coFlatMapOperatorFactory(any, this.keys()));
  }

  /**
   * With state and timers of the key where both streams are keyed. A keyed function on streams that are not is refused when
   * it asks for state or timers.
   */
  process<O>(fn: CoProcessFunction<L, R, O>): SingleOutputStreamOperator<O>;
  process<O>(fn: KeyedCoProcessFunction<unknown, L, R, O>): SingleOutputStreamOperator<O>;
  process<O>(fn: CoProcessFunction<L, R, O> | KeyedCoProcessFunction<unknown, L, R, O>): SingleOutputStreamOperator<O> {
    const [first, second] = [keyOf(this.first), keyOf(this.second)];
    if (first === null && second === null) {
      const any = fn as CoProcessFunction<unknown, unknown, unknown>;
      return this.transform<O>("Co-Process", coProcessOperatorFactory(any));
    }
    if (first === null || second === null)
      throw new UnsupportedOperationError(
        "KeyedCoProcessFunction can only be used when both input streams are of type KeyedStream: put keyBy before both, or before neither.",
      );
    const keyed = fn as KeyedCoProcessFunction<unknown, unknown, unknown, unknown>;
    return this.transform<O>(
      "Co-Keyed-Process",
      keyedCoProcessOperatorFactory(keyed, first.keySelector, second.keySelector),
    );
  }

  private keys(): readonly [RecordKey, RecordKey] {
    return [keyOf(this.first)?.keySelector ?? null, keyOf(this.second)?.keySelector ?? null];
  }

  /** Adds an operator of one's own. */
  transform<O>(name: string, factory: OperatorFactory): SingleOutputStreamOperator<O> {
    return this.add<O>(name, this.first, this.second, factory);
  }
}

/** The key of a stream; null for one that is not keyed. */
export function keyOf(stream: AnyStream): KeyedInput | null {
  return "key" in stream ? (stream.key as KeyedInput) : null;
}
