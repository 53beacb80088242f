/** Keys and namespaces of state as short texts. */
import { valueToText } from "../../src/types/value-text.ts";
import { eventTimeText } from "../event-time/time-text.ts";

/** A key as the trace writes it in pending timers; equal keys give equal texts. */
export function keyText(key: unknown): string {
  return valueToText(key);
}

const WINDOW = /^(-?\d+),(-?\d+)$/;

/** A namespace for people: a window as its stretch of event time, the void namespace as nothing. */
export function namespaceText(namespace: string): string {
  const window = WINDOW.exec(namespace);
  return window === null ? namespace : windowText(Number(window[1]), Number(window[2]));
}

/** "[0 s, 5 s)"; of two moments of one day the day is said once. */
export function windowText(startMs: number, endMs: number): string {
  const start = eventTimeText(startMs);
  const end = eventTimeText(endMs);
  const day = start.slice(0, DAY);
  if (!/^\d{4}-/.test(day) || end.slice(0, DAY) !== day) return `[${start}, ${end})`;
  return `[${start}, ${end.slice(DAY).trim()})`;
}

/** Letters of "2024-01-31". */
const DAY = 10;
