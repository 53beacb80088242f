import { GrowingInts } from "./growing-ints.ts";

/** No ancestor. */
export const NOTHING = -1;

/**
 * Which source records something was made from, as a graph whose nodes have up to two parents: a source record is a leaf,
 * "this and that" is a node. Never copies a set, so a window of a million records costs a million nodes, not their square.
 */
export class Ancestry {
  private readonly left = new GrowingInts(NOTHING);
  private readonly right = new GrowingInts(NOTHING);
  private readonly source = new GrowingInts(NOTHING);
  /** What was added by a node of `add`. */
  private readonly member = new GrowingInts(NOTHING);
  private readonly stamps = new GrowingInts(0);
  private stamp = 0;
  private count = 0;

  /** A leaf: the source record with this number. */
  leaf(source: number): number {
    const node = this.count++;
    this.source.set(node, source);
    return node;
  }

  /** Both; `NOTHING` adds nothing. */
  both(a: number, b: number): number {
    return a === NOTHING || a === b ? b : b === NOTHING ? a : this.add(a, b, NOTHING);
  }

  /** A collection with one more member: what `rest` holds, and `node`, which is known as `identity`. */
  add(rest: number, node: number, identity: number): number {
    const made = this.count++;
    this.left.set(made, rest);
    this.right.set(made, node);
    this.member.set(made, identity);
    return made;
  }

  /** An identity that was added twice to the collection, or `NOTHING`. Takes time in proportion to the collection. */
  repeated(collection: number): number {
    this.stamp++;
    for (let node = collection; node !== NOTHING; node = this.left.get(node)) {
      const identity = this.member.get(node);
      if (identity === NOTHING) continue;
      if (this.stamps.get(identity) === this.stamp) return identity;
      this.stamps.set(identity, this.stamp);
    }
    return NOTHING;
  }

  /** Is there a source record under both? Two that have none are taken for one. */
  shareSource(a: number, b: number): boolean {
    if (a === b) return true;
    const sources = new Set<number>();
    this.visit(a, new GrowingInts(0), (source) => sources.add(source));
    let shares = false;
    let some = false;
    this.visit(b, new GrowingInts(0), (source) => {
      some = true;
      shares ||= sources.has(source);
    });
    return shares || (sources.size === 0 && !some);
  }

  /** Calls `reach` for each source record under `node` that `seen` has not passed; marks all it passes. Linear over all calls with one `seen`. */
  visit(node: number, seen: GrowingInts, reach: (source: number) => void): void {
    const stack = [node];
    while (stack.length > 0) {
      const next = stack.pop()!;
      if (next === NOTHING || seen.get(next) === 1) continue;
      seen.set(next, 1);
      const source = this.source.get(next);
      if (source !== NOTHING) reach(source);
      stack.push(this.left.get(next), this.right.get(next));
    }
  }
}
