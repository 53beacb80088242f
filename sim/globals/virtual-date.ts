/**
 * The `Date` of a simulation: virtual time, and UTC as the local time zone. Everything that depends on neither is the
 * engine's own, and all dates share its prototype, so that `instanceof` holds across the border of a run.
 */
const NativeDate = Date;
const prototype = NativeDate.prototype;

const LOCAL_ISO = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const DATE_ONLY = /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?$/;
const ZONE = /(?:Z|UTC?|GMT|[ECMP][SD]T|(?:\d|GMT|UTC?)\s*[+-]\d{1,2}:?\d{0,2})\s*(?:\([^)]*\))?$/i;

/** `Date.parse` of a machine in UTC. */
function parse(text: string): number {
  const trimmed = text.trim();
  if (LOCAL_ISO.test(trimmed)) return NativeDate.parse(`${trimmed}Z`);
  if (DATE_ONLY.test(trimmed) || ZONE.test(trimmed)) return NativeDate.parse(trimmed);
  const asUtc = NativeDate.parse(`${trimmed} UTC`);
  return Number.isNaN(asUtc) ? NativeDate.parse(trimmed) : asUtc;
}

function parts(date: Date): { day: string; time: string } | null {
  if (Number.isNaN(date.getTime())) return null;
  const [weekday, day, month, year, time] = date.toUTCString().replace(",", "").split(" ");
  return { day: `${weekday} ${month} ${day} ${year}`, time: `${time} GMT+0000 (Coordinated Universal Time)` };
}

function inWords(date: Date): string {
  const known = parts(date);
  return known === null ? "Invalid Date" : `${known.day} ${known.time}`;
}

type Localized = (this: Date, locales?: string | string[], options?: Intl.DateTimeFormatOptions) => string;

/** The engine's text in UTC, and in English where no language is asked for. */
function inUtc(method: Localized): Localized {
  return function (this: Date, locales, options) {
    return method.call(this, locales ?? "en-US", { timeZone: "UTC", ...options });
  };
}

const UTC_TWINS = ["Date", "Day", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds"] as const;

/** Methods of `Date.prototype` that depend on the local time zone, as they are in UTC. */
export const UTC_METHODS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(UTC_TWINS.map((part) => [`get${part}`, prototype[`getUTC${part}`]])),
  ...Object.fromEntries(
    UTC_TWINS.flatMap((part) => (part === "Day" ? [] : [[`set${part}`, prototype[`setUTC${part}`]]])),
  ),
  getYear(this: Date): number {
    return this.getUTCFullYear() - 1900;
  },
  getTimezoneOffset(this: Date): number {
    return Number.isNaN(this.getTime()) ? Number.NaN : 0;
  },
  toString(this: Date): string {
    return inWords(this);
  },
  toDateString(this: Date): string {
    return parts(this)?.day ?? "Invalid Date";
  },
  toTimeString(this: Date): string {
    return parts(this)?.time ?? "Invalid Date";
  },
  toLocaleString: inUtc(prototype.toLocaleString),
  toLocaleDateString: inUtc(prototype.toLocaleDateString),
  toLocaleTimeString: inUtc(prototype.toLocaleTimeString),
};

/**
 * A `Date` constructor over a clock.
 *
 * @param now ms since 1970, an integer; called for `Date.now()`, `new Date()` and `Date()`, and for nothing else
 */
export function virtualDate(now: (use: "Date.now" | "new Date") => number): DateConstructor {
  function VirtualDate(...args: unknown[]): unknown {
    if (new.target === undefined) return inWords(new NativeDate(now("new Date")));
    return Reflect.construct(NativeDate, [millisOf(args)], new.target);
  }
  function millisOf(args: unknown[]): unknown {
    if (args.length === 0) return now("new Date");
    if (args.length === 1) return typeof args[0] === "string" ? parse(args[0]) : args[0];
    return NativeDate.UTC(...(args as [number, number]));
  }
  VirtualDate.prototype = prototype;
  Object.defineProperty(VirtualDate, "name", { value: "Date" });
  VirtualDate.now = () => now("Date.now");
  VirtualDate.parse = parse;
  VirtualDate.UTC = NativeDate.UTC;
  return VirtualDate as unknown as DateConstructor;
}
