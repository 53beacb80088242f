import { type DataStreamSource, replaySource, type StreamExecutionEnvironment, WatermarkStrategy } from "tidemark";
import type { TaxiRide } from "../taxi/ride.ts";

/** Event time passes this much faster than it happened. */
const SPEED = 60;
/** Rides come at most this much later than they happened; the watermark waits as long, so nothing is late. */
const DISORDER_MS = 60_000;

/** The rides of the input "rides" as they come in, sped up 60 times and up to a minute out of order. */
export function taxiRides(env: StreamExecutionEnvironment): DataStreamSource<TaxiRide> {
  const timestampOf = (ride: TaxiRide) => ride.eventTime;
  const source = replaySource<TaxiRide>({
    input: "rides",
    timestampOf,
    speed: SPEED,
    disorderMs: DISORDER_MS,
    splits: 4,
  });
  const watermarks =
    WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(DISORDER_MS).withTimestampAssigner(timestampOf);
  return env.fromSource(source, watermarks, "rides");
}
