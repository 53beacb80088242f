/** Smallest watermark. */
const MIN = -Number.MAX_SAFE_INTEGER;

interface Input {
  watermark: number;
  idle: boolean;
}

/**
 * How the watermarks of the two inputs of an operator combine, written down anew from the rules of Flink's
 * `IndexedCombinedWatermarkStatus`: the smaller one of those that are not idle. Each method gives the watermark that must
 * come out, or null.
 */
export class ReferenceInputs {
  /** The last watermark that came out. */
  output = MIN;
  private readonly inputs = new Map<number, Input>([1, 2].map((input) => [input, { watermark: MIN, idle: false }]));

  /** A watermark makes its input active. @param number 1 or 2 */
  watermark(number: number, watermark: number): number | null {
    const input = this.input(number);
    input.idle = false;
    input.watermark = Math.max(input.watermark, watermark);
    return this.raise();
  }

  status(number: number, idle: boolean): number | null {
    this.input(number).idle = idle;
    return this.raise();
  }

  private input(number: number): Input {
    const input = this.inputs.get(number);
    if (input === undefined) throw new RangeError(`An operator with two inputs has no input ${number}.`);
    return input;
  }

  private raise(): number | null {
    const active = [...this.inputs.values()].filter(({ idle }) => !idle);
    if (active.length === 0) return null;
    const least = Math.min(...active.map(({ watermark }) => watermark));
    if (least <= this.output) return null;
    this.output = least;
    return least;
  }
}
