/** Virtual time along the diagram: places, and how a moment is written. */

/** A stretch of virtual time, µs. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const UNITS = [
  { name: "s", micros: 1_000_000 },
  { name: "ms", micros: 1000 },
  { name: "µs", micros: 1 },
] as const;

/** Place of a moment, px from the beginning of a range that is `length` px long. */
export function placeOf({ from, to }: TimeRange, length: number, micros: number): number {
  return ((micros - from) / (to - from)) * length;
}

/** Moment of a place, µs. */
export function momentAt({ from, to }: TimeRange, length: number, px: number): number {
  return from + (px / length) * (to - from);
}

/** A moment as text, "1 910.5 ms", exact to `step` µs. */
export function timeText(micros: number, step: number): string {
  const unit = UNITS.find((one) => step * 200 >= one.micros * 10) ?? UNITS[2];
  const digits = Math.max(0, Math.ceil(Math.log10(unit.micros / Math.max(1, step)) - 1e-9));
  const [whole, part] = (micros / unit.micros).toFixed(digits).split(".");
  // A narrow space, and no other group mark: it means the same in every language.
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${grouped}${part === undefined ? "" : `.${part}`} ${unit.name}`;
}

/** A moment to the microsecond, "1.910 572 s". */
export function momentText(micros: number): string {
  const whole = Math.round(micros);
  const rest = String(whole % 1_000_000).padStart(6, "0");
  return `${Math.floor(whole / 1_000_000)}.${rest.slice(0, 3)}\u202f${rest.slice(3)} s`;
}
