/** Runs a FLIP-27 reader inside a task: splits, per-split watermarks, positions in operator state. `SourceOperator`. */
import type { InputStatus, ReaderOutput, SourceReader, SourceSplit, SplitOutput } from "../api/source.ts";
import type { TimestampAssigner } from "../api/watermark-strategy.ts";
import type { SourceSpec } from "../graph/stream-graph.ts";
import type { OperatorListState } from "../state/operator-state-backend.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import { WatermarkEmitter } from "../time/watermark-emitter.ts";
import type { WatermarkGenerator, WatermarkOutput } from "../time/watermark-generators.ts";
import { WatermarkOutputMultiplexer } from "../time/watermark-output-multiplexer.ts";
import { NO_EVENT, type TraceExt } from "../trace/trace.ts";
import { Copier } from "../types/structural-copy.ts";
import type { Micros } from "../world.ts";
import type { ProcessingTimeCallback } from "./operator.ts";
import { PolledSource, type SourceEnvironment } from "./polled-source.ts";

/** What a reader says to its enumerator, and the enumerator to it. Plain data. */
export type ReaderEvent = { readonly kind: "register" } | { readonly kind: "request-split" };
/** What an enumerator says to a reader. */
export type EnumeratorEvent =
  | { readonly kind: "add-splits"; readonly splits: readonly SourceSplit[] }
  | { readonly kind: "no-more-splits" };

/** What the trace says of an enumerator's event. */
export function contentOf(event: EnumeratorEvent): { readonly b: number; readonly ext: TraceExt } {
  const splits = event.kind === "add-splits" ? event.splits.map(({ splitId }) => splitId) : [];
  return { b: event.kind === "add-splits" ? 0 : 1, ext: { splits } };
}

/** Where a reader stands in a split; -1 if the split does not say. */
function offsetOf({ offset }: SourceSplit): number {
  // A job module may be run without its types having been checked.
  return typeof offset === "number" ? offset : -1;
}

/** `a` of `src.split`. */
const OPENED = 0;
const RELEASED = 1;
const IDLE = 2;
const ACTIVE = 3;

/** A split that is being read, and where the watermarks of its generator go. */
class OpenSplit implements SplitOutput<unknown> {
  readonly splitId: string;
  readonly generator: WatermarkGenerator<unknown>;
  readonly immediate: WatermarkOutput;
  readonly deferred: WatermarkOutput;
  /** As the trace was told. */
  tracedIdle = false;
  readonly #operator: SourceOperator;

  constructor(
    splitId: string,
    generator: WatermarkGenerator<unknown>,
    multiplexer: WatermarkOutputMultiplexer,
    operator: SourceOperator,
  ) {
    this.splitId = splitId;
    this.generator = generator;
    this.immediate = multiplexer.immediateOutput(splitId);
    this.deferred = multiplexer.deferredOutput(splitId);
    this.#operator = operator;
  }

  collect(value: unknown, timestampMs: number, offset: number): void {
    this.#operator.emit(value, timestampMs, offset, this);
  }
}

/** The head of a source task. */
export class SourceOperator extends PolledSource implements ReaderOutput<unknown>, ProcessingTimeCallback {
  readonly #spec: SourceSpec;
  readonly #environment: SourceEnvironment;
  #reader!: SourceReader<unknown, SourceSplit>;
  #state!: OperatorListState<SourceSplit>;
  #assigner!: TimestampAssigner<unknown>;
  #emitter!: WatermarkEmitter;
  #multiplexer!: WatermarkOutputMultiplexer;
  readonly #splits = new Map<string, OpenSplit>();
  #ended = false;
  /** Events of records are wanted. */
  #traced = false;
  /** Records that the reader may still emit in this call. */
  #left = 0;
  readonly #copier = new Copier("source");

  constructor(spec: SourceSpec, environment: SourceEnvironment) {
    super();
    this.#spec = spec;
    this.#environment = environment;
  }

  override initializeState(): void {
    this.#state = this.ctx.operatorState.listState<SourceSplit>("SourceReaderState");
  }

  override open(): void {
    const { ctx } = this;
    const environment = this.#environment;
    const strategy = this.#spec.watermarkStrategy;
    this.#traced = ctx.trace.records;
    this.#assigner = strategy.createTimestampAssigner();
    this.#emitter = new WatermarkEmitter(ctx.output);
    this.#multiplexer = new WatermarkOutputMultiplexer(this.#emitter);
    this.#reader = this.#spec.source.createReader({
      subtaskIndex: ctx.subtaskIndex,
      parallelism: ctx.parallelism,
      now: () => environment.now(),
      processingTimeMs: () => ctx.processingTime.currentTimeMs(),
      sendSplitRequest: () => environment.sendToCoordinator({ kind: "request-split" }),
      input: (name) => environment.input(name),
      draws: (purpose, entity) => environment.draws(purpose, entity),
    }) as SourceReader<unknown, SourceSplit>;
    const restored = this.#state.get();
    for (const split of restored)
      ctx.trace.emit("src.rewind", { task: ctx.task, x: offsetOf(split), ext: { split: split.splitId } });
    if (restored.length > 0) this.#addSplits(restored);
    environment.sendToCoordinator({ kind: "register" });
    this.#reader.start();
    if (ctx.autoWatermarkIntervalMs > 0) this.#armTimer();
  }

  emitNext(limit: number): InputStatus {
    if (this.#ended) return "end-of-input";
    this.#left = limit;
    const { trace } = this.ctx;
    const causes = trace.records ? trace.causes() : null;
    const status = this.#reader.pollNext(this);
    if (causes !== null) trace.resume(causes);
    return status;
  }

  availableAtMicros(): Micros {
    return this.#reader.availableAtMicros();
  }

  endOfInput(): void {
    this.#ended = true;
    this.#tellEnd([...this.#splits.keys()]);
    this.#emitter.emitWatermark(MAX_TIMESTAMP);
  }

  override handleEvent(event: EnumeratorEvent): void {
    const { trace, task } = this.ctx;
    if (trace.buffers) trace.emit("split.take", { task, ...contentOf(event) });
    if (event.kind === "add-splits") this.#addSplits(event.splits);
    else this.#reader.notifyNoMoreSplits();
    this.#environment.task.wake();
  }

  mayContinue(): boolean {
    return --this.#left > 0 && this.#environment.task.hasRoom();
  }

  createOutputForSplit(splitId: string): SplitOutput<unknown> {
    const split = this.#splits.get(splitId);
    if (split === undefined) throw new Error(`The reader has no split "${splitId}".`);
    return split;
  }

  releaseOutputForSplit(splitId: string): void {
    if (this.#splits.delete(splitId)) {
      this.#traceSplit(splitId, RELEASED);
      this.#tellEnd([splitId]);
    }
    this.#multiplexer.unregisterSplit(splitId);
  }

  /** A record of a split begins its way through the job. */
  emit(record: unknown, timestampMs: number, offset: number, split: OpenSplit): void {
    const { ctx } = this;
    const { objectReuse, task } = this.#environment;
    // Without object reuse every output of this operator copies.
    const value = objectReuse ? this.#copier.copy(record) : record;
    task.processing(value);
    const assigned = this.#assigner(value, timestampMs);
    if (this.#traced) {
      const ext = { split: split.splitId };
      ctx.trace.step("src.emit", { task: ctx.task, b: offset, x: assigned, ext, cause: NO_EVENT });
    }
    ctx.output.collect(value, assigned);
    split.generator.onEvent(value, assigned, split.immediate);
  }

  onProcessingTime(): void {
    this.#emitPeriodically();
    this.#armTimer();
  }

  override snapshotState(checkpointId: number): void {
    if (!this.#ended) this.#state.update(this.#reader.snapshotState(checkpointId));
    else this.#state.clear();
    const { trace, task } = this.ctx;
    if (trace.buffers) {
      const splits = this.#state.get().map((split) => [split.splitId, offsetOf(split)]);
      trace.emit("split.cut", { task, ch: checkpointId, ext: { splits } });
    }
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    this.#reader.notifyCheckpointComplete?.(checkpointId);
  }

  override close(): void {
    this.#reader?.close();
  }

  #addSplits(splits: readonly SourceSplit[]): void {
    const { processingTime, inputActivityMs } = this.ctx;
    const clock = inputActivityMs ?? (() => processingTime.currentTimeMs());
    for (const { splitId } of splits) {
      this.#multiplexer.registerSplit(splitId);
      const generator = this.#spec.watermarkStrategy.createWatermarkGenerator(clock);
      this.#splits.set(splitId, new OpenSplit(splitId, generator, this.#multiplexer, this));
      this.#traceSplit(splitId, OPENED);
    }
    this.#reader.addSplits(splits);
  }

  #tellEnd(splits: readonly string[]): void {
    const { trace, task } = this.ctx;
    if (trace.buffers && splits.length > 0) trace.emit("split.end", { task, ext: { splits } });
  }

  #emitPeriodically(): void {
    for (const { generator, deferred } of this.#splits.values()) generator.onPeriodicEmit(deferred);
    const { trace, task } = this.ctx;
    if (trace.buffers) this.#traceIdleness();
    const before = this.#emitter.currentMs;
    this.#multiplexer.onPeriodicEmit();
    if (trace.buffers && this.#emitter.currentMs > before) trace.emit("wm.gen", { task, x: this.#emitter.currentMs });
  }

  #traceIdleness(): void {
    for (const split of this.#splits.values()) {
      const idle = this.#multiplexer.isIdle(split.splitId);
      if (idle === split.tracedIdle) continue;
      split.tracedIdle = idle;
      this.#traceSplit(split.splitId, idle ? IDLE : ACTIVE);
    }
  }

  /** @param what `a` of `src.split` */
  #traceSplit(split: string, what: number): void {
    const { trace, task } = this.ctx;
    if (!trace.buffers) return;
    const { maxOutOfOrdernessMs: boundMs, idleTimeoutMs: idleMs } = this.#spec.watermarkStrategy;
    const opened = { ...(boundMs === null ? {} : { boundMs }), ...(idleMs === null ? {} : { idleMs }) };
    trace.emit("src.split", { task, a: what, ext: { split, ...(what === OPENED ? opened : {}) } });
  }

  #armTimer(): void {
    const { processingTime, autoWatermarkIntervalMs } = this.ctx;
    processingTime.register(processingTime.currentTimeMs() + autoWatermarkIntervalMs, this);
  }
}
