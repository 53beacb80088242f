import type { SourceReader, SourceReaderContext } from "../api/source.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { IndexedSource } from "./indexed-source.ts";
import { IndexedReader, type IndexedSplit, splitRange } from "./indexed-splits.ts";

/**
 * The integers from `from` to `to`, both included: as many ranges as there are subtasks, each of which reads what it gets.
 * `NumberSequenceSource`. State: the ranges and how far they were read; a range goes when it is read.
 *
 * @throws IllegalArgumentError when `from` is greater than `to`, or one of them is no safe integer
 */
export class NumberSequenceSource extends IndexedSource<number> {
  private readonly from: number;
  private readonly to: number;

  constructor(from: number, to: number) {
    super();
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to))
      throw new IllegalArgumentError(`A sequence goes from integer to integer, not from ${from} to ${to}.`);
    if (from > to) throw new IllegalArgumentError("'from' must be <= 'to'");
    this.from = from;
    this.to = to;
  }

  override createReader(context: SourceReaderContext): SourceReader<number, IndexedSplit> {
    return new IndexedReader(context, ({ first }, position) => first + position);
  }

  protected override splits(parallelism: number): readonly IndexedSplit[] {
    return splitRange(this.from, this.to, parallelism);
  }
}
