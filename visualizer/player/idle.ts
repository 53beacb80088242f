/** Stretches in which nothing travels and nothing notable happens: passed over quickly, unless that is not wanted. */
import type { RunModel } from "../run-model.ts";
import { automaticRate, beatsAround, FASTEST_RATE, shortestFlight } from "./pacing.ts";

/** At a fixed pace, a stretch that would take longer is played in PLAYED_IN_MS. */
const LONGEST_IDLE_MS = 600;
const PLAYED_IN_MS = 300;
/** At an automatic pace all stretches are short; those that are shorter than this in virtual time are not told. */
const TOLD_MICROS = 100_000;
/** Without compression a second of nothing takes a second. */
const REAL_TIME_RATE = 1_000_000;

/** How the run goes on from a moment. */
export interface Pace {
  /** Virtual µs per second of the viewer's time. */
  readonly rate: number;
  /** Length of the stretch that is passed over, virtual µs; null if none is. */
  readonly skippedMicros: number | null;
  /** The rate holds up to here, virtual µs. */
  readonly untilMicros: number;
}

/** The pace at a moment. @param fixedRate null: automatic */
export function paceAt(model: RunModel, micros: number, fixedRate: number | null, isCompressed: boolean): Pace {
  const own = fixedRate ?? automaticRate(model, micros);
  const ownPace: Pace = { rate: own, skippedMicros: null, untilMicros: Number.POSITIVE_INFINITY };
  if (shortestFlight(model, micros) !== null) return ownPace;
  const [last, next] = beatsAround(model, micros);
  const untilMicros = Math.min(next, Math.max(model.store.endMicros, micros));
  const idleMicros = untilMicros - last;
  if (!isCompressed) return fixedRate === null ? { ...ownPace, rate: Math.min(own, REAL_TIME_RATE) } : ownPace;
  if (fixedRate === null) return idleMicros < TOLD_MICROS ? ownPace : { ...ownPace, skippedMicros: idleMicros };
  if ((idleMicros / own) * 1000 <= LONGEST_IDLE_MS) return ownPace;
  const rate = Math.min(FASTEST_RATE, Math.max(own, (idleMicros * 1000) / PLAYED_IN_MS));
  return { rate, skippedMicros: idleMicros, untilMicros };
}
