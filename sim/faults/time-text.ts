/** Times in the text of a fault: `250ms`, `12.4s`, `2min`. */

/** Throws the sentence of the whole text with the reason that is given. */
export type Refuse = (why: string) => never;

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000 };

/** Milliseconds, to the µs. */
export function duration(text: string, refuse: Refuse): number {
  const match = /^(\d+(?:\.\d+)?)(us|ms|s|min)$/.exec(text);
  return match === null
    ? refuse(`"${text}" is not a time such as 250ms, 12.4s or 2min`)
    : Math.round(Number(match[1]) * (UNITS[match[2]] ?? 1) * 1000) / 1000;
}

/** The text from which `duration` gives the same. */
export function formatMs(ms: number): string {
  return ms >= 1000 ? `${ms / 1000}s` : ms > 0 && ms < 1 ? `${Math.round(ms * 1000)}us` : `${ms}ms`;
}
