/** By exercise: programs that are right and have another shape than its solution, as learners write them. */
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import { eventTimeJoin } from "./event-time-join.ts";
import { expiringState } from "./expiring-state.ts";
import { hourlyTips } from "./hourly-tips.ts";
import { longRideAlerts } from "./long-ride-alerts.ts";
import { popularPlaces } from "./popular-places.ts";
import { rideCleansing } from "./ride-cleansing.ts";
import { rideCount } from "./ride-count.ts";
import { ridesAndFares } from "./rides-and-fares.ts";

export const RIGHT: Readonly<Record<string, Readonly<Record<string, Pipeline>>>> = {
  "ride-count": rideCount,
  "ride-cleansing": rideCleansing,
  "rides-and-fares": ridesAndFares,
  "hourly-tips": hourlyTips,
  "long-ride-alerts": longRideAlerts,
  "expiring-state": expiringState,
  "popular-places": popularPlaces,
  "event-time-join": eventTimeJoin,
};
