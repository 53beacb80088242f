import { GrowingInts } from "./growing-ints.ts";

/** What has a number of its own. */
export type Family = "source" | "window" | "timer";

/** Gives small integers to what stays the same when a record is processed again after a restore. */
export class Identities {
  private readonly named = new Map<string, number>();
  private readonly derived = new Map<number, number>();
  private readonly numbered: Readonly<Record<Family, GrowingInts>> = {
    source: new GrowingInts(-1),
    window: new GrowingInts(-1),
    timer: new GrowingInts(-1),
  };
  private count = 0;

  /** The identity of the `n`-th of a family: a source record, a window that fires on time, a timer that fires once. */
  of(family: Family, n: number): number {
    const identities = this.numbered[family];
    const known = identities.get(n);
    if (known >= 0) return known;
    identities.set(n, this.count);
    return this.count++;
  }

  /** The identity of a thing with a name of its own: a late firing of a window. */
  name(text: string): number {
    let identity = this.named.get(text);
    if (identity === undefined) {
      identity = this.count++;
      this.named.set(text, identity);
    }
    return identity;
  }

  /** The identity of the `n`-th result that `place` (a small integer) made from `parent`. */
  derive(parent: number, place: number, n: number): number {
    if (place >= 1024 || n >= 4096) return this.name(`${parent} ${place} ${n}`);
    const key = (parent * 1024 + place) * 4096 + n;
    let identity = this.derived.get(key);
    if (identity === undefined) {
      identity = this.count++;
      this.derived.set(key, identity);
    }
    return identity;
  }
}
