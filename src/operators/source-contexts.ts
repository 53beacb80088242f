/** What source functions emit through. `StreamSourceContexts`. */
import type { SourceContext } from "../api/source-function.ts";
import type { Wait } from "../task/step.ts";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../time/timestamps.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import type { Micros, NodeId } from "../world.ts";
import type { OperatorContext } from "./operator.ts";

/** Takes the records. */
export interface EmitTarget {
  emit(value: unknown, timestampMs: number): void;
}

const MICROS_PER_MS = 1000;

/** Timestamps and watermarks as the function gives them. `ManualWatermarkContext`. */
export class ManualWatermarkContext implements SourceContext<unknown> {
  readonly #ctx: OperatorContext;
  readonly #target: EmitTarget;
  readonly #now: () => Micros;
  #watermark = MIN_TIMESTAMP;
  #idle = false;

  constructor(ctx: OperatorContext, target: EmitTarget, now: () => Micros) {
    this.#ctx = ctx;
    this.#target = target;
    this.#now = now;
  }

  collect(value: unknown): void {
    this.collectWithTimestamp(value, NO_TIMESTAMP);
  }

  collectWithTimestamp(value: unknown, timestampMs: number): void {
    this.#setIdle(false);
    this.#target.emit(value, timestampMs);
  }

  emitWatermark(timestampMs: number): void {
    // Whoever reads this source would drop it.
    if (timestampMs <= this.#watermark) return;
    this.#watermark = timestampMs;
    this.#setIdle(false);
    this.#ctx.output.emitWatermark(timestampMs);
  }

  markAsTemporarilyIdle(): void {
    this.#setIdle(true);
  }

  getCheckpointLock(): object {
    return this;
  }

  sleep(ms: number): Wait {
    if (!(ms >= 0)) throw new IllegalArgumentError(`A source cannot sleep for ${ms} ms.`);
    return { kind: "until", atMicros: this.#now() + Math.round(ms * MICROS_PER_MS) };
  }

  ask(service: NodeId, request: unknown, sizeBytes: number): Wait {
    return { kind: "external", to: service, request, sizeBytes };
  }

  currentProcessingTime(): number {
    return this.#ctx.processingTime.currentTimeMs();
  }

  #setIdle(idle: boolean): void {
    if (this.#idle === idle) return;
    this.#idle = idle;
    this.#ctx.output.emitStatus(idle);
  }
}
