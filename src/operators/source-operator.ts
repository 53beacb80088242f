/** Runs a FLIP-27 reader inside a task: splits, per-split watermarks, positions in operator state. `SourceOperator`. */
import type { InputStatus, ReaderOutput, SourceReader, SourceSplit } from "../api/source.ts";
import type { TimestampAssigner } from "../api/watermark-strategy.ts";
import type { SourceSpec } from "../graph/stream-graph.ts";
import type { OperatorListState } from "../state/operator-state-backend.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import { WatermarkEmitter } from "../time/watermark-emitter.ts";
import type { WatermarkGenerator, WatermarkOutput } from "../time/watermark-generators.ts";
import { WatermarkOutputMultiplexer } from "../time/watermark-output-multiplexer.ts";
import { NO_EVENT } from "../trace/trace.ts";
import { Copier } from "../types/structural-copy.ts";
import type { KeyedDraws, Micros } from "../world.ts";
import type { ProcessingTimeCallback } from "./operator.ts";
import { StreamOperator } from "./operator.ts";

/** What a reader says to its enumerator, and the enumerator to it. Plain data. */
export type ReaderEvent = { readonly kind: "register" } | { readonly kind: "request-split" };
/** What an enumerator says to a reader. */
export type EnumeratorEvent =
  | { readonly kind: "add-splits"; readonly splits: readonly SourceSplit[] }
  | { readonly kind: "no-more-splits" };

/** What a source task has beyond other tasks. */
export interface SourceEnvironment {
  now(): Micros;
  draws(purpose: string, entity: string): KeyedDraws;
  input(name: string): readonly unknown[];
  sendToCoordinator(event: ReaderEvent): void;
  /** A record enters the chain: its time is charged, and a failure report shows it. */
  processing(value: unknown): void;
  /** Chained operators share objects, so the input's own must not be handed to them. */
  readonly objectReuse: boolean;
  outputAvailable(): boolean;
  /** The reader may have something to do again. */
  wake(): void;
}

/** A split that is being read, and where the watermarks of its generator go. */
interface OpenSplit {
  readonly splitId: string;
  readonly generator: WatermarkGenerator<unknown>;
  readonly immediate: WatermarkOutput;
  readonly deferred: WatermarkOutput;
}

/** The head of a source task. */
export class SourceOperator extends StreamOperator implements ReaderOutput<unknown>, ProcessingTimeCallback {
  readonly #spec: SourceSpec;
  readonly #environment: SourceEnvironment;
  #reader!: SourceReader<unknown, SourceSplit>;
  #state!: OperatorListState<SourceSplit>;
  #assigner!: TimestampAssigner<unknown>;
  #emitter!: WatermarkEmitter;
  #multiplexer!: WatermarkOutputMultiplexer;
  readonly #splits = new Map<string, OpenSplit>();
  /** The split of the last record, which is often that of the next one. */
  #last: OpenSplit | null = null;
  #ended = false;
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
    for (const split of restored) {
      const offset = (split as { offset?: unknown }).offset;
      ctx.trace.emit("src.rewind", {
        task: ctx.task,
        x: typeof offset === "number" ? offset : -1,
        ext: { split: split.splitId },
      });
    }
    if (restored.length > 0) this.#addSplits(restored);
    environment.sendToCoordinator({ kind: "register" });
    this.#reader.start();
    if (ctx.autoWatermarkIntervalMs > 0) this.#armTimer();
  }

  /** Lets the reader emit up to `limit` records. */
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

  /** The input has ended: the last watermark closes every window. `advanceToEndOfEventTime` */
  endOfInput(): void {
    this.#ended = true;
    this.#emitter.emitWatermark(MAX_TIMESTAMP);
  }

  handleEvent(event: EnumeratorEvent): void {
    if (event.kind === "add-splits") this.#addSplits(event.splits);
    else this.#reader.notifyNoMoreSplits();
    this.#environment.wake();
  }

  mayContinue(): boolean {
    return --this.#left > 0 && this.#environment.outputAvailable();
  }

  collect(record: unknown, timestampMs: number, splitId: string, offset: number): void {
    const { ctx } = this;
    // Without object reuse every output of this operator copies.
    const value = this.#environment.objectReuse ? this.#copier.copy(record) : record;
    this.#environment.processing(value);
    const assigned = this.#assigner(value, timestampMs);
    if (ctx.trace.records)
      ctx.trace.step("src.emit", { task: ctx.task, b: offset, x: assigned, ext: { split: splitId }, cause: NO_EVENT });
    ctx.output.collect(value, assigned);
    const split = this.#last !== null && this.#last.splitId === splitId ? this.#last : this.#splits.get(splitId);
    if (split === undefined) return;
    this.#last = split;
    split.generator.onEvent(value, assigned, split.immediate);
  }

  finishSplit(splitId: string): void {
    this.#splits.delete(splitId);
    this.#last = null;
    this.#multiplexer.unregisterSplit(splitId);
  }

  onProcessingTime(): void {
    this.#emitPeriodically();
    this.#armTimer();
  }

  override snapshotState(checkpointId: number): void {
    if (!this.#ended) this.#state.update(this.#reader.snapshotState(checkpointId));
    else this.#state.clear();
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    this.#reader.notifyCheckpointComplete?.(checkpointId);
  }

  override close(): void {
    this.#reader?.close();
  }

  #addSplits(splits: readonly SourceSplit[]): void {
    const { processingTime } = this.ctx;
    for (const { splitId } of splits) {
      this.#multiplexer.registerSplit(splitId);
      const generator = this.#spec.watermarkStrategy.createWatermarkGenerator(() => processingTime.currentTimeMs());
      const immediate = this.#multiplexer.immediateOutput(splitId);
      this.#splits.set(splitId, { splitId, generator, immediate, deferred: this.#multiplexer.deferredOutput(splitId) });
    }
    this.#reader.addSplits(splits);
  }

  #emitPeriodically(): void {
    for (const { generator, deferred } of this.#splits.values()) generator.onPeriodicEmit(deferred);
    const before = this.#emitter.currentMs;
    this.#multiplexer.onPeriodicEmit();
    const { trace, task } = this.ctx;
    if (trace.buffers && this.#emitter.currentMs > before) trace.emit("wm.gen", { task, x: this.#emitter.currentMs });
  }

  #armTimer(): void {
    const { processingTime, autoWatermarkIntervalMs } = this.ctx;
    processingTime.register(processingTime.currentTimeMs() + autoWatermarkIntervalMs, this);
  }
}
