/** What the exercises give back, as people say it; what is none of it is left to JSON. */
import type { Text } from "./exercise.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Digits that are enough for every 32-bit float. */
const FLOAT_DIGITS = 9;

/** A row of popular places: `[lon, lat, windowEnd, isStart, count]`. Null: it is none. */
export function placeText(value: unknown, clockTime: (ms: number) => Text): Text | null {
  if (!Array.isArray(value) || value.length !== 5) return null;
  const [lon, lat, windowEnd, isStart, count] = value as readonly unknown[];
  if (!isFloat(lon) || !isFloat(lat) || typeof windowEnd !== "number" || typeof isStart !== "boolean") return null;
  const where = `${floatText(lon)},${floatText(lat)}`;
  const { en, zh } = clockTime(windowEnd);
  const kind = isStart ? "START" : "END";
  return { en: `${en} ${String(count)} ${kind} at ${where}`, zh: `${zh} ${kind} ${String(count)} 次，${where}` };
}

/** A trade, a version of a customer, or both together. Null: it is none of them. */
export function tradeText({ timestamp, customerId, trade, customer }: Fields): Text | null {
  if (typeof timestamp === "number" && typeof (trade ?? customer) === "string") {
    const what = nameOf({ timestamp, trade, customer });
    return { en: `${what} of customer ${String(customerId)}`, zh: `客户 ${String(customerId)} 的 ${what}` };
  }
  if (typeof trade !== "object" || trade === null || customer === undefined) return null;
  const of = trade as Fields;
  if (tradeText(of) === null) return null;
  // The customer comes first: where a line has to be cut, it is what differs.
  const version = customer as Fields | null;
  if (version !== null && (version.customerId !== of.customerId || tradeText(version) === null)) return null;
  const [a, b] = [version === null ? "null" : nameOf(version), nameOf(of)];
  return { en: `${a} for ${b}`, zh: `${a}，对应 ${b}` };
}

function nameOf({ timestamp, trade, customer }: Fields): string {
  return `${String(trade ?? customer)}@${String(timestamp)}`;
}

function isFloat(value: unknown): value is number {
  return typeof value === "number" && Math.fround(value) === value;
}

/** The shortest decimal that is this 32-bit float. */
function floatText(value: number): string {
  for (let digits = 1; digits < FLOAT_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return value.toPrecision(FLOAT_DIGITS);
}
