import type { SourceReader, SourceReaderContext } from "../api/source.ts";
import { cloneFunction } from "../operators/clone-function.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { IndexedSource } from "./indexed-source.ts";
import { IndexedReader, type IndexedSplit, splitRange } from "./indexed-splits.ts";
import { RateLimiterStrategy } from "./rate-limiter.ts";

/** Makes the record of a number; must give the same for the same. `GeneratorFunction`. */
export type GeneratorFunction<T> = ((index: number) => T) | { map(index: number): T };

/**
 * Records made from the numbers 0 to `count` − 1, as fast as the strategy allows. `DataGeneratorSource`.
 *
 * ```ts
 * export default (env: StreamExecutionEnvironment) => {
 *   const source = new DataGeneratorSource((n) => `order ${n}`, 3, RateLimiterStrategy.perSecond(10));
 *   env.fromSource(source, WatermarkStrategy.noWatermarks<string>(), "orders").print();
 *   env.execute();
 * };
 * // stdout: order 0, order 1, order 2
 * ```
 *
 * State: the ranges of numbers and how far they were read; a range goes when it is read. After a failure the same numbers
 * are made into records again, and the limiter begins anew.
 */
export class DataGeneratorSource<T> extends IndexedSource<T> {
  private readonly generator: GeneratorFunction<T>;
  private readonly count: number;
  private readonly strategy: RateLimiterStrategy;

  /** @param count number of records; at least 0 */
  constructor(
    generator: GeneratorFunction<T>,
    count: number,
    strategy: RateLimiterStrategy = RateLimiterStrategy.noOp(),
  ) {
    super();
    if (!Number.isSafeInteger(count) || count < 0)
      throw new IllegalArgumentError(`A generator makes a number of records that is at least 0, not ${count}.`);
    this.generator = generator;
    this.count = count;
    this.strategy = strategy;
  }

  override createReader(context: SourceReaderContext): SourceReader<T, IndexedSplit> {
    const generator = cloneFunction(this.generator);
    const make = typeof generator === "function" ? generator : (index: number) => generator.map(index);
    const limiter = this.strategy.createRateLimiter(context.parallelism);
    return new IndexedReader(context, ({ first }, position) => make(first + position), limiter);
  }

  protected override splits(parallelism: number): readonly IndexedSplit[] {
    return splitRange(0, this.count - 1, parallelism);
  }
}
