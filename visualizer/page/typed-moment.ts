/** A moment as somebody types it: `12.5`, `12.5 s`, `1250 ms`, `800 µs`, or `#480` for an event. */

/** Of a run: a virtual time, or an event by its number from 0. */
export type TypedMoment = { readonly micros: number } | { readonly seq: number };

const MICROS_PER: Readonly<Record<string, number>> = { "": 1e6, s: 1e6, ms: 1e3, us: 1, µs: 1, μs: 1 };

/** Null if it is none. Events are counted from 1, as the page counts them. */
export function typedMoment(text: string): TypedMoment | null {
  const event = /^\s*#\s*([\d,]+)\s*$/.exec(text);
  if (event !== null) return { seq: Number(event[1].replaceAll(",", "")) - 1 };
  const time = /^\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*([a-zµμ]*)\s*$/i.exec(text);
  const unit = time === null ? undefined : MICROS_PER[time[2].toLowerCase()];
  if (time === null || unit === undefined) return null;
  return { micros: Math.round(Number(time[1].replace(",", ".")) * unit) };
}
