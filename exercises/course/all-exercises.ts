import { longRideAlerts } from "../long-ride-alerts/index.ts";
import type { Exercise } from "./exercise.ts";

/** All exercises in the order of the ladder. */
export const EXERCISES: readonly Exercise[] = [longRideAlerts];
