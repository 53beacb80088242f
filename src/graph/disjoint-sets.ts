/** Sets of 0 … n − 1 that can be united. */
export class DisjointSets {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  /** The representative of the element's set. */
  find(element: number): number {
    let root = element;
    while (this.parent[root] !== root) root = this.parent[root];
    for (let at = element; at !== root; ) {
      const next = this.parent[at];
      this.parent[at] = root;
      at = next;
    }
    return root;
  }

  unite(a: number, b: number): void {
    const rootA = this.find(a);
    const rootB = this.find(b);
    // The smaller element represents the set, so that the result does not depend on the order.
    if (rootA < rootB) this.parent[rootB] = rootA;
    else this.parent[rootA] = rootB;
  }
}
