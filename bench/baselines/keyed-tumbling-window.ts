import type { Reading } from "./input.ts";
import { ResultChecksum, timeOf, WINDOW_MS } from "./input.ts";

/** Sum per key in tumbling windows of event time, as a plain loop would do it; gives the checksum of all results. */
export function plainKeyedTumblingWindow(input: readonly Reading[]): string {
  const checksum = new ResultChecksum();
  let sums = new Map<number, number>();
  let start = 0;
  for (let n = 0; n < input.length; n++) {
    const { key, value } = input[n];
    const window = Math.floor(timeOf(n) / WINDOW_MS) * WINDOW_MS;
    if (window !== start) {
      for (const [k, sum] of sums) checksum.add(k, start, sum);
      sums = new Map();
      start = window;
    }
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  for (const [k, sum] of sums) checksum.add(k, start, sum);
  return checksum.value();
}
