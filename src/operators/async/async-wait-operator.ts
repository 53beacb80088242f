/**
 * Requests to the outside whose answers come later: many at once, the results in the order of the input or of the answers.
 * State: the elements whose results have not been emitted; a restored one is asked for again. `AsyncWaitOperator`
 */
import type { AsyncFunction, AsyncRetryStrategy, ResultFuture } from "../../api/async-function.ts";
import type { OperatorListState } from "../../state/operator-state-backend.ts";
import type { Step } from "../../task/step.ts";
import { UnsupportedOperationError } from "../../types/errors.ts";
import { copyValue } from "../../types/structural-copy.ts";
import { FunctionOperator } from "../function-operator.ts";
import type { ProcessingTimer } from "../operator.ts";
import { refusePromise } from "../refuse-promise.ts";
import { runtimeContext } from "../udf-context.ts";
import { OperatorAsyncCalls } from "./async-calls.ts";
import { OrderedQueue } from "./ordered-queue.ts";
import { type QueuedElement, QueueEntry, type StreamElementQueue } from "./queue-entry.ts";
import { type AsyncWork, ResultHandler } from "./result-handler.ts";
import { RetryingHandler, type RetryWork } from "./retrying-handler.ts";
import { UnorderedQueue } from "./unordered-queue.ts";

/** How an async operator works. */
export interface AsyncWaitOptions {
  readonly mode: "ordered" | "unordered";
  /** Elements in the queue, records and watermarks. */
  readonly capacity: number;
  /** Of a request with all its attempts; 0: none, unless there is a retry strategy. */
  readonly timeoutMs: number;
  readonly retry: AsyncRetryStrategy<unknown> | null;
}

/** What waits to enter the full queue: an element, or a status, which needs no place in it. */
type Waiting = QueueEntry | { readonly idle: boolean };

const STATE_NAME = "_async_wait_operator_state_";

/** A request whose time is up fails the job, unless its function says otherwise. */
class AsyncTimeoutError extends Error {
  override readonly name = "TimeoutException";
}

/** The operator of `AsyncDataStream`. */
export class AsyncWaitOperator
  extends FunctionOperator<AsyncFunction<unknown, unknown>>
  implements AsyncWork, RetryWork
{
  readonly delayed = new Set<RetryingHandler>();
  readonly #options: AsyncWaitOptions;
  readonly #queue: StreamElementQueue;
  /** What came while the queue was full. Flink blocks in its place; here the task gives nothing more until this is empty. */
  readonly #waiting: Waiting[] = [];
  #state!: OperatorListState<QueuedElement>;
  #restored: readonly QueuedElement[] = [];
  #calls!: OperatorAsyncCalls;
  #retryDisabled = false;

  constructor(fn: AsyncFunction<unknown, unknown>, options: AsyncWaitOptions) {
    super(fn);
    this.#options = options;
    this.#queue =
      options.mode === "ordered" ? new OrderedQueue(options.capacity) : new UnorderedQueue(options.capacity);
  }

  /** Elements in the queue. */
  get queued(): number {
    return this.#queue.size;
  }

  override waitsForRoom(): boolean {
    return this.#waiting.length > 0;
  }

  override initializeState(restoredCheckpoint: number): void {
    super.initializeState(restoredCheckpoint);
    this.#state = this.ctx.operatorState.listState(STATE_NAME);
    this.#restored = this.#state.get();
  }

  override *open(): Step {
    this.#calls = new OperatorAsyncCalls(this.ctx);
    // `RichAsyncFunction` has no state: when an answer comes, the key is another one.
    if (typeof this.fn === "object") this.fn.open?.(runtimeContext(this.ctx, refuseState));
    const restored = this.#restored;
    this.#restored = [];
    // After a change of the parallelism there may be more of them than have room.
    for (let i = 0; i < restored.length; i++) {
      this.#give(restored[i], i);
      if (this.waitsForRoom()) yield* this.#untilRoom();
    }
  }

  override processElement(value: unknown, timestampMs: number): void {
    // A copy also where objects are reused: the sender may change its object while the request is under way.
    this.#give({ kind: "record", value: copyValue(value), timestampMs });
  }

  override processWatermark(timestampMs: number): void {
    this.#give({ kind: "watermark", timestampMs });
  }

  override processStatus(idle: boolean): void {
    if (this.waitsForRoom()) this.#waiting.push({ idle });
    else super.processStatus(idle);
  }

  /** What operators ahead of this one emit before the barrier belongs before it. */
  override *prepareSnapshotPreBarrier(): Step {
    if (this.waitsForRoom()) yield* this.#untilRoom();
  }

  override snapshotState(checkpointId: number, timestampMs: number): void {
    super.snapshotState(checkpointId, timestampMs);
    const entries = this.#queue.elements();
    this.#state.update(entries.map(({ element }) => element));
    const { trace, task, operatorId: op } = this.ctx;
    if (!trace.records) return;
    for (const [b, entry] of entries.entries())
      if (entry.element.kind === "record")
        this.#withCauses(entry, () => trace.emit("async.hold", { task, ch: checkpointId, b, ext: { op } }));
  }

  /** The planned attempts are made at once, and are the last ones. */
  override *endInput(): Step {
    if (this.waitsForRoom()) yield* this.#untilRoom();
    this.#retryDisabled = true;
    for (const handler of this.delayed) if (handler.cancelRetry()) handler.retry();
    this.delayed.clear();
    yield* this.ctx.mailbox.yieldUntil(() => this.#queue.size === 0);
  }

  // --- for the handlers

  get retryDisabled(): boolean {
    return this.#retryDisabled;
  }

  execute(mail: () => void): void {
    this.ctx.mailbox.execute(() => {
      mail();
      this.#enterWaiting();
    });
  }

  schedule(delayMs: number, callback: () => void): ProcessingTimer {
    const { processingTime } = this.ctx;
    return processingTime.register(processingTime.currentTimeMs() + delayMs, { onProcessingTime: callback });
  }

  cancel(timer: ProcessingTimer): void {
    this.ctx.processingTime.cancel(timer);
  }

  fail(error: Error): void {
    this.ctx.failTask(error);
  }

  onResults(entry: QueueEntry, results: readonly unknown[]): void {
    this.#queue.complete(entry, results);
    this.#emitCompleted();
  }

  // --- the queue

  *#untilRoom(): Step {
    yield* this.ctx.mailbox.yieldUntil(() => !this.waitsForRoom());
  }

  /** @param restoredAt position in the restored state; -1: from upstream */
  #give(element: QueuedElement, restoredAt = -1): void {
    const { trace, task, operatorId: op } = this.ctx;
    const before = trace.causes();
    if (trace.records && element.kind === "record") {
      const [a, b] = restoredAt < 0 ? [0, 0] : [1, restoredAt];
      trace.step("async.enter", { task, a, b, x: element.timestampMs, ext: { op } });
    }
    const entry = new QueueEntry(element, trace.causes());
    if (this.waitsForRoom() || !this.#enter(entry)) this.#waiting.push(entry);
    trace.resume(before);
  }

  /** After each mail: as soon as there is room, what waits goes in. */
  #enterWaiting(): void {
    while (this.#waiting.length > 0) {
      const first = this.#waiting[0];
      if (!(first instanceof QueueEntry)) super.processStatus(first.idle);
      else if (!this.#enter(first)) return;
      this.#waiting.shift();
    }
  }

  /** False: no room. */
  #enter(entry: QueueEntry): boolean {
    if (!this.#queue.tryPut(entry)) return false;
    if (entry.element.kind === "record") this.#request(entry);
    else this.#emitCompleted();
    return true;
  }

  /** One entry a mail, so that other mails get their turn between. */
  #emitCompleted(): void {
    const entry = this.#queue.takeCompleted();
    if (entry === null) return;
    this.#withCauses(entry, () => this.#emit(entry));
    if (this.#queue.hasCompleted()) this.execute(() => this.#emitCompleted());
  }

  #emit({ element, results }: QueueEntry): void {
    const { output, trace, task } = this.ctx;
    if (element.kind === "watermark") {
      output.emitWatermark(element.timestampMs);
      return;
    }
    for (const result of results ?? []) output.collect(result, element.timestampMs);
    if (trace.records) trace.emit("async.leave", { task, a: results?.length ?? 0 });
  }

  #withCauses<T>({ causes }: QueueEntry, body: () => T): T {
    const { trace } = this.ctx;
    const before = trace.causes();
    trace.resume(causes);
    const result = body();
    trace.resume(before);
    return result;
  }

  // --- requests

  #request(entry: QueueEntry): void {
    const { retry, timeoutMs } = this.#options;
    const handler = new ResultHandler(this, entry);
    const retrying = retry === null ? null : new RetryingHandler(handler, this, retry, entry);
    const future: ResultFuture<unknown> = retrying ?? handler;
    // With a retry strategy Flink arms the timer even for 0.
    if (timeoutMs > 0 || retrying !== null)
      handler.timeoutTimer = this.schedule(timeoutMs, () => {
        if (handler.completed) return;
        retrying?.beginTimeout();
        this.#withCauses(entry, () => this.#timeout(inputOf(entry), future));
      });
    this.invoke(entry, future, 1);
  }

  invoke(entry: QueueEntry, future: ResultFuture<unknown>, attempt: number): void {
    this.#withCauses(entry, () => {
      this.#tellCall(0, attempt);
      const { fn } = this;
      const value = inputOf(entry);
      const returned: unknown =
        typeof fn === "function" ? fn(value, future, this.#calls) : fn.asyncInvoke(value, future, this.#calls);
      if (returned !== undefined) refusePromise(returned, this.ctx.operatorName);
    });
  }

  #timeout(value: unknown, future: ResultFuture<unknown>): void {
    this.#tellCall(1, 0);
    const { fn } = this;
    if (typeof fn === "object" && fn.timeout !== undefined) fn.timeout(value, future, this.#calls);
    else future.completeExceptionally(new AsyncTimeoutError("Async function call has timed out."));
  }

  /** @param what `a` of `async.call` */
  #tellCall(what: 0 | 1, attempt: number): void {
    const { trace, task } = this.ctx;
    if (trace.records) trace.emit("async.call", { task, a: what, b: attempt });
  }
}

function refuseState(): never {
  throw new UnsupportedOperationError("State is not supported in rich async functions.");
}

function inputOf({ element }: QueueEntry): unknown {
  return element.kind === "record" ? element.value : undefined;
}
