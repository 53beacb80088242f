/** Two streams whose records meet in windows of their keys. `JoinedStreams`, `CoGroupedStreams`. */
import {
  CoGroupWindowFunction,
  JoinWindowFunction,
  type TaggedUnion,
  taggedUnionType,
  unionKeySelector,
} from "../operators/tagged-union.ts";
import type { TypeInformation } from "../types/type-information.ts";
import type { Evictor } from "../windowing/evictor.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import type { DataStream, SingleOutputStreamOperator } from "./data-stream.ts";
import type { CoGroupFunction, JoinFunction, KeySelector } from "./functions.ts";
import type { WindowedStream } from "./windowed-stream.ts";

/** Both inputs, and which records of the first meet which of the second. */
interface Sides<L, R, K> {
  readonly first: DataStream<L>;
  readonly second: DataStream<R>;
  readonly firstKey: KeySelector<L, K>;
  readonly secondKey: KeySelector<R, K>;
  readonly keyType: TypeInformation<K> | null;
}

/** `stream.join(other)`: pairs of records with equal keys in the same window. A record without partner gives nothing. */
export class JoinedStreams<L, R> {
  private readonly first: DataStream<L>;
  private readonly second: DataStream<R>;

  constructor(first: DataStream<L>, second: DataStream<R>) {
    this.first = first;
    this.second = second;
  }

  /** @param keyType decides the hash of the key; default: by the value */
  where<K>(firstKey: KeySelector<L, K>, keyType: TypeInformation<K> | null = null) {
    const { first, second } = this;
    return {
      equalTo: (secondKey: KeySelector<R, K>) => ({
        window: (assigner: WindowAssigner) =>
          new JoinWindow<L, R, K>({ first, second, firstKey, secondKey, keyType }, assigner),
      }),
    };
  }
}

/** `stream.coGroup(other)`: all records with equal keys in the same window, of either stream, together. */
export class CoGroupedStreams<L, R> {
  private readonly first: DataStream<L>;
  private readonly second: DataStream<R>;

  constructor(first: DataStream<L>, second: DataStream<R>) {
    this.first = first;
    this.second = second;
  }

  /** @param keyType decides the hash of the key; default: by the value */
  where<K>(firstKey: KeySelector<L, K>, keyType: TypeInformation<K> | null = null) {
    const { first, second } = this;
    return {
      equalTo: (secondKey: KeySelector<R, K>) => ({
        window: (assigner: WindowAssigner) =>
          new CoGroupWindow<L, R, K>({ first, second, firstKey, secondKey, keyType }, assigner),
      }),
    };
  }
}

/** The settings of the window in which both streams meet. */
abstract class UnionWindow<L, R, K> {
  protected readonly windows: WindowedStream<TaggedUnion<L, R>, K>;

  constructor({ first, second, firstKey, secondKey, keyType }: Sides<L, R, K>, assigner: WindowAssigner) {
    const tagged = sameParallelism<L, TaggedUnion<L, R>>(first, (value) => ({ input: 1, value }));
    const others = sameParallelism<R, TaggedUnion<L, R>>(second, (value) => ({ input: 2, value }));
    const type = taggedUnionType<L, R>(first.transformation.outputType, second.transformation.outputType);
    if (type !== null) for (const side of [tagged, others]) side.returns(type);
    this.windows = tagged.union(others).keyBy(unionKeySelector(firstKey, secondKey), keyType).window(assigner);
  }

  /** As `WindowedStream.trigger`. */
  trigger(trigger: Trigger): this {
    this.windows.trigger(trigger);
    return this;
  }

  /** As `WindowedStream.evictor`; it sees the records of both streams in one list. */
  evictor(evictor: Evictor<TaggedUnion<L, R>>): this {
    this.windows.evictor(evictor);
    return this;
  }

  /** As `WindowedStream.allowedLateness`. */
  allowedLateness(latenessMs: number): this {
    this.windows.allowedLateness(latenessMs);
    return this;
  }
}

/** `JoinedStreams.WithWindow`. */
export class JoinWindow<L, R, K> extends UnionWindow<L, R, K> {
  /** @param fn called for each pair; gives the result, or collects any number and gives nothing */
  apply<O>(fn: JoinFunction<L, R, O>): SingleOutputStreamOperator<O> {
    return this.windows.apply(new JoinWindowFunction<L, R, O, K>(fn));
  }
}

/** `CoGroupedStreams.WithWindow`. */
export class CoGroupWindow<L, R, K> extends UnionWindow<L, R, K> {
  /** @param fn called for each window that holds a record of either stream */
  apply<O>(fn: CoGroupFunction<L, R, O>): SingleOutputStreamOperator<O> {
    return this.windows.apply(new CoGroupWindowFunction<L, R, O, K>(fn));
  }
}

/** The tagging stays with its input, chained to it. */
function sameParallelism<T, U>(input: DataStream<T>, tag: (value: T) => U): SingleOutputStreamOperator<U> {
  const tagged = input.map(tag);
  tagged.transformation.parallelism = input.transformation.parallelism;
  return tagged;
}
