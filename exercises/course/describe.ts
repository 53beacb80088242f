/** Records and times as people say them. */

const DAY_MS = 86_400_000;

/** `12:00:00`, with milliseconds where there are some, and the day where it is not the first of the data. */
export function clockTime(ms: number): string {
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > 8.64e15) return ms > 0 ? "the end of time" : "the beginning of time";
  const text = isoOf(ms);
  return text.endsWith(".000") ? text.slice(0, -4) : text;
}

/** `hh:mm:ss.mmm` within the day, UTC. */
function isoOf(ms: number): string {
  const inDay = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  const seconds = inDay / 1000;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(inDay % 1000).padStart(3, "0")}`;
}

/** A record in a few words: rides and fares by their kind, id and time, everything else as JSON. */
export function recordText(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? String(value);
  const { isStart, rideId, eventTime, startTime, driverId, tip } = value as Readonly<Record<string, unknown>>;
  if (typeof isStart === "boolean" && typeof eventTime === "number")
    return `${isStart ? "START" : "END"} of ride ${String(rideId)} at ${clockTime(eventTime)}`;
  if (typeof tip === "number" && typeof startTime === "number")
    return `fare of ride ${String(rideId)} at ${clockTime(startTime)}, driver ${String(driverId)}, tip ${tip}`;
  return JSON.stringify(value);
}
