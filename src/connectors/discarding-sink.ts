import type { Sink, SinkWriter, WriterContext } from "../api/sink.ts";

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
  createWriter({ trace, task }: WriterContext): SinkWriter<T> {
    return {
      write() {
        if (trace.records) trace.emit("rec.sink", { task });
      },
      flush() {},
      close() {},
    };
  }

  invoke(_value: T): void {}
}
