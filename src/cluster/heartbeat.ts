/**
 * Heartbeats (`HeartbeatManagerSenderImpl`, `HeartbeatManagerImpl`): the monitoring side asks every interval, both sides
 * hold a timeout that each sign of life pushes back. A target is also given up after so many calls in a row that found
 * nobody (`heartbeat.rpc-failure-threshold`).
 */
import type { Clock, EventHandler, Micros, ScheduledEvent } from "../world.ts";

/** `heartbeat.interval`, `heartbeat.timeout`, `heartbeat.rpc-failure-threshold`. */
export interface HeartbeatOptions {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Failed calls in a row after which a target counts as unreachable. */
  readonly rpcFailureThreshold: number;
}

/** What the owner of a monitor does. */
export interface HeartbeatOwner {
  /** Sends one heartbeat request; the answer is reported with `alive` or `failed`. Absent on the passive side. */
  requestHeartbeat?(target: string): void;
  /** `silentMicros` since the last sign of life. */
  onHeartbeatLost(target: string, reason: "timeout" | "unreachable", silentMicros: Micros): void;
}

interface Target {
  readonly id: string;
  lastSeen: Micros;
  failures: number;
  timeout: ScheduledEvent;
}

const REQUEST = 0;
const TIMEOUT = 1;

/** Watches any number of targets. With `requestHeartbeat` it is the asking side, without it the asked one. */
export class HeartbeatMonitor implements EventHandler {
  readonly #clock: Clock;
  readonly #options: HeartbeatOptions;
  readonly #owner: HeartbeatOwner;
  readonly #targets = new Map<string, Target>();
  #ticking = false;

  constructor(clock: Clock, options: HeartbeatOptions, owner: HeartbeatOwner) {
    this.#clock = clock;
    this.#options = options;
    this.#owner = owner;
  }

  /** Starts watching; a target that is watched already counts as seen. */
  monitor(target: string): void {
    const known = this.#targets.get(target);
    if (known !== undefined) {
      this.alive(target);
      return;
    }
    const entry: Target = { id: target, lastSeen: this.#clock.now(), failures: 0, timeout: 0 as ScheduledEvent };
    entry.timeout = this.#arm(entry);
    this.#targets.set(target, entry);
    if (!this.#ticking && this.#owner.requestHeartbeat !== undefined) {
      this.#ticking = true;
      this.#clock.schedule(this.#clock.now() + this.#options.intervalMs * 1000, "timer", this, REQUEST, null);
    }
  }

  unmonitor(target: string): void {
    const entry = this.#targets.get(target);
    if (entry === undefined) return;
    this.#clock.cancel(entry.timeout);
    this.#targets.delete(target);
  }

  /** A sign of life came. */
  alive(target: string): void {
    const entry = this.#targets.get(target);
    if (entry === undefined) return;
    entry.lastSeen = this.#clock.now();
    entry.failures = 0;
    this.#clock.cancel(entry.timeout);
    entry.timeout = this.#arm(entry);
  }

  /** A heartbeat call found nobody. */
  failed(target: string): void {
    const entry = this.#targets.get(target);
    if (entry === undefined) return;
    entry.failures++;
    if (entry.failures >= this.#options.rpcFailureThreshold) this.#lose(entry, "unreachable");
  }

  onEvent(op: number, payload: unknown): void {
    if (op === TIMEOUT) {
      this.#lose(payload as Target, "timeout");
      return;
    }
    this.#ticking = this.#targets.size > 0;
    if (!this.#ticking) return;
    for (const id of [...this.#targets.keys()]) this.#owner.requestHeartbeat?.(id);
    this.#clock.schedule(this.#clock.now() + this.#options.intervalMs * 1000, "timer", this, REQUEST, null);
  }

  #arm(entry: Target): ScheduledEvent {
    return this.#clock.schedule(this.#clock.now() + this.#options.timeoutMs * 1000, "timer", this, TIMEOUT, entry);
  }

  #lose(entry: Target, reason: "timeout" | "unreachable"): void {
    if (this.#targets.get(entry.id) !== entry) return;
    this.#clock.cancel(entry.timeout);
    this.#targets.delete(entry.id);
    this.#owner.onHeartbeatLost(entry.id, reason, this.#clock.now() - entry.lastSeen);
  }
}
