/**
 * How fast virtual time passes when the pace is automatic: what travels is given time to be seen, what is between is
 * passed over. The run is made of beats: moments at which a buffer leaves, or something notable happens.
 */
import type { RunModel } from "../run-model.ts";

/** Seconds of the viewer's time. */
const LONGEST_BEAT_S = 0.45;
const SHORTEST_BEAT_S = 0.02;
/** A run is to be seen in about this time, if its beats do not come too fast for that. */
const WHOLE_RUN_S = 75;
/** Virtual µs per second at the least and at the most. */
export const SLOWEST_RATE = 1;
export const FASTEST_RATE = 60_000_000;
/** What lies closer together is one beat. */
const SAME_BEAT_MICROS = 20;

/** Virtual µs per second of the viewer's time at a moment of a run. */
export function automaticRate(model: RunModel, micros: number): number {
  const beat = beatSeconds(model);
  const flight = shortestFlight(model, micros);
  if (flight !== null) return clamp(flight / beat);
  const next = nextBeat(model, micros);
  return next === null ? FASTEST_RATE : clamp(Math.max(next - micros, SAME_BEAT_MICROS) / beat);
}

function clamp(rate: number): number {
  return Math.min(FASTEST_RATE, Math.max(SLOWEST_RATE, rate));
}

/** How long a beat is to take: shorter in runs of many beats. */
function beatSeconds(model: RunModel): number {
  let beats = model.notable.seqs.length;
  for (const channel of model.elements.channels.values()) beats += channel.elements.length;
  return Math.min(LONGEST_BEAT_S, Math.max(SHORTEST_BEAT_S, WHOLE_RUN_S / Math.max(1, beats)));
}

/** Flight time, µs, of what is under way and arrives first; null if nothing is. */
function shortestFlight(model: RunModel, micros: number): number | null {
  let shortest: number | null = null;
  for (const channel of model.elements.channels.values()) {
    for (const { sentAt, arrivedAt } of channel.openAt(micros)) {
      if (sentAt > micros) break;
      const flight = arrivedAt - sentAt;
      if (arrivedAt > micros && flight > 0 && (shortest === null || flight < shortest)) shortest = flight;
    }
  }
  return shortest;
}

/** Virtual time of the next thing to see, µs; null if there is none. */
function nextBeat(model: RunModel, micros: number): number | null {
  const { store, notable, elements } = model;
  let next = Number.POSITIVE_INFINITY;
  const from = store.seqAt(micros + SAME_BEAT_MICROS);
  const seq = notable.after(from);
  if (seq >= 0) next = store.t(seq);
  for (const channel of elements.channels.values())
    for (let i = channel.firstOpenAt(micros); i < channel.elements.length; i++) {
      const { sentAt } = channel.elements[i];
      if (sentAt <= micros) continue;
      if (sentAt < next) next = sentAt;
      break;
    }
  return next === Number.POSITIVE_INFINITY ? null : next;
}
