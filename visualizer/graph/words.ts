/** Short texts of the graph: how wide they are, and numbers as a viewer reads them. */
import type { Language } from "../text/catalogue.ts";
import { textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";

/** Ends of event time, ms: Flink's Long.MIN_VALUE and Long.MAX_VALUE. */
const LEAST = Number.MIN_SAFE_INTEGER;
const MOST = Number.MAX_SAFE_INTEGER;

/** About how wide a text is, px: a scene is pure and cannot measure. Errs on the wide side. */
export function widthOf(text: string, size = 12, bold = false): number {
  return emsOfText(text) * size * (bold ? BOLDER : 1);
}

/** Widths of the texts of late: a picture has the same ones as the picture before. */
const known = new Map<string, number>();
const MOST_KNOWN = 5000;

function emsOfText(text: string): number {
  let ems = known.get(text);
  if (ems !== undefined) return ems;
  ems = 0;
  for (const letter of text) ems += emsOf(letter);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, ems);
  return ems;
}

/** The text, cut with "…" to a width in px. */
export function fitted(text: string, width: number, size = 12, bold = false): string {
  const room = width / (size * (bold ? BOLDER : 1));
  let ems = 0;
  let kept = "";
  for (const letter of text) {
    const more = ems + emsOf(letter);
    if (more > room) return kept === "" ? "" : `${kept.trimEnd()}…`;
    // What stays is followed by the dots, unless all of it stays.
    if (more + 1 <= room) kept += letter;
    ems = more;
  }
  return text;
}

const BOLDER = 1.06;
const NARROW = new Set("ilj.,:;|![]()' ");
const WIDE = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#%×@");

function emsOf(letter: string): number {
  if (letter > "\u2e80") return 1;
  return NARROW.has(letter) ? 0.33 : WIDE.has(letter) ? 0.66 : 0.57;
}

/** A moment of event time: "12.400" in seconds, "10:12:05.500" of its day from an hour on; unknown is "n/a". */
export function eventTime(ms: number | null, language: Language): string {
  if (ms === null || !Number.isFinite(ms) || ms <= LEAST) return textOf(graph, language, "unknown");
  if (ms >= MOST) return textOf(graph, language, "watermarkEnd");
  if (Math.abs(ms) < 3_600_000) return (ms / 1000).toFixed(3);
  return new Date(ms).toISOString().slice(11, 23);
}

/** A stretch of virtual time, µs, with about three figures: "240 µs", "38 ms", "3.1 s", "2.5 min". */
export function duration(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`;
  if (micros < 999_500) return `${Math.round(micros / 1000)} ms`;
  return micros < 119_950_000 ? `${(micros / 1_000_000).toFixed(1)} s` : `${(micros / 60_000_000).toFixed(1)} min`;
}

/** Things per second with at most four characters: "0.4", "12", "1.2 k". */
export function perSecond(rate: number): string {
  if (!Number.isFinite(rate)) return "n/a";
  if (rate >= 999_500) return `${(rate / 1_000_000).toFixed(1)} M`;
  if (rate >= 999.5) return `${(rate / 1000).toFixed(1)} k`;
  return rate >= 10 ? rate.toFixed(0) : rate.toFixed(1);
}

/** A vertex's name without what a committing sink is made of: "sum → paid". */
export function vertexName(name: string): string {
  const parts = name.split(" -> ").map((part) => part.replace(/: (Writer|Committer)$/, ""));
  return parts.filter((part, i) => part !== parts[i - 1]).join(" → ");
}

/** What follows a vertex's name for one of its subtasks: " 2" for the second, counted from 1; nothing for the only one. */
export function subtaskNumber(subtask: number, parallelism: number): string {
  return parallelism === 1 ? "" : ` ${subtask + 1}`;
}

/** What a card calls its subtask, bold: "sum 2"; the name is cut to the width in px, the number never. */
export function subtaskName(name: string, subtask: number, parallelism: number, width: number): string {
  const number = subtaskNumber(subtask, parallelism);
  return fitted(vertexName(name).split(" → ")[0], width - widthOf(number, 12, true), 12, true) + number;
}
