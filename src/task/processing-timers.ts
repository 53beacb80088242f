/** Processing-time timers of one operator: due when the clock is greater than their time, run as mails of the task. `ProcessingTimeServiceImpl` */
import type { ProcessingTimeCallback, ProcessingTimer, ProcessingTimeService } from "../operators/operator.ts";
import type { Clock, EventHandler, ScheduledEvent } from "../world.ts";

class Timer implements ProcessingTimer {
  declare readonly __brand: "ProcessingTimer";
  readonly timestampMs: number;
  readonly callback: ProcessingTimeCallback;
  event: ScheduledEvent | null = null;
  cancelled = false;

  constructor(timestampMs: number, callback: ProcessingTimeCallback) {
    this.timestampMs = timestampMs;
    this.callback = callback;
  }
}

/** Takes the callbacks that are due. */
export type Mailbox = (run: () => void) => void;

/** The timers of one operator instance; `quiesce` ends them. */
export class ProcessingTimers implements ProcessingTimeService, EventHandler {
  readonly #clock: Clock;
  readonly #startEpochMs: number;
  readonly #mailbox: Mailbox;
  #quiesced = false;

  constructor(clock: Clock, startEpochMs: number, mailbox: Mailbox) {
    this.#clock = clock;
    this.#startEpochMs = startEpochMs;
    this.#mailbox = mailbox;
  }

  currentTimeMs(): number {
    return this.#startEpochMs + Math.floor(this.#clock.now() / 1000);
  }

  register(timestampMs: number, callback: ProcessingTimeCallback): ProcessingTimer {
    const timer = new Timer(timestampMs, callback);
    if (this.#quiesced) return timer;
    // T + 1 ms, so that "now" is greater than the timer when it fires; one in the past is due at once.
    const now = this.#clock.now();
    const at = timestampMs >= this.currentTimeMs() ? (timestampMs + 1 - this.#startEpochMs) * 1000 : now;
    timer.event = this.#clock.schedule(at, "timer", this, 0, timer);
    return timer;
  }

  cancel(timer: ProcessingTimer): void {
    const own = timer as Timer;
    own.cancelled = true;
    if (own.event !== null) this.#clock.cancel(own.event);
  }

  /** No timer fires any more: the input has ended, or the task. */
  quiesce(): void {
    this.#quiesced = true;
  }

  onEvent(_op: number, payload: unknown): void {
    const timer = payload as Timer;
    timer.event = null;
    if (this.#quiesced) return;
    this.#mailbox(() => {
      if (!timer.cancelled && !this.#quiesced) timer.callback.onProcessingTime(timer.timestampMs);
    });
  }
}
