import { MIN_TIMESTAMP } from "./timestamps.ts";
import type { WatermarkOutput } from "./watermark-generators.ts";

/** One split's share in the combined watermark. */
class Part {
  /** ms */
  watermarkMs: number = MIN_TIMESTAMP;
  idle = false;
}

/**
 * Combines the watermarks of a source's splits: the least of those that are not idle, never falling; idle once all are.
 * A split that ended is unregistered and holds nothing back. `WatermarkOutputMultiplexer`.
 */
export class WatermarkOutputMultiplexer {
  private readonly output: WatermarkOutput;
  private readonly parts = new Map<string, Part>();
  private combinedMs: number = MIN_TIMESTAMP;

  constructor(output: WatermarkOutput) {
    this.output = output;
  }

  /** Throws when the split is registered already. */
  registerSplit(splitId: string): void {
    if (this.parts.has(splitId))
      throw new Error(`The split "${splitId}" is registered already; a split can be assigned to one reader once.`);
    this.parts.set(splitId, new Part());
  }

  /** True when the split was registered. What it held back advances with the next periodic emission. */
  unregisterSplit(splitId: string): boolean {
    return this.parts.delete(splitId);
  }

  /** For `onEvent` of a split's generator: a watermark is combined at once. */
  immediateOutput(splitId: string): WatermarkOutput {
    return new PartOutput(this.part(splitId), this, true);
  }

  /** For `onPeriodicEmit` of the splits' generators: combined when all were asked, by `onPeriodicEmit`. */
  deferredOutput(splitId: string): WatermarkOutput {
    return new PartOutput(this.part(splitId), this, false);
  }

  /** Combines what the deferred outputs got. */
  onPeriodicEmit(): void {
    this.update();
  }

  /** Emits the combination if it rose; marks the output idle if no split is active. */
  update(): void {
    if (this.parts.size === 0) return;
    let leastMs = Number.POSITIVE_INFINITY;
    let allIdle = true;
    for (const part of this.parts.values()) {
      if (part.idle) continue;
      allIdle = false;
      if (part.watermarkMs < leastMs) leastMs = part.watermarkMs;
    }
    if (allIdle) {
      this.output.markIdle();
    } else if (leastMs > this.combinedMs) {
      this.combinedMs = leastMs;
      this.output.emitWatermark(leastMs);
    }
  }

  /** False for a split that is not registered. */
  isIdle(splitId: string): boolean {
    return this.parts.get(splitId)?.idle === true;
  }

  private part(splitId: string): Part {
    const part = this.parts.get(splitId);
    if (part === undefined) throw new Error(`The split "${splitId}" is not registered; call registerSplit first.`);
    return part;
  }
}

class PartOutput implements WatermarkOutput {
  private readonly part: Part;
  private readonly multiplexer: WatermarkOutputMultiplexer;
  private readonly immediate: boolean;

  constructor(part: Part, multiplexer: WatermarkOutputMultiplexer, immediate: boolean) {
    this.part = part;
    this.multiplexer = multiplexer;
    this.immediate = immediate;
  }

  emitWatermark(timestampMs: number): void {
    this.part.idle = false;
    const rose = timestampMs > this.part.watermarkMs;
    if (rose) this.part.watermarkMs = timestampMs;
    if (rose && this.immediate) this.multiplexer.update();
  }

  markIdle(): void {
    this.part.idle = true;
    if (this.immediate) this.multiplexer.update();
  }

  markActive(): void {
    this.part.idle = false;
    if (this.immediate) this.multiplexer.update();
  }
}
