/** Records and times as people say them, in both languages. */
import { placeText, tradeText } from "./describe-results.ts";
import type { Text } from "./exercise.ts";

const DAY_MS = 86_400_000;
/** Of a Date. */
const MOST_MS = 8.64e15;

/** `12:00:00`, with milliseconds where there are some. */
export function clockTime(ms: number): Text {
  if (Number.isSafeInteger(ms) && Math.abs(ms) <= MOST_MS) {
    const text = isoOf(ms);
    return same(text.endsWith(".000") ? text.slice(0, -4) : text);
  }
  return ms > 0 ? { en: "the end of time", zh: "时间尽头" } : { en: "the beginning of time", zh: "时间开端" };
}

/** A text that is the same in all languages. */
export function same(text: string): Text {
  return { en: text, zh: text };
}

/** `hh:mm:ss.mmm` within the day, UTC. */
function isoOf(ms: number): string {
  const inDay = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  const seconds = inDay / 1000;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(inDay % 1000).padStart(3, "0")}`;
}

/** A record in a few words: rides and fares by their kind, id and time, results of the exercises by what they tell, all else as JSON. */
export function recordText(value: unknown): Text {
  if (typeof value !== "object" || value === null) return same(JSON.stringify(value) ?? String(value));
  const { isStart, rideId, eventTime, startTime, driverId, tip, timestampMs, ...rest } = value as Readonly<
    Record<string, unknown>
  >;
  if (typeof timestampMs === "number" && "value" in rest) {
    const [record, at] = [recordText(rest.value), clockTime(timestampMs)];
    return { en: `${record.en} with the timestamp ${at.en}`, zh: `${record.zh}，时间戳 ${at.zh}` };
  }
  if (typeof isStart === "boolean" && typeof eventTime === "number") {
    const kind = isStart ? "START" : "END";
    const at = clockTime(eventTime);
    return {
      en: `${kind} of ride ${String(rideId)} at ${at.en}`,
      zh: `行程 ${String(rideId)} 的 ${kind}，${at.zh}`,
    };
  }
  if (typeof tip === "number" && typeof startTime === "number") {
    const at = clockTime(startTime);
    return {
      en: `fare of ride ${String(rideId)} at ${at.en}, driver ${String(driverId)}, tip ${tip}`,
      zh: `行程 ${String(rideId)} 的车费，${at.zh}，司机 ${String(driverId)}，小费 ${tip}`,
    };
  }
  return (
    placeText(value, clockTime) ?? tradeText(value as Readonly<Record<string, unknown>>) ?? same(JSON.stringify(value))
  );
}

/** A watermark in a few words. */
export function watermarkText(watermarkMs: number): Text {
  const at = clockTime(watermarkMs);
  return { en: `watermark ${at.en}`, zh: `水位线 ${at.zh}` };
}
