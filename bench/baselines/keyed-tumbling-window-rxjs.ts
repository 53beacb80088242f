import { from, groupBy, mergeMap, Observable } from "rxjs";
import type { Reading } from "./input.ts";
import { ResultChecksum, timeOf, WINDOW_MS } from "./input.ts";

interface Result {
  readonly key: number;
  readonly start: number;
  readonly sum: number;
}

/** Sums one key's readings by window; a window's sum comes out with the key's first reading of a later one, the last at the end. */
function tumblingSum(key: number, source: Observable<Reading>): Observable<Result> {
  return new Observable((subscriber) => {
    let start = -1;
    let sum = 0;
    return source.subscribe({
      next(reading) {
        // `a` is the position of the reading.
        const window = Math.floor(timeOf(reading.a) / WINDOW_MS) * WINDOW_MS;
        if (window !== start) {
          if (start >= 0) subscriber.next({ key, start, sum });
          start = window;
          sum = 0;
        }
        sum += reading.value;
      },
      error: (error) => subscriber.error(error),
      complete() {
        if (start >= 0) subscriber.next({ key, start, sum });
        subscriber.complete();
      },
    });
  });
}

/** The same job in RxJS in its fast form: `groupBy`, and one operator of our own per group instead of `window` and `reduce`. */
export function rxjsKeyedTumblingWindow(input: readonly Reading[]): string {
  const checksum = new ResultChecksum();
  from(input)
    .pipe(
      groupBy((reading) => reading.key),
      mergeMap((group) => tumblingSum(group.key, group)),
    )
    .subscribe(({ key, start, sum }) => checksum.add(key, start, sum));
  return checksum.value();
}
