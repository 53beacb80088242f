/** Many dots as shading: how many fall into each square. */

/** A square with at least one dot, in CSS px. */
export interface DensityCell {
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

export const DENSITY_CELL = 6;

/**
 * Counts the first `count` points by squares of `DENSITY_CELL` px; `most` is the fullest square. What lies outside of
 * the area, `width` by `height`, is left out.
 */
export function density(
  count: number,
  x: (i: number) => number,
  y: (i: number) => number,
  width: number,
  height: number,
): { readonly cells: readonly DensityCell[]; readonly most: number } {
  const columns = Math.ceil(width / DENSITY_CELL);
  const rows = Math.ceil(height / DENSITY_CELL);
  const counts = new Int32Array(columns * rows);
  let most = 0;
  for (let i = 0; i < count; i++) {
    const column = Math.floor(x(i) / DENSITY_CELL);
    const row = Math.floor(y(i) / DENSITY_CELL);
    if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
    most = Math.max(most, ++counts[row * columns + column]);
  }
  const cells: DensityCell[] = [];
  for (let cell = 0; cell < counts.length; cell++)
    if (counts[cell] > 0)
      cells.push({
        x: (cell % columns) * DENSITY_CELL,
        y: Math.floor(cell / columns) * DENSITY_CELL,
        count: counts[cell],
      });
  return { cells, most };
}
