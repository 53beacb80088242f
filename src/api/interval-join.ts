/** Joins two keyed streams by the distance of their timestamps. `KeyedStream.IntervalJoin`. */
import {
  checkBounds,
  type IntervalJoinOptions,
  intervalJoinOperatorFactory,
} from "../operators/interval-join-operator.ts";
import type { ProcessJoinFunction } from "./co-functions.ts";
import type { ConnectedStreams } from "./connected-streams.ts";
import type { KeyedStream, SingleOutputStreamOperator } from "./data-stream.ts";
import type { OutputTag } from "./output-tag.ts";

/** Puts two streams together; given by `KeyedStream`, which this file does not import. */
type Connect<L, R> = () => ConnectedStreams<L, R>;

/** `stream.intervalJoin(other)`. */
export class IntervalJoin<L, R, K> {
  private readonly first: KeyedStream<L, K>;
  private readonly second: KeyedStream<R, K>;
  private readonly connect: Connect<L, R>;

  constructor(first: KeyedStream<L, K>, second: KeyedStream<R, K>, connect: Connect<L, R>) {
    this.first = first;
    this.second = second;
    this.connect = connect;
  }

  /**
   * A record of this stream meets those of the other whose timestamps lie between its own plus the bounds, both included.
   * Throws for an empty interval.
   * @param lowerBoundMs may be negative
   * @param upperBoundMs not below the lower one
   */
  between(lowerBoundMs: number, upperBoundMs: number): IntervalJoined<L, R> {
    const options = {
      firstKey: this.first.key.keySelector,
      secondKey: this.second.key.keySelector,
      firstType: this.first.transformation.outputType,
      secondType: this.second.transformation.outputType,
      lowerBoundMs,
      upperBoundMs,
      lowerInclusive: true,
      upperInclusive: true,
    };
    checkBounds(options);
    return new IntervalJoined<L, R>(options, this.connect);
  }
}

/** The bounds are known; the function is still missing. `KeyedStream.IntervalJoined`. */
export class IntervalJoined<L, R> {
  private options: IntervalJoinOptions;
  private readonly connect: Connect<L, R>;

  constructor(options: IntervalJoinOptions, connect: Connect<L, R>) {
    this.options = options;
    this.connect = connect;
  }

  /** The lower bound itself is too early. */
  lowerBoundExclusive(): this {
    return this.with({ lowerInclusive: false });
  }

  /** The upper bound itself is too late. */
  upperBoundExclusive(): this {
    return this.with({ upperInclusive: false });
  }

  /** Records of this stream that come behind the watermark go there; without it they are dropped. */
  sideOutputLeftLateData(tag: OutputTag<L>): this {
    return this.with({ leftLateTag: tag });
  }

  /** Records of the other stream that come behind the watermark go there; without it they are dropped. */
  sideOutputRightLateData(tag: OutputTag<R>): this {
    return this.with({ rightLateTag: tag });
  }

  /** Called for each pair; results carry the greater timestamp of both. */
  process<O>(fn: ProcessJoinFunction<L, R, O>): SingleOutputStreamOperator<O> {
    const any = fn as ProcessJoinFunction<unknown, unknown, unknown>;
    return this.connect().transform<O>("Interval Join", intervalJoinOperatorFactory(any, this.options));
  }

  private with(change: Partial<IntervalJoinOptions>): this {
    this.options = { ...this.options, ...change };
    return this;
  }
}
