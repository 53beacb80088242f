import { type Collector, type KeyedProcessContext, KeyedProcessFunction, type OnTimerContext } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import { TWO_HOURS_MS, withFunction } from "./with-function.ts";

class AlertFunction extends KeyedProcessFunction<number, TaxiRide, number> {
  private first: TaxiRide | null = null;

  override processElement(ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<number>): void {
    const { first } = this;
    if (first === null) {
      this.first = ride;
      if (ride.isStart) context.timerService().registerEventTimeTimer(ride.eventTime + TWO_HOURS_MS);
      return;
    }
    const [begin, finish] = ride.isStart ? [ride, first] : [first, ride];
    if (finish.eventTime - begin.eventTime > TWO_HOURS_MS) out.collect(ride.rideId);
    if (first.isStart) context.timerService().deleteEventTimeTimer(first.eventTime + TWO_HOURS_MS);
    this.first = null;
  }

  override onTimer(_timestampMs: number, _context: OnTimerContext<number>, out: Collector<number>): void {
    if (this.first !== null) out.collect(this.first.rideId);
    this.first = null;
  }
}

export default withFunction(new AlertFunction());
