/** May the job restart after a failure, and when? Flink's `RestartBackoffTimeStrategy` and its implementations; all times in ms. */

import { CHECKPOINTING_INTERVAL } from "../config/checkpoint-options.ts";
import type { Configuration } from "../config/configuration.ts";
import * as options from "../config/restart-options.ts";
import { accuratePower } from "./accurate-power.ts";

/** Told of each failure in order of time; asked after each. */
export interface RestartBackoffTimeStrategy {
  /** @param nowMs clock; gives false when the failure belongs to an attempt that is already waiting */
  notifyFailure(nowMs: number): boolean;
  canRestart(): boolean;
  /** From `nowMs` to the restart. */
  backoffTimeMs(nowMs: number): number;
  /** Name and parameters, as Flink prints them. */
  describe(): string;
}

/** Never. `NoRestartBackoffTimeStrategy`. */
export class NoRestartBackoffTimeStrategy implements RestartBackoffTimeStrategy {
  notifyFailure(): boolean {
    return true;
  }

  canRestart(): boolean {
    return false;
  }

  backoffTimeMs(): number {
    return 0;
  }

  describe(): string {
    return "NoRestartBackoffTimeStrategy";
  }
}

/** A number of times, each after the same delay. `FixedDelayRestartBackoffTimeStrategy`. */
export class FixedDelayRestartBackoffTimeStrategy implements RestartBackoffTimeStrategy {
  private readonly attempts: number;
  private readonly delayMs: number;
  private failures = 0;

  constructor(attempts: number, delayMs: number) {
    this.attempts = attempts;
    this.delayMs = delayMs;
  }

  notifyFailure(): boolean {
    this.failures++;
    return true;
  }

  canRestart(): boolean {
    return this.failures <= this.attempts;
  }

  backoffTimeMs(): number {
    return this.delayMs;
  }

  describe(): string {
    return `FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=${this.attempts}, backoffTimeMS=${this.delayMs})`;
  }
}

/** Until more than `maxFailures` failures lie within the interval. `FailureRateRestartBackoffTimeStrategy`. */
export class FailureRateRestartBackoffTimeStrategy implements RestartBackoffTimeStrategy {
  private readonly maxFailures: number;
  private readonly intervalMs: number;
  private readonly delayMs: number;
  /** The last `maxFailures + 1` times. */
  private readonly failuresMs: number[] = [];

  constructor(maxFailures: number, intervalMs: number, delayMs: number) {
    this.maxFailures = maxFailures;
    this.intervalMs = intervalMs;
    this.delayMs = delayMs;
  }

  notifyFailure(nowMs: number): boolean {
    if (this.failuresMs.length > this.maxFailures) this.failuresMs.shift();
    this.failuresMs.push(nowMs);
    return true;
  }

  canRestart(): boolean {
    const times = this.failuresMs;
    return times.length <= this.maxFailures || times[times.length - 1] - times[0] > this.intervalMs;
  }

  backoffTimeMs(): number {
    return this.delayMs;
  }

  describe(): string {
    const parameters = `failuresIntervalMS=${this.intervalMs},backoffTimeMS=${this.delayMs},maxFailuresPerInterval=${this.maxFailures}`;
    return `FailureRateRestartBackoffTimeStrategy(FailureRateRestartBackoffTimeStrategy(${parameters})`;
  }
}

/** Parameters of the exponential delay. */
export interface ExponentialDelayParameters {
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  /** Greater than 1. */
  readonly backoffMultiplier: number;
  /** Time after a restart without failure, after which the delay starts anew. */
  readonly resetBackoffThresholdMs: number;
  /** 0 to 1. */
  readonly jitterFactor: number;
  /** Restarts before the job fails for good; 2147483647 = without end. */
  readonly attemptsBeforeResetBackoff: number;
}

/** Gives an integer in [0, bound). */
export type Draw = (bound: number) => number;

/** After a delay that grows with each attempt; failures while one waits belong to it. `ExponentialDelayRestartBackoffTimeStrategy`. */
export class ExponentialDelayRestartBackoffTimeStrategy implements RestartBackoffTimeStrategy {
  private readonly parameters: ExponentialDelayParameters;
  private readonly draw: Draw;
  private attempt = 0;
  private nextRestartMs: number | null = null;

  /** @param draw for the jitter; not called while the jitter's range is empty */
  constructor(parameters: ExponentialDelayParameters, draw: Draw) {
    const {
      initialBackoffMs,
      maxBackoffMs,
      backoffMultiplier,
      resetBackoffThresholdMs,
      jitterFactor,
      attemptsBeforeResetBackoff,
    } = parameters;
    check(initialBackoffMs >= 1, "Initial backoff must be at least 1.");
    check(maxBackoffMs >= 1, "Maximum backoff must be at least 1.");
    check(initialBackoffMs <= maxBackoffMs, "Initial backoff cannot be higher than maximum backoff.");
    check(backoffMultiplier > 1, "Backoff multiplier must be greater than 1.");
    check(resetBackoffThresholdMs >= 1, "Threshold duration for exponential backoff reset must be at least 1.");
    check(jitterFactor >= 0 && jitterFactor <= 1, "Jitter factor must be >= 0 and <= 1.");
    check(attemptsBeforeResetBackoff >= 1, "The attempts must be at least 1.");
    this.parameters = parameters;
    this.draw = draw;
  }

  notifyFailure(nowMs: number): boolean {
    const { resetBackoffThresholdMs } = this.parameters;
    if (this.nextRestartMs !== null) {
      if (nowMs <= this.nextRestartMs) return false;
      if (nowMs - this.nextRestartMs >= resetBackoffThresholdMs) this.attempt = 0;
    }
    this.nextRestartMs = nowMs + this.nextBackoffMs();
    this.attempt++;
    return true;
  }

  canRestart(): boolean {
    return this.attempt <= this.parameters.attemptsBeforeResetBackoff;
  }

  backoffTimeMs(nowMs: number): number {
    if (this.nextRestartMs === null)
      throw new Error("Please call notifyFailure first: there is no restart to wait for before a failure.");
    return Math.max(0, this.nextRestartMs - nowMs);
  }

  describe(): string {
    const p = this.parameters;
    return (
      `ExponentialDelayRestartBackoffTimeStrategy(initialBackoffMS=${p.initialBackoffMs}, maxBackoffMS=${p.maxBackoffMs}, ` +
      `backoffMultiplier=${javaDouble(p.backoffMultiplier)}, resetBackoffThresholdMS=${p.resetBackoffThresholdMs}, jitterFactor=${javaDouble(p.jitterFactor)}, ` +
      `attemptsBeforeResetBackoff=${p.attemptsBeforeResetBackoff}, currentRestartAttempt=${this.attempt}, nextRestartTimestamp=${this.nextRestartMs ?? 0})`
    );
  }

  /** multiplier ^ attempt; stops at what the maximum cuts off anyway. */
  private growth(): number {
    const { initialBackoffMs, maxBackoffMs, backoffMultiplier } = this.parameters;
    let exponent = 0;
    for (let reached = initialBackoffMs; exponent < this.attempt && reached < 2 * maxBackoffMs; exponent++)
      reached *= backoffMultiplier;
    return accuratePower(backoffMultiplier, exponent);
  }

  private nextBackoffMs(): number {
    const { initialBackoffMs, maxBackoffMs, jitterFactor } = this.parameters;
    const backoff = Math.min(Math.floor(initialBackoffMs * this.growth()), maxBackoffMs);
    const range = Math.floor(backoff * jitterFactor);
    const jitter = range === 0 ? 0 : this.draw(2 * range + 1) - range;
    return Math.max(initialBackoffMs, Math.min(backoff + jitter, maxBackoffMs));
  }
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

function javaDouble(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** The strategy of a job: what its configuration names, else none without checkpoints and exponential delay with them. */
export function restartStrategyOf(configuration: Configuration, draw: Draw): RestartBackoffTimeStrategy {
  const named = configuration.get(options.RESTART_STRATEGY);
  const type =
    named !== "default" ? named : configuration.get(CHECKPOINTING_INTERVAL) === null ? "none" : "exponential-delay";
  switch (type) {
    case "none":
      return new NoRestartBackoffTimeStrategy();
    case "fixed-delay":
      return new FixedDelayRestartBackoffTimeStrategy(
        configuration.get(options.FIXED_DELAY_ATTEMPTS),
        configuration.get(options.FIXED_DELAY_DELAY),
      );
    case "failure-rate":
      return new FailureRateRestartBackoffTimeStrategy(
        configuration.get(options.FAILURE_RATE_MAX_FAILURES),
        configuration.get(options.FAILURE_RATE_INTERVAL),
        configuration.get(options.FAILURE_RATE_DELAY),
      );
    case "exponential-delay":
      return new ExponentialDelayRestartBackoffTimeStrategy(
        {
          initialBackoffMs: configuration.get(options.EXPONENTIAL_DELAY_INITIAL),
          maxBackoffMs: configuration.get(options.EXPONENTIAL_DELAY_MAX),
          backoffMultiplier: configuration.get(options.EXPONENTIAL_DELAY_MULTIPLIER),
          resetBackoffThresholdMs: configuration.get(options.EXPONENTIAL_DELAY_RESET),
          jitterFactor: configuration.get(options.EXPONENTIAL_DELAY_JITTER),
          attemptsBeforeResetBackoff: configuration.get(options.EXPONENTIAL_DELAY_ATTEMPTS),
        },
        draw,
      );
  }
}
