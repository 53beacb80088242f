import type { ProcessContext, ProcessFunction, TimerService } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import type { MaybeStep } from "../task/step.ts";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../time/timestamps.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator } from "./function-operator.ts";
import type { OperatorContext, OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";

/** A `ProcessFunction` on a stream that is not keyed: side outputs, clocks, no timers. `ProcessOperator`. */
export class ProcessOperator extends FunctionOperator<ProcessFunction<unknown, unknown>> {
  private collector!: TimestampedCollector<unknown>;
  private context!: ElementContext;

  override open(): MaybeStep {
    this.collector = new TimestampedCollector(this.ctx.output);
    this.context = new ElementContext(this.ctx);
    return super.open();
  }

  override processElement(value: unknown, timestampMs: number): void {
    this.collector.timestampMs = timestampMs;
    this.context.timestampMs = timestampMs;
    const returned: unknown = this.fn.processElement(value, this.context, this.collector);
    if (returned !== undefined) refusePromise(returned, this.ctx.operatorName);
  }

  override processWatermark(timestampMs: number): void {
    this.context.watermarkMs = timestampMs;
    super.processWatermark(timestampMs);
  }
}

class ElementContext implements ProcessContext, TimerService {
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
    throw new Error(
      `${what} timers is only supported on a keyed streams: put keyBy before the process function of operator "${this.ctx.operatorName}".`,
    );
  }
}

/** Each call of `create` works on its own copy of the function. */
export function processOperatorFactory(fn: ProcessFunction<unknown, unknown>): OperatorFactory {
  return { kind: "ProcessOperator", create: () => new ProcessOperator(cloneFunction(fn)) };
}
