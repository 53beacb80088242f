import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import { TWO_HOURS_MS, withFunction } from "./with-function.ts";

class AlertFunction extends KeyedProcessFunction<number, TaxiRide, number> {
  private firstEvent!: ValueState<TaxiRide>;

  override open(context: RuntimeContext): void {
    this.firstEvent = context.getState(new ValueStateDescriptor<TaxiRide>("first event"));
  }

  override processElement(ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<number>): void {
    const first = this.firstEvent.value();
    if (first === null) {
      this.firstEvent.update(ride);
      const timers = context.timerService();
      if (ride.isStart) timers.registerProcessingTimeTimer(timers.currentProcessingTime() + TWO_HOURS_MS);
      return;
    }
    const [begin, finish] = ride.isStart ? [ride, first] : [first, ride];
    if (finish.eventTime - begin.eventTime > TWO_HOURS_MS) out.collect(ride.rideId);
    this.firstEvent.clear();
  }

  override onTimer(_timestampMs: number, context: OnTimerContext<number>, out: Collector<number>): void {
    if (this.firstEvent.value() !== null) out.collect(context.getCurrentKey());
    this.firstEvent.clear();
  }
}

export default withFunction(new AlertFunction());
