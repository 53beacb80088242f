/**
 * Real events of New York, some of which lie outside or nowhere: 1,969 events of the file have a coordinate of 0. Which rides
 * are to be dropped is data; this made it:
 *
 *     zcat exercises/data/nycTaxiRides.gz | awk -F, '$11 % 20 == 0 && $2 == "START" && ($5 < -74.05 || $5 > -73.7 ||
 *       $6 < 40.5 || $6 > 41 || $7 < -74.05 || $7 > -73.7 || $8 < 40.5 || $8 > 41) { print $1 }' | sort -n
 */
import { records } from "../course/steps.ts";
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";

const DROPPED: ReadonlySet<number> = new Set([
  360, 1136, 1603, 2565, 4540, 5283, 6087, 6384, 6672, 8271, 8292, 9320, 10161, 10284, 11481, 13721, 13830, 13905,
  14679, 15807, 16107, 16155, 17571, 18587, 18941, 19126, 19628, 20832, 21212, 23077, 24849, 25168, 26564, 26771, 29316,
  29452, 29760, 30066, 30423, 31715, 31827, 31831, 32606, 32956, 33060, 33550, 35281, 35988, 36175, 36439, 36566, 37882,
  37971, 38305, 38554, 39242, 39594, 39647, 39868, 41184, 41518, 41901, 42658, 43194, 43930, 44731, 45057, 46181, 46546,
  46577, 47861, 50455, 51702, 51743, 52161, 52611,
]);

export const newYork = newYorkCase({
  title: { en: "real rides, some of them without a place", zh: "真实的行程，有些没有坐标" },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    return {
      sources: [{ name: "rides", elements: records(...events) }],
      expected: events.filter(({ rideId }) => !DROPPED.has(rideId)),
    };
  },
});
