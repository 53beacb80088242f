/** Counts words as they come: a line for each word with its count so far. */
import { type Collector, type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";

/** A line of a text and when it was said. */
export interface Line {
  /** ms */
  readonly time: number;
  readonly text: string;
}

/** A word and how often it has been seen. */
export interface WordCount {
  readonly word: string;
  readonly count: number;
}

function splitIntoWords(line: Line, out: Collector<WordCount>): void {
  for (const word of line.text.toLowerCase().split(/\W+/)) if (word !== "") out.collect({ word, count: 1 });
}

/** Log: `words`. */
export const wordCount: JobProgram = (env) => {
  env
    .fromSource(
      replaySource<Line>({ input: "lines", timestampOf: (line) => line.time, speed: 1, disorderMs: 0, splits: 2 }),
      WatermarkStrategy.forMonotonousTimestamps<Line>(),
      "lines",
    )
    .uid("lines")
    .flatMap<WordCount>(splitIntoWords)
    .name("words")
    .uid("words")
    .keyBy(({ word }) => word)
    .reduce((sum, next) => ({ word: sum.word, count: sum.count + next.count }))
    .name("count")
    .uid("count")
    .sinkTo(transactionalLogSink<WordCount>({ log: "words", serialize: ({ word, count }) => `${word} ${count}` }))
    .name("counts")
    .uid("counts");
  env.execute("word-count");
};

export default wordCount;
