/** Dates and times of day as text or as a Date, with the hash codes that Java gives them. `LocalTimeTypeInfo`, `SqlTimeTypeInfo`. */
import { IllegalArgumentError } from "./errors.ts";
import { hashLong } from "./java-hash.ts";
import type { TypeInformation } from "./type-information.ts";

const DATE = /^([+-]?\d{4,})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;

class DateLikeType<T> implements TypeInformation<T> {
  readonly name: string;
  readonly hash: (value: T) => number;

  constructor(name: string, hash: (value: T) => number) {
    this.name = name;
    this.hash = hash;
  }
}

/** `LocalDate.hashCode`. */
function hashDate(text: string): number {
  const [, year, month, day] = DATE.exec(text) ?? refuse(text, "date, like 2013-01-31");
  const y = Number(year);
  return (y & 0xfffff800) ^ ((y << 11) + (Number(month) << 6) + Number(day));
}

/** `LocalTime.hashCode`: of the nanoseconds of the day. */
function hashTime(text: string): number {
  const [, hours, minutes, seconds = "0", fraction = ""] =
    TIME.exec(text) ?? refuse(text, "time of day, like 23:59:30");
  const nanos = Number(fraction.padEnd(9, "0"));
  return hashLong(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e9 + nanos);
}

/** `LocalDateTime.hashCode`. */
function hashDateTime(text: string): number {
  const [date, time] = text.split("T");
  if (time === undefined) refuse(text, "date and time, like 2013-01-31T23:59:30");
  return hashDate(date) ^ hashTime(time);
}

/** `Instant.hashCode`. @param epochMs ms since 1970 */
function hashInstant(epochMs: number): number {
  const seconds = Math.floor(epochMs / 1000);
  const nanos = (epochMs - seconds * 1000) * 1e6;
  return (hashLong(seconds) + Math.imul(51, nanos)) | 0;
}

function refuse(text: string, wanted: string): never {
  throw new IllegalArgumentError(`"${text}" is no ${wanted}.`);
}

/** In ISO 8601, as Java prints it: `2013-01-31`. */
export const LOCAL_DATE: TypeInformation<string> = new DateLikeType("LOCAL_DATE", hashDate);
/** In ISO 8601, as Java prints it: `23:59:30.5`. */
export const LOCAL_TIME: TypeInformation<string> = new DateLikeType("LOCAL_TIME", hashTime);
/** In ISO 8601, as Java prints it: `2013-01-31T23:59:30`. */
export const LOCAL_DATE_TIME: TypeInformation<string> = new DateLikeType("LOCAL_DATE_TIME", hashDateTime);
/** ms since 1970. */
export const INSTANT: TypeInformation<number> = new DateLikeType("INSTANT", hashInstant);
/** A point in time, as `java.util.Date` and `java.sql.Timestamp` hash it. */
export const SQL_TIMESTAMP: TypeInformation<Date> = new DateLikeType("SQL_TIMESTAMP", (date: Date) =>
  hashLong(date.getTime()),
);
