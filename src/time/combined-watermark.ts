/** Combines the inputs of an operator with several. `IndexedCombinedWatermarkStatus`, `CombinedWatermarkStatus`. */
import { MIN_TIMESTAMP } from "./timestamps.ts";

/** The minimum over the inputs that are not idle; never falls. */
export class CombinedWatermark {
  readonly #watermarks: number[];
  readonly #idleInputs: boolean[];
  #watermark = MIN_TIMESTAMP;
  #idle = false;

  constructor(inputs: number) {
    this.#watermarks = new Array<number>(inputs).fill(MIN_TIMESTAMP);
    this.#idleInputs = new Array<boolean>(inputs).fill(false);
  }

  /** The combined watermark, ms. */
  get watermark(): number {
    return this.#watermark;
  }

  /** All inputs are idle. */
  get idle(): boolean {
    return this.#idle;
  }

  /** A watermark came on input `input` (0-based), which thereby is active. True if the combined one rose. */
  updateWatermark(input: number, timestampMs: number): boolean {
    this.#idleInputs[input] = false;
    if (timestampMs > this.#watermarks[input]) this.#watermarks[input] = timestampMs;
    return this.#update();
  }

  /** Input `input` (0-based) became idle or active. True if the combined watermark rose; compare `idle` before and after. */
  updateStatus(input: number, idle: boolean): boolean {
    this.#idleInputs[input] = idle;
    return this.#update();
  }

  #update(): boolean {
    let minimum = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#watermarks.length; i++) {
      if (!this.#idleInputs[i] && this.#watermarks[i] < minimum) minimum = this.#watermarks[i];
    }
    this.#idle = minimum === Number.POSITIVE_INFINITY;
    if (this.#idle || minimum <= this.#watermark) return false;
    this.#watermark = minimum;
    return true;
  }
}
