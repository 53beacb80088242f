/**
 * A list of `length` elements, made one by one: what `Array.from({ length }, make)` gives, without its way through the
 * protocol of iteration, which costs more than most elements do.
 */
export function listOf<T>(length: number, make: (index: number) => T): T[] {
  const list: T[] = [];
  for (let index = 0; index < length; index++) list.push(make(index));
  return list;
}
