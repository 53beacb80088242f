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
  const [last, next] = beatsAround(model, micros);
  return next === Number.POSITIVE_INFINITY ? FASTEST_RATE : clamp(Math.max(next - last, SAME_BEAT_MICROS) / beat);
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
export function shortestFlight(model: RunModel, micros: number): number | null {
  let shortest: number | null = null;
  for (const channel of model.elements.channels.values()) {
    for (const { sentAt, arrivedAt } of channel.openAt(micros)) {
      if (sentAt > micros) break;
      const flight = arrivedAt - sentAt;
      if (arrivedAt > micros && Number.isFinite(flight) && flight > 0 && (shortest === null || flight < shortest))
        shortest = flight;
    }
  }
  return shortest;
}

/** Virtual times of the last thing that was to be seen and of the next one, µs; Infinity if there is none. */
export function beatsAround({ store, notable, elements }: RunModel, micros: number): readonly [number, number] {
  let last = 0;
  let next = Number.POSITIVE_INFINITY;
  const take = (at: number) => {
    if (at <= micros) last = Math.max(last, at);
    else next = Math.min(next, at);
  };
  const seq = notable.after(store.seqAt(micros + SAME_BEAT_MICROS));
  if (seq >= 0) take(store.t(seq));
  const before = notable.before(store.seqAt(micros) + 1);
  if (before >= 0) take(store.t(before));
  for (const channel of elements.channels.values()) {
    const all = channel.elements;
    // Buffers leave and arrive in order: what matters is on either side of the first that has not left.
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (all[middle].sentAt <= micros) low = middle + 1;
      else high = middle;
    }
    if (low < all.length && Number.isFinite(all[low].sentAt)) take(all[low].sentAt);
    if (low === 0) continue;
    take(all[low - 1].sentAt);
    if (Number.isFinite(all[low - 1].arrivedAt)) take(all[low - 1].arrivedAt);
  }
  return [last, next];
}
