/** Moments at which a picture is checked, the same in every run. */
import type { TraceStore } from "../../../../visualizer/trace/trace-store.ts";

/** Numbers from 0 to below 1, from a seed. */
export function randomNumbers(seed: number): () => number {
  let h = seed >>> 0;
  return () => {
    h = (Math.imul(h, 1664525) + 1013904223) >>> 0;
    return h / 2 ** 32;
  };
}

/** Virtual times in µs, rising: a third anywhere, a third while a buffer flies, a third just after something is emitted. */
export function momentsOf(store: TraceStore, count: number, seed = 1): number[] {
  const random = randomNumbers(seed);
  const sent = new Map<string, number>();
  const flights: [number, number][] = [];
  const emissions: number[] = [];
  for (let seq = 0; seq < store.count; seq++) {
    const buffer = `${store.ch(seq)}/${store.a(seq)}`;
    if (store.kind(seq) === "el.emit") emissions.push(store.t(seq));
    if (store.kind(seq) === "buf.send") sent.set(buffer, store.t(seq));
    if (store.kind(seq) !== "buf.arrive") continue;
    const from = sent.get(buffer) ?? store.t(seq);
    if (from < store.t(seq)) flights.push([from, store.t(seq)]);
  }
  const moment = (i: number): number => {
    const n = Math.floor(random() * 1e9);
    const share = random();
    if (i % 3 === 1 && flights.length > 0) {
      const [from, to] = flights[n % flights.length];
      return from + share * (to - from);
    }
    if (i % 3 === 2 && emissions.length > 0) return emissions[n % emissions.length] + share * 100_000;
    return Math.floor(share * store.endMicros);
  };
  return Array.from({ length: count }, (_, i) => moment(i)).sort((a, b) => a - b);
}
