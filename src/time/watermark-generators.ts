/** How watermarks come from events. `WatermarkGenerator` and Flink's implementations. */
import { IllegalArgumentError } from "../types/errors.ts";
import { MIN_TIMESTAMP, saturatingAdd } from "./timestamps.ts";

/** Where watermarks go. `WatermarkOutput`. */
export interface WatermarkOutput {
  /** Ignored unless greater than the last; ends idleness. */
  emitWatermark(timestampMs: number): void;
  markIdle(): void;
  markActive(): void;
}

/** Makes watermarks; one object per subtask attempt and split. `WatermarkGenerator`. */
export interface WatermarkGenerator<T> {
  /** Called behind each event; may emit (a punctuated watermark). */
  onEvent(event: T, timestampMs: number, output: WatermarkOutput): void;
  /** Called each `pipeline.auto-watermark-interval`. */
  onPeriodicEmit(output: WatermarkOutput): void;
}

/** Greatest timestamp − bound − 1, on each tick. `BoundedOutOfOrdernessWatermarks`. */
export class BoundedOutOfOrdernessWatermarks implements WatermarkGenerator<unknown> {
  private maxTimestampMs: number;
  private readonly boundMs: number;

  /** @param boundMs how much later than a greater timestamp an event may come; not negative */
  constructor(boundMs: number) {
    if (!(boundMs >= 0))
      throw new IllegalArgumentError(`maxOutOfOrderness cannot be negative, but it is ${boundMs} ms; give 0 or more.`);
    this.boundMs = boundMs;
    this.maxTimestampMs = saturatingAdd(MIN_TIMESTAMP, boundMs + 1);
  }

  onEvent(_event: unknown, timestampMs: number, _output: WatermarkOutput): void {
    if (timestampMs > this.maxTimestampMs) this.maxTimestampMs = timestampMs;
  }

  onPeriodicEmit(output: WatermarkOutput): void {
    output.emitWatermark(saturatingAdd(this.maxTimestampMs, -this.boundMs - 1));
  }
}

/** Timestamps that only rise: watermark = greatest − 1. `AscendingTimestampsWatermarks`. */
export class AscendingTimestampsWatermarks extends BoundedOutOfOrdernessWatermarks {
  constructor() {
    super(0);
  }
}

/** Never emits. `NoWatermarksGenerator`. */
export class NoWatermarksGenerator implements WatermarkGenerator<unknown> {
  onEvent(): void {}
  onPeriodicEmit(): void {}
}
