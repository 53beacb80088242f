import type {
  Source,
  SourceReader,
  SourceReaderContext,
  SplitEnumerator,
  SplitEnumeratorContext,
} from "../api/source.ts";
import { type IndexedSplit, SplitOnRequestEnumerator } from "./indexed-splits.ts";

/** A bounded source whose splits are ranges of positions, dealt out on request. State: what is not read yet. */
export abstract class IndexedSource<T, Split extends IndexedSplit = IndexedSplit>
  implements Source<T, Split, readonly Split[]>
{
  readonly boundedness = "bounded";

  createEnumerator(context: SplitEnumeratorContext<Split>): SplitEnumerator<Split, readonly Split[]> {
    return this.restoreEnumerator(context, this.splits(context.currentParallelism()));
  }

  restoreEnumerator(
    context: SplitEnumeratorContext<Split>,
    remaining: readonly Split[],
  ): SplitEnumerator<Split, readonly Split[]> {
    return new SplitOnRequestEnumerator(context, remaining);
  }

  abstract createReader(context: SourceReaderContext): SourceReader<T, Split>;

  /** All of its splits, for a fresh start. */
  protected abstract splits(parallelism: number): readonly Split[];
}
