import type { EpochMs, TaxiRide } from "./ride.ts";

/** A ride, or why the line is none, in one sentence. */
export type ParsedRide =
  | { readonly ok: true; readonly ride: TaxiRide }
  | { readonly ok: false; readonly reason: string };

const FIELDS = [
  "rideId",
  "kind",
  "time1",
  "time2",
  "startLon",
  "startLat",
  "endLon",
  "endLat",
  "passengerCnt",
  "taxiId",
  "driverId",
];
const INTEGER = /^-?\d{1,15}$/;
const DECIMAL = /^-?\d{1,10}(\.\d{1,20})?(E-?\d{1,2})?$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads one line of the classic format (see `exercises/data/ORIGIN.md`). Strict: no spaces, no missing fields; times are UTC. */
export function parseRide(line: string): ParsedRide {
  const parts = line.split(",");
  if (parts.length !== FIELDS.length)
    return { ok: false, reason: `The line has ${parts.length} fields instead of ${FIELDS.length}.` };
  const kind = parts[1];
  if (kind !== "START" && kind !== "END")
    return { ok: false, reason: `The kind is "${kind}" instead of START or END.` };
  for (const i of [0, 8, 9, 10]) if (!INTEGER.test(parts[i])) return bad(i, parts[i], "a whole number");
  for (const i of [4, 5, 6, 7]) if (!DECIMAL.test(parts[i])) return bad(i, parts[i], "a decimal number");
  const passengerCnt = Number(parts[8]);
  if (passengerCnt < -32768 || passengerCnt > 32767) return bad(8, parts[8], "a number of 16 bits");
  for (const i of [2, 3]) if (parseUtc(parts[i]) === null) return bad(i, parts[i], "a time like 2013-01-01 00:00:00");
  return {
    ok: true,
    ride: {
      rideId: Number(parts[0]),
      isStart: kind === "START",
      eventTime: parseUtc(parts[2])!,
      startLon: Math.fround(Number(parts[4])),
      startLat: Math.fround(Number(parts[5])),
      endLon: Math.fround(Number(parts[6])),
      endLat: Math.fround(Number(parts[7])),
      passengerCnt,
      taxiId: Number(parts[9]),
      driverId: Number(parts[10]),
    },
  };
}

/** Milliseconds since 1970 of `yyyy-MM-dd HH:mm:ss` in UTC, or null if that is no time. */
export function parseUtc(text: string): EpochMs | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59)
    return null;
  return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
}

function bad(field: number, text: string, wanted: string): ParsedRide {
  return { ok: false, reason: `${FIELDS[field]} is "${text}", which is not ${wanted}.` };
}

function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : MONTH_DAYS[month - 1];
}

/** Days of the proleptic Gregorian calendar, counted with years that begin in March so that the leap day comes last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719468;
}
