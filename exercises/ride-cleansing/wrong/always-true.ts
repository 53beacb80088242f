import type { DataStream } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";

export default (rides: DataStream<TaxiRide>): DataStream<TaxiRide> => rides.filter(() => true);
