/** Seeks at most once a frame while a pointer is dragged, and always to where it came last. */
export class Scrubber {
  readonly #seek: (micros: number) => void;
  readonly #nextFrame: (then: () => void) => void;
  #target: number | null = null;
  #isWaiting = false;

  /**
   * @param seek goes to a moment, virtual µs
   * @param nextFrame calls back at the next frame
   */
  constructor(seek: (micros: number) => void, nextFrame: (then: () => void) => void) {
    this.#seek = seek;
    this.#nextFrame = nextFrame;
  }

  /** Goes to a moment with the next frame, unless another is named before. */
  to(micros: number): void {
    this.#target = micros;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#nextFrame(() => {
      this.#isWaiting = false;
      const target = this.#target;
      this.#target = null;
      if (target !== null) this.#seek(target);
    });
  }

  /** Goes to a moment at once. */
  now(micros: number): void {
    this.#target = null;
    this.#seek(micros);
  }

  /** Forgets a moment that was not gone to yet. */
  stop(): void {
    this.#target = null;
  }
}
