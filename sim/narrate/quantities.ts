/** Numbers as people say them. */
import { cutTo, wrapTo } from "./columns.ts";

const END_OF_TIME = Number.MAX_SAFE_INTEGER;
/** Event times from here on are dates, below it they are counted from 0. */
const DATES_FROM_MS = 1e11;
/** Keeps a number and its unit on one line; lines are cleaned of it when they are laid out. */
const NBSP = "\u00a0";
const SMALL = ["no", "one", "two", "three", "four", "five", "six"];

/** An event time in ms: "4.6 s", or the moment of the day for dates. */
export function eventTime(ms: number): string {
  if (ms >= END_OF_TIME) return "the end of time";
  if (ms <= -END_OF_TIME) return "the beginning of time";
  if (Math.abs(ms) >= DATES_FROM_MS)
    return new Date(ms)
      .toISOString()
      .slice(11, 23)
      .replace(/\.000$/, "");
  return `${minus(ms / 1000)}${NBSP}s`;
}

/** A virtual duration in µs: "1.6 ms", "2.5 s". */
export function duration(micros: number): string {
  if (micros < 1000) return `${micros}${NBSP}µs`;
  if (micros < 100_000) return `${trim((micros / 1000).toFixed(1))}${NBSP}ms`;
  return `${trim((micros / 1e6).toFixed(micros < 1e6 ? 2 : 1))}${NBSP}s`;
}

/** "one record", "4 records". */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${n < SMALL.length ? SMALL[n] : n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; of long lists the first three and how many more. */
export function listOf(names: readonly string[], most = 4): string {
  if (names.length === 0) return "nobody";
  if (names.length > most) return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** At most `width` columns of a value. */
export function short(text: string, width = 40): string {
  return cutTo(text, width);
}

/** With a true minus sign. */
function minus(n: number): string {
  return n < 0 ? `−${trim(Math.abs(n).toFixed(3))}` : trim(n.toFixed(3));
}

function trim(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}

/** Breaks at spaces, but not between a number and its unit. */
export function wrapped(text: string, width: number): string[] {
  return wrapTo(text, width).map(plain);
}

/** Without the spaces that keep words together. */
export function plain(text: string): string {
  return text.replaceAll(NBSP, " ");
}

/** With a capital at its beginning. */
export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Virtual µs as `1.234 s`. */
export function clock(micros: number): string {
  return `${(micros / 1e6).toFixed(3)}${NBSP}s`;
}
