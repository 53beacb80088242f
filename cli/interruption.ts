/** Ctrl-C and a request to end: noticed between two slices of work, so that nothing is left half done. */

/** Exit codes of a command that was ended by a signal. */
export const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Thrown by work that a signal has ended. */
export class Interrupted extends Error {
  readonly exitCode: number;
  constructor(signal: keyof typeof EXIT_CODES) {
    super(`Ended by ${signal}.`);
    this.name = "Interrupted";
    this.exitCode = EXIT_CODES[signal];
  }
}

/** How long work may go on without looking whether a signal came, ms. */
const SLICE_MS = 30;

/** Whoever works asks for a pause now and then; after a signal the pause throws `Interrupted`. */
export class Pauses {
  #signal: keyof typeof EXIT_CODES | null = null;
  #worksSince = performance.now();

  /** Is it time for a pause? */
  get due(): boolean {
    return performance.now() - this.#worksSince >= SLICE_MS;
  }

  /** Lets signals and the terminal have their turn. */
  async pause(): Promise<void> {
    await new Promise<void>((done) => {
      setImmediate(done);
    });
    this.#worksSince = performance.now();
    if (this.#signal !== null) throw new Interrupted(this.#signal);
  }

  /** Runs `work`; the first signal meanwhile makes its next pause throw, the second ends the process at once. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const onInterrupt = (): void => this.#note("SIGINT");
    const onTerminate = (): void => this.#note("SIGTERM");
    process.once("SIGINT", onInterrupt);
    process.once("SIGTERM", onTerminate);
    try {
      return await work();
    } finally {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
    }
  }

  #note(signal: keyof typeof EXIT_CODES): void {
    this.#signal ??= signal;
  }
}
