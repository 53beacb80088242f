/** Times as short texts: event time in ms, virtual time in µs. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const TEN_MINUTES = 10 * MINUTE;

/** "4.2 s"; from ten minutes on "1:05:00"; from a day on, the date and time in UTC. ±∞ for the ends of time. */
export function eventTimeText(ms: number): string {
  if (ms >= Number.MAX_SAFE_INTEGER) return "∞";
  if (ms <= -Number.MAX_SAFE_INTEGER) return "−∞";
  const size = Math.abs(ms);
  if (size < TEN_MINUTES) return `${decimal(ms / SECOND, 3)}\u00a0s`;
  if (size < DAY) return clock(ms);
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, ms % SECOND === 0 ? 19 : 23)}`;
}

/** As `eventTimeText`, but of a date only the time of day: beside a text that tells the day. */
export function timeOfDayText(ms: number): string {
  const text = eventTimeText(ms);
  return isCalendar(text) ? text.slice(DATE_LENGTH + 1) : text;
}

/** The day of a time that is written with one; null: it is not. */
export function dayOf(ms: number): string | null {
  const text = eventTimeText(ms);
  return isCalendar(text) ? text.slice(0, DATE_LENGTH) : null;
}

/** Letters of "2024-01-31". */
const DATE_LENGTH = 10;

function isCalendar(text: string): boolean {
  return /^\d{4}-\d\d-\d\d /.test(text);
}

/** A length of time, ms: "1.3 s", "250 ms", "2 min 5 s". */
export function spanText(ms: number): string {
  const size = Math.abs(ms);
  if (size < SECOND) return `${decimal(ms, 3)} ms`;
  if (size < MINUTE) return `${decimal(ms / SECOND, 2)} s`;
  if (size < 60 * MINUTE) return `${Math.trunc(ms / MINUTE)} min ${decimal(Math.abs(ms % MINUTE) / SECOND, 1)} s`;
  return `${decimal(ms / (60 * MINUTE), 2)} h`;
}

/** A moment of virtual time, µs: "6.000 s". */
export function virtualTimeText(micros: number): string {
  return `${(micros / 1e6).toFixed(3)} s`;
}

/** A length of virtual time, µs: "209 µs", "1.6 ms", "2.000 s". */
export function durationText(micros: number): string {
  if (micros < 1000) return `${decimal(micros, 0)} µs`;
  if (micros < 1e6) return `${decimal(micros / 1000, micros < 100_000 ? 2 : 0)} ms`;
  return `${decimal(micros / 1e6, 3)} s`;
}

function clock(ms: number): string {
  const sign = ms < 0 ? "−" : "";
  const seconds = Math.abs(ms) / SECOND;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  const rest = seconds % 60;
  const part = rest === Math.floor(rest) ? two(rest) : rest.toFixed(3).padStart(6, "0");
  return `${sign}${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${part}`;
}

/** At most so many digits after the point, and none that say nothing. */
function decimal(value: number, digits: number): string {
  return String(Number(value.toFixed(digits))).replace("-", "−");
}
