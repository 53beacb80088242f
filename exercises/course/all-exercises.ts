import { crashAndRecovery } from "../crash-and-recovery/index.ts";
import { eventTimeJoin } from "../event-time-join/index.ts";
import { expiringState } from "../expiring-state/index.ts";
import { hourlyTips } from "../hourly-tips/index.ts";
import { longRideAlerts } from "../long-ride-alerts/index.ts";
import { popularPlaces } from "../popular-places/index.ts";
import { rideCleansing } from "../ride-cleansing/index.ts";
import { rideCount } from "../ride-count/index.ts";
import { ridesAndFares } from "../rides-and-fares/index.ts";
import { twoPhaseCommit } from "../two-phase-commit/index.ts";
import { watermarks } from "../watermarks/index.ts";
import type { Exercise } from "./exercise.ts";
import type { Prediction } from "./prediction.ts";

/** Rungs that ask for a prediction, in the order of the ladder; they come first. */
export const PREDICTIONS: readonly Prediction[] = [watermarks, crashAndRecovery, twoPhaseCommit];

/** All exercises in the order of the ladder. */
export const EXERCISES: readonly Exercise[] = [
  rideCount,
  rideCleansing,
  ridesAndFares,
  hourlyTips,
  longRideAlerts,
  expiringState,
  popularPlaces,
  eventTimeJoin,
];

/** A step of the ladder, of either kind. */
export type Rung = Prediction | Exercise;

/** The whole ladder. */
export const RUNGS: readonly Rung[] = [...PREDICTIONS, ...EXERCISES];

/** Does it ask for a prediction, and not for code? */
export function isPrediction(rung: Rung): rung is Prediction {
  return "questions" in rung;
}
