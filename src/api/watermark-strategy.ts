import { checkIdleTimeout, type RelativeClock, WatermarksWithIdleness } from "../time/idleness.ts";
import {
  AscendingTimestampsWatermarks,
  BoundedOutOfOrdernessWatermarks,
  NoWatermarksGenerator,
  type WatermarkGenerator,
} from "../time/watermark-generators.ts";

/** Gives the event time of a value, ms; `recordTimestampMs` is what it had before (`MIN_TIMESTAMP` if none). `TimestampAssigner`. */
export type TimestampAssigner<T> = (value: T, recordTimestampMs: number) => number;

const recordTimestamp: TimestampAssigner<unknown> = (_value, recordTimestampMs) => recordTimestampMs;

/** Builds a generator; called once per subtask attempt and split. */
type GeneratorSupplier<T> = () => WatermarkGenerator<T>;

/**
 * Which timestamps the records get and how watermarks come from them. Immutable: each `with…` gives a new strategy.
 * `WatermarkStrategy`.
 */
export class WatermarkStrategy<T> {
  private readonly supplier: GeneratorSupplier<T>;
  private readonly assigner: TimestampAssigner<T>;
  /** ms; null: never idle. */
  readonly idleTimeoutMs: number | null;
  /** ms; null: a generator of one's own, which may stay behind as it likes. */
  readonly maxOutOfOrdernessMs: number | null;

  private constructor(
    supplier: GeneratorSupplier<T>,
    assigner: TimestampAssigner<T>,
    idleTimeoutMs: number | null,
    maxOutOfOrdernessMs: number | null,
  ) {
    this.supplier = supplier;
    this.assigner = assigner;
    this.idleTimeoutMs = idleTimeoutMs;
    this.maxOutOfOrdernessMs = maxOutOfOrdernessMs;
  }

  /** For timestamps that only rise (within each split). */
  static forMonotonousTimestamps<T>(): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>(() => new AscendingTimestampsWatermarks(), recordTimestamp, null, 0);
  }

  /** For events that come up to `maxOutOfOrdernessMs` later than greater ones. */
  static forBoundedOutOfOrderness<T>(maxOutOfOrdernessMs: number): WatermarkStrategy<T> {
    new BoundedOutOfOrdernessWatermarks(maxOutOfOrdernessMs);
    const supplier = () => new BoundedOutOfOrdernessWatermarks(maxOutOfOrdernessMs);
    return new WatermarkStrategy<T>(supplier, recordTimestamp, null, maxOutOfOrdernessMs);
  }

  /** No watermarks: for jobs in processing time. */
  static noWatermarks<T>(): WatermarkStrategy<T> {
    return WatermarkStrategy.forGenerator<T>(() => new NoWatermarksGenerator());
  }

  /** @param supplier gives a fresh generator at each call */
  static forGenerator<T>(supplier: () => WatermarkGenerator<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>(supplier, recordTimestamp, null, null);
  }

  withTimestampAssigner(assigner: TimestampAssigner<T>): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>(this.supplier, assigner, this.idleTimeoutMs, this.maxOutOfOrdernessMs);
  }

  /** @param idleTimeoutMs silence after which the stream no longer holds back watermarks; greater than 0 */
  withIdleness(idleTimeoutMs: number): WatermarkStrategy<T> {
    checkIdleTimeout(idleTimeoutMs);
    return new WatermarkStrategy<T>(this.supplier, this.assigner, idleTimeoutMs, this.maxOutOfOrdernessMs);
  }

  createTimestampAssigner(): TimestampAssigner<T> {
    return this.assigner;
  }

  /** @param clock measures idleness, ms */
  createWatermarkGenerator(clock: RelativeClock): WatermarkGenerator<T> {
    const generator = this.supplier();
    return this.idleTimeoutMs === null ? generator : new WatermarksWithIdleness(generator, this.idleTimeoutMs, clock);
  }
}
