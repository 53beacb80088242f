import type { Sink, SinkWriter } from "../api/sink.ts";

const NOWHERE: SinkWriter<unknown> = { write() {}, flush() {}, close() {} };

/**
 * Takes records and does nothing with them. `DiscardingSink`. For `sinkTo` and for `addSink`.
 *
 * ```ts
 * export default (env: StreamExecutionEnvironment) => {
 *   const words = env.fromElements("a", "b");
 *   words.sinkTo(new DiscardingSink<string>());
 *   words.print();
 *   env.execute();
 * };
 * // stdout: a, b
 * ```
 *
 * State: none.
 */
export class DiscardingSink<T> implements Sink<T> {
  createWriter(): SinkWriter<T> {
    return NOWHERE;
  }

  invoke(_value: T): void {}
}
