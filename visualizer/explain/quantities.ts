/** Times, sizes and counts as people say them, per language. */
import type { Language } from "../text/catalogue.ts";
import { spaced } from "./spacing.ts";

/** What stands for a value that the trace does not have. */
export const UNKNOWN: Readonly<Record<Language, string>> = { en: "n/a", zh: "未知" };

const END_OF_TIME = Number.MAX_SAFE_INTEGER;
/** Event times from here on are dates, below it they are counted from 0. */
const DATES_FROM_MS = 1e11;
const UNITS: Readonly<Record<Language, Readonly<Record<"µs" | "ms" | "s", string>>>> = {
  en: { µs: "µs", ms: "ms", s: "s" },
  zh: { µs: "微秒", ms: "毫秒", s: "秒" },
};

/** Is it the watermark of an input that has ended? */
export function isEndOfTime(ms: number): boolean {
  return ms >= END_OF_TIME;
}

/** An event time, ms: "4.6 s", the moment of the day for dates. */
export function eventTime(ms: number, language: Language): string {
  if (!Number.isFinite(ms)) return UNKNOWN[language];
  if (isEndOfTime(ms)) return language === "en" ? "the end of time" : "时间终点";
  if (ms <= -END_OF_TIME) return language === "en" ? "the beginning of time" : "时间起点";
  if (Math.abs(ms) >= DATES_FROM_MS)
    return new Date(ms)
      .toISOString()
      .slice(11, 23)
      .replace(/\.000$/, "");
  return `${trim(ms / 1000, 3)} ${UNITS[language].s}`;
}

/** A stretch of virtual time, µs: "711 µs", "401.6 ms", "2.5 s". */
export function duration(micros: number, language: Language): string {
  if (!Number.isFinite(micros)) return UNKNOWN[language];
  const units = UNITS[language];
  if (micros < 1000) return `${trim(micros, 0)} ${units.µs}`;
  if (micros < 999_950) return `${trim(micros / 1000, 1)} ${units.ms}`;
  return `${trim(micros / 1e6, 3)} ${units.s}`;
}

/** A moment of virtual time, µs: "1.910572 s" is told as "1.911 s". */
export function moment(micros: number, language: Language): string {
  return Number.isFinite(micros) ? `${(micros / 1e6).toFixed(3)} ${UNITS[language].s}` : UNKNOWN[language];
}

export function bytes(n: number, language: Language): string {
  return counted(n, language, "byte", "字节");
}

/** "1 record", "1,204 records"; "4 条记录". */
export function counted(n: number, language: Language, english: string, chinese: string): string {
  if (!Number.isFinite(n)) return UNKNOWN[language];
  const digits = grouped(n);
  return language === "en" ? `${digits} ${n === 1 ? english : `${english}s`}` : `${digits} ${chinese}`;
}

/** A whole number with a comma every three digits, and a true minus sign. */
export function grouped(n: number): string {
  return `${n < 0 ? "−" : ""}${Math.abs(n).toLocaleString("en-US")}`;
}

/** "a, b and c"; of long lists the first ones and how many more. */
export function listOf(names: readonly string[], language: Language, most = 4): string {
  if (names.length === 0) return UNKNOWN[language];
  if (names.length > most) {
    const shown = names.slice(0, most - 1);
    const more = names.length - shown.length;
    return language === "en"
      ? `${shown.join(", ")} and ${more} more`
      : spaced(shown.join("、"), `等 ${names.length} 个`);
  }
  if (names.length === 1) return names[0];
  const last = names[names.length - 1];
  const others = names.slice(0, -1);
  return language === "en" ? `${others.join(", ")} and ${last}` : spaced(spaced(others.join("、"), "和"), last);
}

function trim(n: number, decimals: number): string {
  const digits = Math.abs(n).toFixed(decimals);
  return (n < 0 ? "−" : "") + (decimals === 0 ? digits : digits.replace(/\.?0+$/, ""));
}
