import type { SinkFunction, SinkFunctionContext } from "../api/sink-function.ts";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../time/timestamps.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator, type RecordKey } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";

/** Hands each record to a sink function. `StreamSink`. */
export class StreamSink extends FunctionOperator<SinkFunction<unknown>> implements SinkFunctionContext {
  private readonly invoke: (value: unknown, context: SinkFunctionContext) => void;
  private timestampMs = NO_TIMESTAMP;
  private watermarkMs = MIN_TIMESTAMP;

  constructor(fn: SinkFunction<unknown>, keySelector: RecordKey) {
    super(fn, keySelector);
    this.invoke = typeof fn === "function" ? fn : (value, context) => fn.invoke(value, context);
  }

  override processElement(value: unknown, timestampMs: number): void {
    this.timestampMs = timestampMs;
    const { trace, task } = this.ctx;
    if (trace.records) trace.emit("rec.sink", { task });
    const returned: unknown = this.invoke(value, this);
    if (returned !== undefined) refusePromise(returned, this.ctx.operatorName);
  }

  override processWatermark(timestampMs: number): void {
    this.watermarkMs = timestampMs;
    super.processWatermark(timestampMs);
  }

  currentProcessingTime(): number {
    return this.ctx.processingTime.currentTimeMs();
  }

  currentWatermark(): number {
    return this.watermarkMs;
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }
}

/** Each call of `create` works on its own copy of the function. */
export function streamSinkFactory(fn: SinkFunction<unknown>, keySelector: RecordKey): OperatorFactory {
  return { kind: "StreamSink", create: () => new StreamSink(cloneFunction(fn), keySelector) };
}
