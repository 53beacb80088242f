/** What a single loop does for the jobs of `bench/cases/operators.ts`; each gives the checksum of all its results. */
import { type Reading, ResultChecksum, timeOf } from "./input.ts";

/** Silence that ends a session, ms. */
export const GAP_MS = 150;
/** Time from a record to its timer, ms. */
export const DELAY_MS = 100;
/** Greatest distance of joined records, ms. */
export const DISTANCE_MS = 60;

/** Sum per key and session. */
export function plainSessions(input: readonly Reading[]): string {
  const checksum = new ResultChecksum();
  const open = new Map<number, { start: number; end: number; sum: number }>();
  for (let n = 0; n < input.length; n++) {
    const { key, value } = input[n];
    const at = timeOf(n);
    const session = open.get(key);
    if (session !== undefined && at <= session.end) {
      session.end = at + GAP_MS;
      session.sum += value;
      continue;
    }
    if (session !== undefined) checksum.add(key, session.start, session.sum);
    open.set(key, { start: at, end: at + GAP_MS, sum: value });
  }
  for (const [key, { start, sum }] of open) checksum.add(key, start, sum);
  return checksum.value();
}

/** Counts the records of each key, and says for each time at which a timer is due that it was. */
export function plainTimers(input: readonly Reading[]): string {
  const checksum = new ResultChecksum();
  const counts = new Map<number, number>();
  const pending: { key: number; at: number }[] = [];
  const registered = new Set<number>();
  let next = 0;
  const fire = (now: number) => {
    for (; next < pending.length && pending[next].at <= now; next++) {
      const { key, at } = pending[next];
      registered.delete(at * 4096 + key);
      checksum.add(key, at, 1);
    }
  };
  for (let n = 0; n < input.length; n++) {
    const { key } = input[n];
    const now = timeOf(n);
    fire(now - 1);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const at = now + DELAY_MS;
    if (registered.has(at * 4096 + key)) continue;
    registered.add(at * 4096 + key);
    pending.push({ key, at });
  }
  fire(Number.POSITIVE_INFINITY);
  return checksum.value();
}

/** Pairs of even and odd records of a key whose times are near to each other. */
export function plainIntervalJoin(input: readonly Reading[]): string {
  const checksum = new ResultChecksum();
  const sides = [new Map<number, number[]>(), new Map<number, number[]>()] as const;
  for (let n = 0; n < input.length; n++) {
    const { key } = input[n];
    const at = timeOf(n);
    const others = sides[1 - (n % 2)].get(key);
    if (others !== undefined) {
      while (others.length > 0 && timeOf(others[0]) < at - DISTANCE_MS) others.shift();
      for (const other of others) checksum.add(key, Math.max(at, timeOf(other)), (n + other) | 0);
    }
    const own = sides[n % 2].get(key);
    if (own === undefined) sides[n % 2].set(key, [n]);
    else {
      while (own.length > 0 && timeOf(own[0]) < at - DISTANCE_MS) own.shift();
      own.push(n);
    }
  }
  return checksum.value();
}
