/** Notices that a worker which has work to do does not answer: a function of the job may not return. */

/** Calls back after a second; gives what ends it. */
export type Seconds = (action: () => void) => () => void;

/** Nothing that the worker does on its own takes nearly so long. */
export const SILENT_AFTER_S = 5;

/** Counts seconds one by one: a machine that slept has not waited. */
export class Watchdog {
  readonly #seconds: Seconds;
  readonly #onChange: (isSilent: boolean) => void;
  #stop: (() => void) | null = null;
  #waitedS = 0;

  /** @param onChange told when the worker falls silent, and when it speaks again */
  constructor(seconds: Seconds, onChange: (isSilent: boolean) => void) {
    this.#seconds = seconds;
    this.#onChange = onChange;
  }

  get isSilent(): boolean {
    return this.#waitedS >= SILENT_AFTER_S;
  }

  /** The worker has spoken, or has something new to do. @param isWorking there is something to wait for */
  heard(isWorking: boolean): void {
    const wasSilent = this.isSilent;
    this.#waitedS = 0;
    this.#stop?.();
    this.#stop = isWorking ? this.#seconds(() => this.#tick()) : null;
    if (wasSilent) this.#onChange(false);
  }

  #tick(): void {
    this.#waitedS++;
    this.#stop = this.isSilent ? null : this.#seconds(() => this.#tick());
    if (this.isSilent) this.#onChange(true);
  }
}
