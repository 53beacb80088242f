/** Finds the event that a stop waits for. */
import type { RunModel } from "../run-model.ts";
import type { Moment, Stop } from "./tour.ts";

/** Number of the event after which the stop is; null while the simulation has not come to it; -1 if it never does. */
export function resolveStop(model: RunModel, stop: Stop, from: number): number | null {
  const { store, end } = model;
  if (stop.atMicros !== undefined) {
    if (end === null && store.endMicros <= stop.atMicros) return null;
    return store.seqAt(stop.atMicros);
  }
  if (stop.until === undefined) return from;
  return findMoment(model, stop.until);
}

/** Number of the event that is meant; null while the simulation has not come to it; -1 if it never does. */
export function findMoment({ store, end }: RunModel, { kind, n, where = {} }: Moment): number | null {
  let seen = 0;
  for (let seq = 0; seq < store.count; seq++) {
    if (store.kind(seq) !== kind) continue;
    if (where.a !== undefined && store.a(seq) !== where.a) continue;
    if (where.b !== undefined && store.b(seq) !== where.b) continue;
    if (where.ch !== undefined && store.ch(seq) !== where.ch) continue;
    if (++seen === n) return seq;
  }
  return end === null ? null : -1;
}
