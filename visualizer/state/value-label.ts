/** Keys and namespaces of state as short texts. */
import { valueToText } from "../../src/types/value-text.ts";
import { dayOf, eventTimeText, timeOfDayText } from "../event-time/time-text.ts";

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
  const day = dayOf(startMs);
  const isOneDay = day !== null && day === dayOf(endMs);
  return `[${eventTimeText(startMs)}, ${isOneDay ? timeOfDayText(endMs) : eventTimeText(endMs)})`;
}
