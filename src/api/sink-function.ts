/** Sinks before Sink V2, which Flink 1.20 still runs: a function that takes each record. */
import type { RichFunction, RuntimeContext } from "./functions.ts";

/** What a sink function learns of a record. `SinkFunction.Context`. */
export interface SinkFunctionContext {
  /** ms */
  currentProcessingTime(): number;
  /** ms; `MIN_TIMESTAMP` before the first watermark */
  currentWatermark(): number;
  /** Event time of the record, ms; null when it has none. */
  timestamp(): number | null;
}

/**
 * Takes each record. `SinkFunction`. What it does is done again for records that are replayed after a failure: at least once.
 *
 * ```ts
 * class Longest extends RichSinkFunction<string> {
 *   private longest = "";
 *
 *   invoke(word: string): void {
 *     if (word.length > this.longest.length) this.longest = word;
 *   }
 * }
 *
 * export default (env: StreamExecutionEnvironment) => {
 *   const words = env.fromElements("a", "abc", "ab");
 *   words.addSink(new Longest()).name("longest");
 *   words.print();
 *   env.execute();
 * };
 * // stdout: a, abc, ab
 * ```
 *
 * State: what it keeps as a `CheckpointedFunction`, and behind `keyBy` a rich one in its keyed states; else none.
 */
export type SinkFunction<T> =
  | ((value: T, context: SinkFunctionContext) => void)
  | (RichFunction & { invoke(value: T, context: SinkFunctionContext): void });

/** A sink function that is opened and closed. `RichSinkFunction`. */
export abstract class RichSinkFunction<T> implements RichFunction {
  open(_context: RuntimeContext): void {}
  close(): void {}
  abstract invoke(value: T, context: SinkFunctionContext): void;
}
