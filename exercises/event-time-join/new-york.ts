/**
 * Real rides of New York as trades and customers: the END of a ride is a trade of its driver, and what is known of a driver
 * changes with every START.
 */
import { records } from "../course/steps.ts";
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";
import type { TaxiRide } from "../taxi/ride.ts";
import type { Customer, EnrichedTrade, Trade } from "./solution.ts";

function versionOf({ rideId, driverId, eventTime, passengerCnt }: TaxiRide): Customer {
  return { timestamp: eventTime, customerId: driverId, customer: `${passengerCnt} passengers of ride ${rideId}` };
}

function tradeOf({ rideId, driverId, eventTime }: TaxiRide): Trade {
  return { timestamp: eventTime, customerId: driverId, trade: `end of ride ${rideId}` };
}

/** Each trade with all versions of its customer, one after the other. */
function joinedOneByOne(trades: readonly Trade[], versions: readonly Customer[]): EnrichedTrade[] {
  return trades.map((trade) => {
    let newest: Customer | null = null;
    for (const version of versions)
      if (version.customerId === trade.customerId && version.timestamp <= trade.timestamp) newest = version;
    return { trade, customer: newest };
  });
}

export const newYork = newYorkCase({
  title: {
    en: "the ends of real rides, with what their drivers were doing",
    zh: "真实行程的结束，以及司机当时在做什么",
  },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    const trades = events.filter(({ isStart }) => !isStart).map(tradeOf);
    const customers = events.filter(({ isStart }) => isStart).map(versionOf);
    return {
      sources: [
        { name: "trades", elements: records(...trades) },
        { name: "customers", elements: records(...customers) },
      ],
      // The file is sorted by time, so the last version that is not after the trade is the newest.
      expected: joinedOneByOne(trades, customers),
    };
  },
});
