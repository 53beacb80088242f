/** What process functions see of their element or timer. `ProcessFunction.Context` and its kin. */
import type { OnTimerContext, ProcessContext, TimerService } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import { type KeyedStateBackend, VOID_SCOPE } from "../state/keyed-state-backend.ts";
import type { InternalTimerService } from "../time/internal-timer-service.ts";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../time/timestamps.ts";
import { UnsupportedOperationError } from "../types/errors.ts";
import type { OperatorContext, Output } from "./operator.ts";

/** The timers of user functions: one namespace for all. `SimpleTimerService`. */
export class UserTimerService implements TimerService {
  readonly #service: InternalTimerService;

  constructor(service: InternalTimerService) {
    this.#service = service;
  }

  currentProcessingTime(): number {
    return this.#service.currentProcessingTime();
  }

  currentWatermark(): number {
    return this.#service.currentWatermark();
  }

  registerEventTimeTimer(timestampMs: number): void {
    this.#service.registerEventTimeTimer(VOID_SCOPE, timestampMs);
  }

  registerProcessingTimeTimer(timestampMs: number): void {
    this.#service.registerProcessingTimeTimer(VOID_SCOPE, timestampMs);
  }

  deleteEventTimeTimer(timestampMs: number): void {
    this.#service.deleteEventTimeTimer(VOID_SCOPE, timestampMs);
  }

  deleteProcessingTimeTimer(timestampMs: number): void {
    this.#service.deleteProcessingTimeTimer(VOID_SCOPE, timestampMs);
  }
}

/** One object serves all elements and timers of the operator, as in Flink. */
export class KeyedElementContext implements OnTimerContext<unknown> {
  readonly #output: Output;
  readonly #timers: TimerService;
  readonly #backend: KeyedStateBackend;
  timestampMs = NO_TIMESTAMP;
  domain: "event" | "processing" = "event";

  constructor(output: Output, timers: TimerService, backend: KeyedStateBackend) {
    this.#output = output;
    this.#timers = timers;
    this.#backend = backend;
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }

  timerService(): TimerService {
    return this.#timers;
  }

  getCurrentKey(): unknown {
    return this.#backend.currentKey();
  }

  timeDomain(): "event" | "processing" {
    return this.domain;
  }

  /** Side outputs carry the timestamp of the element or timer, in the processing-time domain too. */
  output<X>(tag: OutputTag<X>, value: X): void {
    this.#output.collectSide(tag, value, this.timestampMs);
  }
}

/** One object serves all elements of an operator that is not keyed: it has clocks, and no timers. */
export class ElementContext implements ProcessContext, TimerService {
  private readonly ctx: OperatorContext;
  timestampMs = NO_TIMESTAMP;
  watermarkMs = MIN_TIMESTAMP;

  constructor(ctx: OperatorContext) {
    this.ctx = ctx;
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }

  timerService(): TimerService {
    return this;
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.ctx.output.collectSide(tag, value, this.timestampMs);
  }

  currentProcessingTime(): number {
    return this.ctx.processingTime.currentTimeMs();
  }

  currentWatermark(): number {
    return this.watermarkMs;
  }

  registerEventTimeTimer(): never {
    return this.refuse("Setting");
  }

  registerProcessingTimeTimer(): never {
    return this.refuse("Setting");
  }

  deleteEventTimeTimer(): never {
    return this.refuse("Deleting");
  }

  deleteProcessingTimeTimer(): never {
    return this.refuse("Deleting");
  }

  private refuse(what: string): never {
    throw new UnsupportedOperationError(
      `${what} timers is only supported on a keyed streams: put keyBy before the process function of operator "${this.ctx.operatorName}".`,
    );
  }
}
