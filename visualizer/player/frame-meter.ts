/** Tells a device that is too slow for the whole picture: fewer than 30 frames a second, two seconds long. */

const WINDOW_MS = 2000;
const LEAST_PER_SECOND = 30;
/** A frame that took longer was not drawn slowly: the machine slept, or somebody looked elsewhere. */
const PAUSE_MS = 1000;

/** Counts frames; nothing is kept of those before the last window. */
export class FrameMeter {
  #frames = 0;
  #ms = 0;

  /** Takes a frame's time, ms; true at the end of a window that was too slow. */
  isSlow(elapsedMs: number): boolean {
    if (elapsedMs > PAUSE_MS) {
      this.restart();
      return false;
    }
    this.#frames++;
    this.#ms += elapsedMs;
    if (this.#ms < WINDOW_MS) return false;
    const isSlow = (this.#frames * 1000) / this.#ms < LEAST_PER_SECOND;
    this.restart();
    return isSlow;
  }

  restart(): void {
    this.#frames = 0;
    this.#ms = 0;
  }
}
