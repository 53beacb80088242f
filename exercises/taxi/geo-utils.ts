/** Where New York City is, for these exercises: a rectangle, and a grid of cells of about 100 m over it. */
/** Western edge, degrees. */
export const LON_WEST = -74.05;
/** Eastern edge, degrees. */
export const LON_EAST = -73.7;
/** Northern edge, degrees. */
export const LAT_NORTH = 41.0;
/** Southern edge, degrees. */
export const LAT_SOUTH = 40.5;
const DELTA_LON = 0.0014;
const DELTA_LAT = 0.00125;
const COLUMNS = 250;

/** The point lies in the rectangle. Coordinates are rounded to 32-bit floats first, as the training's are: that decides at the edges. */
export function isInNYC(lon: number, lat: number): boolean {
  const x = Math.fround(lon);
  const y = Math.fround(lat);
  return !(x > LON_EAST || x < LON_WEST) && !(y > LAT_NORTH || y < LAT_SOUTH);
}

/** Longitude of the middle of a grid cell. `GeoUtils.getGridCellCenterLon` */
export function getGridCellCenterLon(gridCellId: number): number {
  const column = gridCellId % COLUMNS;
  return -Math.fround(Math.abs(LON_WEST) - column * DELTA_LON - DELTA_LON / 2);
}

/** Latitude of the middle of a grid cell. `GeoUtils.getGridCellCenterLat` */
export function getGridCellCenterLat(gridCellId: number): number {
  const row = Math.floor(gridCellId / COLUMNS);
  return Math.fround(LAT_NORTH - row * DELTA_LAT - DELTA_LAT / 2);
}

/** The grid cell of a point, counted by rows from the north-west corner; without meaning for points outside. */
export function mapToGridCell(lon: number, lat: number): number {
  const column = Math.floor((Math.abs(LON_WEST) - Math.abs(Math.fround(lon))) / DELTA_LON);
  const row = Math.floor((LAT_NORTH - Math.fround(lat)) / DELTA_LAT);
  return column + row * COLUMNS;
}
