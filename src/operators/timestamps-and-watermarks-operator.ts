import type { TimestampAssigner, WatermarkStrategy } from "../api/watermark-strategy.ts";
import type { MaybeStep } from "../task/step.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import { WatermarkEmitter } from "../time/watermark-emitter.ts";
import { NoWatermarksGenerator, type WatermarkGenerator } from "../time/watermark-generators.ts";
import { OneInputOperator, type OperatorFactory, type ProcessingTimeCallback } from "./operator.ts";

/** Assigns timestamps and makes watermarks; those from upstream end here, but for the last. `TimestampsAndWatermarksOperator`. */
export class TimestampsAndWatermarksOperator extends OneInputOperator implements ProcessingTimeCallback {
  private readonly strategy: WatermarkStrategy<unknown>;
  private readonly emitProgressively: boolean;
  private assigner!: TimestampAssigner<unknown>;
  private generator!: WatermarkGenerator<unknown>;
  private emitter!: WatermarkEmitter;

  /** @param emitProgressively false in batch execution: only the last watermark counts there */
  constructor(strategy: WatermarkStrategy<unknown>, emitProgressively = true) {
    super();
    this.strategy = strategy;
    this.emitProgressively = emitProgressively;
  }

  override open(): MaybeStep {
    const { processingTime, inputActivityMs, autoWatermarkIntervalMs, output } = this.ctx;
    this.assigner = this.strategy.createTimestampAssigner();
    this.generator = this.emitProgressively
      ? this.strategy.createWatermarkGenerator(inputActivityMs ?? (() => processingTime.currentTimeMs()))
      : new NoWatermarksGenerator();
    this.emitter = new WatermarkEmitter(output);
    if (autoWatermarkIntervalMs > 0 && this.emitProgressively) this.armTimer();
  }

  override processElement(value: unknown, timestampMs: number): void {
    const assignedMs = this.assigner(value, timestampMs);
    this.ctx.output.collect(value, assignedMs);
    this.generator.onEvent(value, assignedMs, this.emitter);
  }

  onProcessingTime(): void {
    this.generator.onPeriodicEmit(this.emitter);
    this.armTimer();
  }

  /** Upstream watermarks are dropped; the last one closes all windows and passes. */
  override processWatermark(timestampMs: number): void {
    if (timestampMs === MAX_TIMESTAMP) this.emitter.emitWatermark(timestampMs);
  }

  override processStatus(): void {}

  override finish(): MaybeStep {
    this.generator.onPeriodicEmit(this.emitter);
  }

  private armTimer(): void {
    const { processingTime, autoWatermarkIntervalMs } = this.ctx;
    processingTime.register(processingTime.currentTimeMs() + autoWatermarkIntervalMs, this);
  }
}

/** The kind of operator that `assignTimestampsAndWatermarks` adds. */
export const TIMESTAMPS_AND_WATERMARKS = "TimestampsAndWatermarksOperator";

/** Each call of `create` gives fresh generators. */
export function timestampsAndWatermarksOperatorFactory(strategy: WatermarkStrategy<unknown>): OperatorFactory {
  return { kind: TIMESTAMPS_AND_WATERMARKS, create: () => new TimestampsAndWatermarksOperator(strategy) };
}
