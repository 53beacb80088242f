/** Runs a source function inside a task: its generator goes on whenever the task has time and room. `StreamSource`. */
import type { InputStatus } from "../api/source.ts";
import type { SourceFunction, SourceRun } from "../api/source-function.ts";
import type { Wait } from "../task/step.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import { NO_EVENT } from "../trace/trace.ts";
import { IllegalStateError } from "../types/errors.ts";
import type { Micros } from "../world.ts";
import { cloneFunction } from "./clone-function.ts";
import { type EmittedCount, EmittedRecords } from "./emitted-records.ts";
import type { OperatorFactory } from "./operator.ts";
import { PolledSource, type SourceEnvironment } from "./polled-source.ts";
import { refusePromise } from "./refuse-promise.ts";
import { type EmitTarget, ManualWatermarkContext } from "./source-contexts.ts";
import { closeFunction, openFunction } from "./udf-context.ts";

/** Records that `run` may emit before it says `yield`: a loop without one would never end. */
const MOST_WITHOUT_YIELD = 100_000;

/** The head of a legacy source task. */
export class StreamSource extends PolledSource implements EmitTarget {
  readonly #fn: SourceFunction<unknown>;
  #environment!: SourceEnvironment;
  #context!: ManualWatermarkContext;
  #emitted!: EmittedRecords;
  /** Null before it begins, and after its end. */
  #run: SourceRun | null = null;
  #begun = false;
  #ended = false;
  /** Given to the next `yield`. */
  #answer: unknown = undefined;
  #availableAt: Micros = 0;
  /** Records that may still be emitted in this call. */
  #left = 0;
  #sinceYield = 0;

  /** @param fn this attempt's own copy */
  constructor(fn: SourceFunction<unknown>) {
    super();
    this.#fn = fn;
  }

  /** Called by the task before `initializeState`. */
  attach(environment: SourceEnvironment): void {
    this.#environment = environment;
  }

  protected override userFunction(): object {
    return this.#fn;
  }

  override initializeState(restoredCheckpoint: number): void {
    super.initializeState(restoredCheckpoint);
    const replays = this.#fn.snapshotState !== undefined;
    this.#emitted = new EmittedRecords(this.ctx, replays, restoredCheckpoint);
  }

  override open(): void {
    this.#context = new ManualWatermarkContext(this.ctx, this, () => this.#environment.now());
    openFunction(this.#fn, this.ctx);
  }

  emitNext(limit: number): InputStatus {
    if (this.#ended) return "end-of-input";
    this.#left = limit;
    const { trace } = this.ctx;
    const causes = trace.records ? trace.causes() : null;
    const status = this.#goOn();
    if (causes !== null) trace.resume(causes);
    return status;
  }

  availableAtMicros(): Micros {
    return this.#availableAt;
  }

  endOfInput(): void {
    this.#ended = true;
    this.#context.emitWatermark(MAX_TIMESTAMP);
  }

  /** A record begins its way through the job. */
  emit(value: unknown, timestampMs: number): void {
    const { ctx } = this;
    if (++this.#sinceYield > MOST_WITHOUT_YIELD)
      throw new IllegalStateError(
        `run() of ${ctx.operatorName} has emitted ${MOST_WITHOUT_YIELD} records without a yield; say yield after each, because nothing else in the task gets its turn meanwhile.`,
      );
    this.#left--;
    this.#environment.task.processing(value);
    const { split, offset }: EmittedCount = this.#emitted.next();
    if (ctx.trace.records) {
      const x = timestampMs;
      ctx.trace.step("src.emit", { task: ctx.task, b: offset, x, ext: { split }, cause: NO_EVENT });
    }
    ctx.output.collect(value, timestampMs);
  }

  override snapshotState(checkpointId: number, timestampMs: number): void {
    super.snapshotState(checkpointId, timestampMs);
    this.#emitted.snapshot();
  }

  override close(): void {
    // A function that has not come to its end is told that it never will.
    if (this.#begun && !this.#ended) this.#fn.cancel();
    closeFunction(this.#fn);
  }

  #goOn(): InputStatus {
    const run = this.#begin();
    while (run !== null) {
      const before = this.#sinceYield;
      const answer = this.#answer;
      this.#answer = undefined;
      const { done, value } = run.next(answer);
      if (done === true) break;
      this.#sinceYield = 0;
      if (value !== undefined) {
        refusePromise(value, this.ctx.operatorName, "run");
        this.#park(value);
        return "nothing-available";
      }
      if (before === 0 && this.#sinceYield === 0) this.#turn();
      if (this.#left <= 0 || !this.#environment.task.hasRoom()) return "more-available";
    }
    this.#run = null;
    return "end-of-input";
  }

  /** The generator of `run`; null for a plain function, which has emitted all it has. */
  #begin(): SourceRun | null {
    if (this.#begun) return this.#run;
    this.#begun = true;
    const returned = this.#fn.run(this.#context);
    refusePromise(returned, this.ctx.operatorName, "run");
    this.#run = returned ?? null;
    return this.#run;
  }

  /** A turn without a record takes time as well: else a loop that only yields would stop the clock. */
  #turn(): void {
    this.#left--;
    this.#environment.task.processing(undefined);
  }

  #park(wait: Wait): void {
    const { task } = this.#environment;
    switch (wait.kind) {
      case "until":
        this.#availableAt = wait.atMicros;
        return;
      case "external":
        this.#availableAt = Number.POSITIVE_INFINITY;
        this.ctx.external.send(wait.to, wait.request, wait.sizeBytes, (reply) => {
          this.#answer = reply;
          this.#availableAt = 0;
          task.wake();
        });
        return;
      default:
        throw new IllegalStateError(
          `run() of ${this.ctx.operatorName} can wait by ctx.sleep and ctx.ask only, not for ${wait.kind}.`,
        );
    }
  }
}

/** Each call of `create` works on its own copy of the function. */
export function streamSourceFactory(fn: SourceFunction<unknown>): OperatorFactory {
  return { kind: "StreamSource", create: () => new StreamSource(cloneFunction(fn)) };
}
