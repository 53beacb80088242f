import type { Output } from "../operators/operator.ts";
import { MIN_TIMESTAMP } from "./timestamps.ts";
import type { WatermarkOutput } from "./watermark-generators.ts";

/** Only rising watermarks go out, and statuses only when they change; a watermark ends idleness. `WatermarkEmitter`. */
export class WatermarkEmitter implements WatermarkOutput {
  private readonly output: Output;
  private idle = false;
  /** The last watermark that went out, ms. */
  currentMs: number = MIN_TIMESTAMP;

  constructor(output: Output) {
    this.output = output;
  }

  emitWatermark(timestampMs: number): void {
    if (timestampMs <= this.currentMs) return;
    this.currentMs = timestampMs;
    this.markActive();
    this.output.emitWatermark(timestampMs);
  }

  markIdle(): void {
    if (this.idle) return;
    this.idle = true;
    this.output.emitStatus(true);
  }

  markActive(): void {
    if (!this.idle) return;
    this.idle = false;
    this.output.emitStatus(false);
  }
}
