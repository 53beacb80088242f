/** Moments that are not known by their time: what the page opens with, and what it waits for. */
import type { RunModel } from "../run-model.ts";
import { findMoment } from "../tours/resolve.ts";
import type { Moment } from "../tours/tour.ts";
import type { Cursor } from "./page-state.ts";

const JOB_RUNNING = 2;
/** The first frame is not looked for beyond so many events: a job that only waits has none of the moments below. */
const OPENING_EVENTS = 20_000;
const BEFORE_ALL: Cursor = { micros: 0, seq: -1 };

/** The first frame of a run, best first: a record is about to leave; else the job runs; else it is there. */
const OPENINGS: readonly Moment[] = [
  { kind: "src.emit", n: 1 },
  { kind: "job.state", n: 1, where: { b: JOB_RUNNING } },
  { kind: "vertex.def", n: 1 },
];
/** Where something can be broken, and there is something to recover from. */
export const CHECKPOINTED: Moment = { kind: "cp.complete", n: 1 };

/** Gives the moment once the simulation has come to it; null until then. */
export type Finder = (model: RunModel) => Cursor | null;

/** A virtual time, µs, or as many of the events at it as `seq` says. */
export function atMicros(micros: number, seq: number | null): Finder {
  return ({ store, end }) => {
    if (end === null && store.endMicros <= micros) return null;
    const last = store.seqAt(micros);
    const isOfThatTime = seq !== null && seq >= 0 && seq <= last && store.t(seq) <= micros;
    return { micros: Math.min(micros, Math.max(store.endMicros, 0)), seq: isOfThatTime ? seq : last };
  };
}

/** The first frame that is worth looking at: after `wanted` if that comes. */
export function opening(wanted: Moment | null): Finder {
  const moments = wanted === null ? OPENINGS : [wanted, ...OPENINGS];
  return (model) => {
    for (const moment of moments) {
      const found = findMoment(model, moment);
      if (found === null && model.store.count < OPENING_EVENTS) return null;
      if (found !== null && found >= 0) return { micros: model.store.t(found), seq: found };
    }
    return BEFORE_ALL;
  };
}
