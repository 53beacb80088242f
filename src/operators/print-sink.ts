import { valueToText } from "../types/value-text.ts";
import { OneInputOperator, type OperatorFactory } from "./operator.ts";

/** Prints each record. `PrintSinkFunction`, whose prefix `PrintSinkOutputWriter` makes. */
export class PrintSink extends OneInputOperator {
  readonly #identifier: string;
  readonly #stream: "out" | "err";
  #prefix = "";

  constructor(identifier: string, stream: "out" | "err") {
    super();
    this.#identifier = identifier;
    this.#stream = stream;
  }

  /** `identifier:subtask> `, without the subtask if there is one only, and without either if there is no identifier. */
  override open(): void {
    const { subtaskIndex, parallelism } = this.ctx;
    const parts = [this.#identifier, parallelism > 1 ? String(subtaskIndex + 1) : ""].filter((part) => part !== "");
    this.#prefix = parts.length === 0 ? "" : `${parts.join(":")}> `;
  }

  processElement(value: unknown): void {
    const { trace, task } = this.ctx;
    if (trace.records) trace.emit("rec.sink", { task });
    this.ctx.standardStreams?.print(this.#stream, this.#prefix + valueToText(value));
  }
}

/** @param identifier empty: none */
export function printSinkFactory(identifier: string, stream: "out" | "err"): OperatorFactory {
  return { kind: "StreamSink", create: () => new PrintSink(identifier, stream) };
}
