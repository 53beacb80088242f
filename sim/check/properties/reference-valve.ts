/** Smallest watermark. */
const MIN = -Number.MAX_SAFE_INTEGER;

interface Input {
  watermark: number;
  active: boolean;
  aligned: boolean;
}

/**
 * How watermarks and idleness of several channels combine, written down anew from the rules of Flink's
 * `StatusWatermarkValve`: the minimum over active channels that have caught up; when the last channel that held the
 * output back goes idle, the maximum over all. Each method gives the watermark that must come out, or null.
 */
export class ReferenceValve {
  /** The last watermark that came out. */
  output = MIN;
  /** All channels are idle. */
  idle = false;
  private readonly inputs = new Map<number, Input>();

  add(channel: number): void {
    if (!this.inputs.has(channel)) this.inputs.set(channel, { watermark: MIN, active: true, aligned: true });
  }

  watermark(channel: number, watermark: number): number | null {
    const input = this.input(channel);
    if (this.idle || !input.active || watermark <= input.watermark) return null;
    input.watermark = watermark;
    if (watermark >= this.output) input.aligned = true;
    return this.minimum();
  }

  becomesIdle(channel: number): number | null {
    const input = this.input(channel);
    if (!input.active) return null;
    input.active = false;
    input.aligned = false;
    const held = input.watermark === this.output;
    let out: number | null = null;
    if ([...this.inputs.values()].some((other) => other.active)) {
      if (held) out = this.minimum();
    } else {
      if (held) out = this.raise(Math.max(...[...this.inputs.values()].map((other) => other.watermark)));
      this.idle = true;
    }
    return out;
  }

  becomesActive(channel: number): void {
    const input = this.input(channel);
    if (input.active) return;
    input.active = true;
    if (input.watermark >= this.output) input.aligned = true;
    this.idle = false;
  }

  private input(channel: number): Input {
    this.add(channel);
    return this.inputs.get(channel)!;
  }

  private minimum(): number | null {
    let least = Number.POSITIVE_INFINITY;
    for (const input of this.inputs.values()) if (input.aligned && input.watermark < least) least = input.watermark;
    return least === Number.POSITIVE_INFINITY ? null : this.raise(least);
  }

  private raise(watermark: number): number | null {
    if (watermark <= this.output) return null;
    this.output = watermark;
    return watermark;
  }
}
