import type { ProcessFunction } from "../api/functions.ts";
import type { MaybeStep } from "../task/step.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { ElementContext } from "./process-contexts.ts";
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

/** Each call of `create` works on its own copy of the function. */
export function processOperatorFactory(fn: ProcessFunction<unknown, unknown>): OperatorFactory {
  return { kind: "ProcessOperator", create: () => new ProcessOperator(cloneFunction(fn)) };
}
