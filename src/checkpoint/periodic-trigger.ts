/** The timer that asks for a checkpoint each interval (`CheckpointCoordinator.ScheduledTrigger`). */
import type { Clock, EventHandler, KeyedDraws, Micros, ScheduledEvent } from "../world.ts";

/** The periodic trigger of one job; without an interval it never fires. */
export class PeriodicTrigger implements EventHandler {
  readonly #clock: Clock;
  readonly #draws: KeyedDraws;
  readonly #intervalMs: number | null;
  readonly #minPauseMs: number;
  readonly #onDue: () => void;
  #timer: ScheduledEvent | null = null;
  #plannedAt: Micros = 0;

  constructor(clock: Clock, draws: KeyedDraws, intervalMs: number | null, minPauseMs: number, onDue: () => void) {
    this.#clock = clock;
    this.#draws = draws;
    this.#intervalMs = intervalMs;
    this.#minPauseMs = minPauseMs;
    this.#onDue = onDue;
  }

  /** First after a random part of the interval, at least the pause; then each interval. Does nothing if it runs already. */
  start(): void {
    if (this.#intervalMs === null || this.#timer !== null) return;
    const delayMs = this.#minPauseMs + this.#draws.below(Math.max(this.#intervalMs - this.#minPauseMs, 0) + 1);
    this.#arm(this.#clock.now() + delayMs * 1000);
  }

  stop(): void {
    if (this.#timer !== null) this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  /** The next time is this far from now, and the interval counts from there. Nothing happens if it does not run. */
  reschedule(delayMicros: Micros): void {
    if (this.#timer === null) return;
    this.#clock.cancel(this.#timer);
    this.#arm(this.#clock.now() + delayMicros);
  }

  /** The next time is planned before this one is tried: a refusal shifts nothing. */
  onEvent(): void {
    this.#arm(this.#plannedAt + Math.max(this.#intervalMs ?? 0, this.#minPauseMs) * 1000);
    this.#onDue();
  }

  #arm(at: Micros): void {
    this.#plannedAt = at;
    this.#timer = this.#clock.schedule(Math.max(at, this.#clock.now()), "timer", this, 0, null);
  }
}
