/** Gives small integers to what stays the same when a record is processed again after a restore. */
export class Identities {
  private readonly named = new Map<string, number>();
  private readonly derived = new Map<number, number>();
  private count = 0;

  /** The identity of a thing with a name of its own: a source record, a firing of a window. */
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
