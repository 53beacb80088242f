/** Reads text files, which are inputs of the scenario here. `FileSource`, of records of a stream format. */
import type { SourceReader, SourceReaderContext } from "../api/source.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { valueToText } from "../types/value-text.ts";
import { IndexedSource } from "./indexed-source.ts";
import { IndexedReader, type IndexedSplit } from "./indexed-splits.ts";

/** A file, and how many of its lines were read. */
export interface FileSourceSplit extends IndexedSplit {
  readonly path: string;
}

/** How a file becomes records. `StreamFormat`. */
export interface StreamFormat<T> {
  /** @param line one record of the input, as text */
  read(line: string): T;
}

/** Each line is a record. `TextLineInputFormat`. */
export class TextLineInputFormat implements StreamFormat<string> {
  read(line: string): string {
    return line;
  }
}

/**
 * The records of one or more inputs of the scenario, line by line, as fast as it goes. A file is one split: with more
 * subtasks than files some have nothing to read. Made by `FileSource.forRecordStreamFormat(format, ...names).build()`.
 *
 * ```ts
 * export default (env: StreamExecutionEnvironment) => {
 *   const source = FileSource.forRecordStreamFormat(new TextLineInputFormat(), "words").build();
 *   env.fromSource(source, WatermarkStrategy.noWatermarks<string>(), "words").print();
 *   env.execute();
 * };
 * // stdout: to, be
 * ```
 *
 * State: the files and how many lines of each were read; a file goes when it is read.
 */
export class FileSource<T> extends IndexedSource<T, FileSourceSplit> {
  private readonly format: StreamFormat<T>;
  private readonly paths: readonly string[];

  /** @internal */
  constructor(format: StreamFormat<T>, paths: readonly string[]) {
    super();
    this.format = format;
    this.paths = paths;
  }

  /**
   * @param paths names of inputs of the scenario; at least one
   * @throws IllegalArgumentError without a name
   */
  static forRecordStreamFormat<T>(format: StreamFormat<T>, ...paths: readonly string[]): { build(): FileSource<T> } {
    if (paths.length === 0) throw new IllegalArgumentError("A file source needs the name of at least one input.");
    return { build: () => new FileSource(format, paths) };
  }

  override createReader(context: SourceReaderContext): SourceReader<T, FileSourceSplit> {
    return new FileReader(context, this.format);
  }

  /** How long a file is its reader will see. */
  protected override splits(): readonly FileSourceSplit[] {
    return this.paths.map((path, i) => ({ splitId: `${path}#${i + 1}`, path, first: 0, length: 0, offset: 0 }));
  }
}

class FileReader<T> extends IndexedReader<T, FileSourceSplit> {
  readonly #input: SourceReaderContext["input"];

  constructor(context: SourceReaderContext, format: StreamFormat<T>) {
    super(context, ({ path }, position) => format.read(valueToText(context.input(path)[position])));
    this.#input = context.input;
  }

  override addSplits(splits: readonly FileSourceSplit[]): void {
    super.addSplits(splits.map((split) => ({ ...split, length: this.#input(split.path).length })));
  }
}
