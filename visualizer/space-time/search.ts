/**
 * The first position of an ordered list whose element is past something; its length if there is none.
 * @param isPast false for the elements at the beginning of the list, true from some element on
 */
export function firstWhere(length: number, isPast: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
