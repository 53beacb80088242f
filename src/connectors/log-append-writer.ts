/** Appends to the log outside any transaction. */
import type { SinkWriter, WriterContext } from "../api/sink.ts";
import type { Signal, Step } from "../task/step.ts";
import type { EventId } from "../trace/trace.ts";
import { BATCH_RECORDS, LOG_NODE } from "./log-sink.ts";

/** Where to, and how a record becomes a line. */
export interface AppendWriterSettings<T> {
  readonly log: string;
  readonly serialize: (value: T) => string;
}

/** The writer of `appendLogSink`. */
export class LogAppendWriter<T> implements SinkWriter<T> {
  readonly #settings: AppendWriterSettings<T>;
  readonly #context: WriterContext;
  readonly #session: string;
  #sequence = 0;
  #batch: string[] = [];
  #causes: EventId[] = [];
  #unanswered = 0;
  readonly #answered: Signal = { done: true, wake: null };

  constructor(settings: AppendWriterSettings<T>, context: WriterContext) {
    this.#settings = settings;
    this.#context = context;
    // The attempt is part of the session: the log knows repetitions of one attempt, not those of the next.
    this.#session = `${settings.log}-${context.operatorId}-${context.subtaskIndex}-${context.task}`;
  }

  write(value: T): void {
    this.#batch.push(this.#settings.serialize(value));
    if (this.#context.trace.records) this.#causes.push(this.#context.trace.causes()[2]);
    if (this.#batch.length >= BATCH_RECORDS) this.#send();
  }

  *flush(): Step {
    this.#send();
    while (this.#unanswered > 0) yield { kind: "signal", signal: this.#answered };
  }

  close(): void {}

  #send(): void {
    if (this.#batch.length === 0) return;
    const records = this.#batch;
    const causes = this.#context.trace.records ? this.#causes : null;
    this.#batch = [];
    this.#causes = [];
    this.#unanswered++;
    this.#answered.done = false;
    const sizeBytes = 60 + records.reduce((sum, record) => sum + record.length, 0);
    const request = {
      kind: "append",
      log: this.#settings.log,
      session: this.#session,
      sequence: this.#sequence++,
      records,
      causes,
    };
    this.#context.external.send(LOG_NODE, request, sizeBytes, () => {
      this.#unanswered--;
      if (this.#unanswered > 0) return;
      this.#answered.done = true;
      this.#answered.wake?.();
    });
  }
}
