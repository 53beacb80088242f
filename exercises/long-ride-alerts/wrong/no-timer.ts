import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
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

  override processElement(ride: TaxiRide, _context: KeyedProcessContext<number>, out: Collector<number>): void {
    const first = this.firstEvent.value();
    if (first === null) {
      this.firstEvent.update(ride);
      return;
    }
    const [begin, finish] = ride.isStart ? [ride, first] : [first, ride];
    if (finish.eventTime - begin.eventTime > TWO_HOURS_MS) out.collect(ride.rideId);
    this.firstEvent.clear();
  }
}

export default withFunction(new AlertFunction());
