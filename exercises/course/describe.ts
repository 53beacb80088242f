/** Records and times as people say them, in both languages. */
import { placeText, tradeText } from "./describe-results.ts";
import type { Text } from "./exercise.ts";

/** Of a Date. */
const MOST_MS = 8.64e15;

/** `12:00:00`, with milliseconds where there are some. */
export function clockTime(ms: number): Text {
  if (Number.isSafeInteger(ms) && Math.abs(ms) <= MOST_MS) {
    // `…T12:00:00.000Z`: the date, however long, and the Z are left out.
    const text = new Date(ms).toISOString().slice(-13, -1);
    return same(text.endsWith(".000") ? text.slice(0, -4) : text);
  }
  return ms > 0 ? { en: "the end of time", zh: "时间尽头" } : { en: "the beginning of time", zh: "时间开端" };
}

/** A text that is the same in all languages. */
export function same(text: string): Text {
  return { en: text, zh: text };
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
