import type { Checker } from "../checker.ts";
import { DEFAULT_BOUNDS, type LivenessBounds } from "./bounds.ts";
import { JobComesToRun } from "./liv-1.ts";
import { CheckpointsGoOn } from "./liv-2.ts";
import { WatermarkReachesSinks } from "./liv-3.ts";
import { JobFinishes } from "./liv-4.ts";
import { DataMoves } from "./liv-5.ts";
import { ObligationsResolve } from "./liv-6.ts";
import { NoStorms } from "./liv-7.ts";

/**
 * A fresh set of liveness monitors, for one trace: each names its oldest obligation that was not met in time. Not among
 * `allCheckers`: a run whose settings or faults make progress impossible is not wrong.
 */
export function livenessMonitors(bounds: Partial<LivenessBounds> = {}): Checker[] {
  const given = { ...DEFAULT_BOUNDS, ...bounds };
  return [
    new JobComesToRun(given.runningMs),
    new CheckpointsGoOn(given.checkpointMs),
    new WatermarkReachesSinks(given.watermarkMs),
    new JobFinishes(given.finishMs),
    new DataMoves(given.stallMs),
    new ObligationsResolve(given.answerMs),
    new NoStorms(given.callsPerSecond),
  ];
}
