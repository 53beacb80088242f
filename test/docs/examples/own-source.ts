/** Example of a source of one's own. */
import {
  type InputStatus,
  NO_TIMESTAMP,
  type ReaderOutput,
  type Source,
  type SourceReader,
  type SourceReaderContext,
  type SourceSplit,
  type SplitEnumerator,
  type SplitEnumeratorContext,
  WatermarkStrategy,
} from "../../../src/index.ts";
import type { Example } from "../example.ts";
import { runJob } from "../run-job.ts";

/** A part of the page. */
export const OWN_SOURCE: readonly Example[] = [
  {
    name: "fromSource with a source of one's own",
    keeps:
      "What the enumerator's `snapshotState` gives, here the splits that nobody has asked for; and what each reader's gives: the splits that it has, with their positions. A split goes when its reader no longer lists it.",
    replay:
      "It goes on where the splits of the checkpoint say: here the TaskManager crashes when the first chapter is read and the second begun, and the checkpoint has the first one at its page 3 with the reader, and the second one with the enumerator still. It is `bounded`: the enumerator says at last that there are no more splits, each reader then `end-of-input`, and the job ends. One that is `continuous` never says so.",
    run: () => {
      /** So many pages of a book, from `first` on. */
      interface Chapter extends SourceSplit {
        readonly first: number;
        readonly pages: number;
        readonly offset: number;
      }

      /** Hands a chapter to whoever asks for one. Its state: those that are left. */
      class Shelf implements SplitEnumerator<Chapter, readonly Chapter[]> {
        private readonly context: SplitEnumeratorContext<Chapter>;
        private left: readonly Chapter[];

        constructor(context: SplitEnumeratorContext<Chapter>, left: readonly Chapter[]) {
          this.context = context;
          this.left = left;
        }

        start(): void {}
        addReader(): void {}

        handleSplitRequest(subtask: number): void {
          const [next, ...left] = this.left;
          this.left = left;
          if (next !== undefined) this.context.assignSplit(next, subtask);
          else this.context.signalNoMoreSplits(subtask);
        }

        addSplitsBack(chapters: readonly Chapter[]): void {
          this.left = [...chapters, ...this.left];
        }

        snapshotState(): readonly Chapter[] {
          return this.left;
        }

        close(): void {}
      }

      /** Reads a page a second. */
      class Reader implements SourceReader<string, Chapter> {
        private readonly context: SourceReaderContext;
        private chapter: Chapter | null = null;
        private noMore = false;
        private dueMicros = 0;

        constructor(context: SourceReaderContext) {
          this.context = context;
        }

        start(): void {
          if (this.chapter === null) this.context.sendSplitRequest();
        }

        addSplits([chapter]: readonly Chapter[]): void {
          log.push(`${chapter.splitId} from its page ${chapter.offset}`);
          this.chapter = chapter;
        }

        notifyNoMoreSplits(): void {
          this.noMore = true;
        }

        availableAtMicros(): number {
          return this.chapter !== null || this.noMore ? this.dueMicros : Number.POSITIVE_INFINITY;
        }

        pollNext(output: ReaderOutput<string>): InputStatus {
          if (this.context.now() < this.dueMicros) return "nothing-available";
          if (this.chapter === null) return this.noMore ? "end-of-input" : "nothing-available";
          const { splitId, first, pages, offset } = this.chapter;
          output.createOutputForSplit(splitId).collect(`page ${first + offset}`, NO_TIMESTAMP, offset);
          this.dueMicros = this.context.now() + 1_000_000;
          if (offset + 1 < pages) this.chapter = { ...this.chapter, offset: offset + 1 };
          else {
            output.releaseOutputForSplit(splitId);
            this.chapter = null;
            this.context.sendSplitRequest();
          }
          return "nothing-available";
        }

        snapshotState(): readonly Chapter[] {
          return this.chapter === null ? [] : [this.chapter];
        }

        close(): void {}
      }

      const chapter = (n: number, first: number): Chapter => ({ splitId: `chapter ${n}`, first, pages: 4, offset: 0 });
      const book: Source<string, Chapter, readonly Chapter[]> = {
        boundedness: "bounded",
        createEnumerator: (context) => new Shelf(context, [chapter(1, 0), chapter(2, 4)]),
        restoreEnumerator: (context, left) => new Shelf(context, left),
        createReader: (context) => new Reader(context),
      };

      const log: string[] = [];
      const run = runJob(
        (env) => {
          env.enableCheckpointing(3000);
          env.fromSource(book, WatermarkStrategy.noWatermarks<string>(), "book").setParallelism(1).collectAsync();
          env.execute();
        },
        { faults: ["crash:tm=A@4s/1s"] },
      );
      return [run.collected().join(), log];
    },
    gives: [
      "page 0,page 1,page 2,page 3,page 4,page 5,page 6,page 7",
      [
        "chapter 1 from its page 0",
        "chapter 2 from its page 0",
        "chapter 1 from its page 3",
        "chapter 2 from its page 0",
      ],
    ],
  },
];
