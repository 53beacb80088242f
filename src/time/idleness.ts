import { IllegalArgumentError } from "../types/errors.ts";
import type { WatermarkGenerator, WatermarkOutput } from "./watermark-generators.ts";

/** The clock that idleness is measured with, ms; the task stops it while it is back-pressured. `RelativeClock`. */
export type RelativeClock = () => number;

/**
 * Marks the output idle when no event came for longer than the timeout. The clock of a silence starts at the first tick
 * that finds no new event, so idleness is declared between timeout and timeout + 3 ticks after the last event.
 * `WatermarksWithIdleness`.
 */
export class WatermarksWithIdleness<T> implements WatermarkGenerator<T> {
  private readonly generator: WatermarkGenerator<T>;
  private readonly timer: IdlenessTimer;
  private idle = false;

  /** @param timeoutMs greater than 0 */
  constructor(generator: WatermarkGenerator<T>, timeoutMs: number, clock: RelativeClock) {
    this.generator = generator;
    this.timer = new IdlenessTimer(timeoutMs, clock);
  }

  onEvent(event: T, timestampMs: number, output: WatermarkOutput): void {
    this.generator.onEvent(event, timestampMs, output);
    this.timer.activity();
    this.idle = false;
  }

  onPeriodicEmit(output: WatermarkOutput): void {
    if (!this.timer.checkIfIdle()) this.generator.onPeriodicEmit(output);
    else if (!this.idle) {
      output.markIdle();
      this.idle = true;
    }
  }
}

/** Throws unless the timeout is greater than 0. */
export function checkIdleTimeout(timeoutMs: number): void {
  if (!(timeoutMs > 0))
    throw new IllegalArgumentError(`idleTimeout must be greater than zero, but it is ${timeoutMs} ms.`);
}

class IdlenessTimer {
  private readonly timeoutMs: number;
  private readonly clock: RelativeClock;
  private events = 0;
  private eventsSeen = 0;
  private silentSinceMs: number | null = null;

  constructor(timeoutMs: number, clock: RelativeClock) {
    checkIdleTimeout(timeoutMs);
    this.timeoutMs = timeoutMs;
    this.clock = clock;
  }

  activity(): void {
    this.events++;
  }

  checkIfIdle(): boolean {
    if (this.events !== this.eventsSeen) {
      this.eventsSeen = this.events;
      this.silentSinceMs = null;
      return false;
    }
    if (this.silentSinceMs === null) {
      this.silentSinceMs = this.clock();
      return false;
    }
    return this.clock() - this.silentSinceMs > this.timeoutMs;
  }
}
