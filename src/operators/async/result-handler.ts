/** Where the results of one request go when nothing is tried again. `AsyncWaitOperator.ResultHandler` */
import type { ResultFuture } from "../../api/async-function.ts";
import { NO_TIMESTAMP } from "../../time/timestamps.ts";
import { NullPointerError } from "../../types/errors.ts";
import type { ProcessingTimer } from "../operator.ts";
import type { QueuedElement, QueueEntry } from "./queue-entry.ts";

/** The operator, as its handlers see it. */
export interface AsyncWork {
  /** Runs later, as a mail of the task. */
  execute(mail: () => void): void;
  cancel(timer: ProcessingTimer): void;
  /** The results are known; what may be emitted is. */
  onResults(entry: QueueEntry, results: readonly unknown[]): void;
  /** The task fails. */
  fail(error: Error): void;
}

/** Takes the first answer; whoever asked may call from anywhere, so the rest happens in a mail. */
export class ResultHandler implements ResultFuture<unknown> {
  readonly #work: AsyncWork;
  readonly #entry: QueueEntry;
  timeoutTimer: ProcessingTimer | null = null;
  #completed = false;

  constructor(work: AsyncWork, entry: QueueEntry) {
    this.#work = work;
    this.#entry = entry;
  }

  get completed(): boolean {
    return this.#completed;
  }

  complete(results: readonly unknown[]): void {
    checkResults(results);
    if (this.#completed) return;
    this.#completed = true;
    this.#process(results);
  }

  completeExceptionally(error: Error): void {
    if (this.#completed) return;
    this.#completed = true;
    this.#work.fail(
      new Error(
        `Could not complete the stream element: ${elementText(this.#entry.element)}: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
    // Whoever waits for room goes on, although the task is about to end.
    this.#process([]);
  }

  #process(results: readonly unknown[]): void {
    this.#work.execute(() => {
      if (this.timeoutTimer !== null) this.#work.cancel(this.timeoutTimer);
      this.#work.onResults(this.#entry, results);
    });
  }
}

/** As Flink writes a stream record into its message. */
function elementText({ kind, timestampMs, ...rest }: QueuedElement): string {
  const value = kind === "record" && "value" in rest ? rest.value : kind;
  const text = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  return `Record @ ${timestampMs === NO_TIMESTAMP ? "(undef)" : timestampMs} : ${text}`;
}

/** `null` is no result: a request that found nothing gives an empty list. */
export function checkResults(results: readonly unknown[]): void {
  if (results === null || results === undefined)
    throw new NullPointerError("Results must not be null, use empty collection to emit nothing");
}
