/** The orders in which the elements of several sources can arrive, when each source keeps its own. */

/** How many there are: a multinomial coefficient, `Infinity` where it is beyond whole numbers. */
export function countInterleavings(lengths: readonly number[]): number {
  let count = 1;
  let placed = 0;
  for (const length of lengths)
    for (let i = 1; i <= length; i++) {
      placed++;
      count = (count * placed) / i;
      if (count > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
    }
  return Math.round(count);
}

/**
 * The n-th interleaving as the index of the source of each element; they are numbered from 0 in lexical order. Throws
 * unless `n` is below `countInterleavings(lengths)`.
 */
export function interleaving(lengths: readonly number[], n: number): number[] {
  const left = [...lengths];
  const order: number[] = [];
  let rest = n;
  for (let total = lengths.reduce((sum, length) => sum + length, 0); total > 0; total--) {
    const source = left.findIndex((length, i) => {
      if (length === 0) return false;
      left[i]--;
      const count = countInterleavings(left);
      if (rest < count) return true;
      rest -= count;
      left[i]++;
      return false;
    });
    if (source < 0) throw new Error(`There is no interleaving ${n} of ${lengths.join(", ")} elements.`);
    order.push(source);
  }
  return order;
}

/** Any of them: each is as likely as the others if `below(n)` gives each number below n as often. */
export function drawInterleaving(lengths: readonly number[], below: (n: number) => number): number[] {
  const left = [...lengths];
  const order: number[] = [];
  for (let total = lengths.reduce((sum, length) => sum + length, 0); total > 0; total--) {
    let drawn = below(total);
    const source = left.findIndex((length) => {
      if (drawn < length) return true;
      drawn -= length;
      return false;
    });
    left[source]--;
    order.push(source);
  }
  return order;
}
