/** How much of a channel's traffic can be shown one by one, decided anew for every picture. */
import type { ChannelElements, Element } from "../trace/element-index.ts";

/**
 * tokens: each element travels. streaks: each leaves a line that fades. flow: dashes and a number. Watermarks, statuses and
 * barriers are drawn one by one in each of them.
 */
export type Mode = "tokens" | "streaks" | "flow";

/** Wall ms that a flight takes at least so that an eye can follow it, and so that it can be told from the next. */
const TOKEN_MS = 120;
const STREAK_MS = 16;
/** Crossings in a second of the viewer's time that can still be told apart as streaks, however short each flight is. */
const MOST_STREAKS = 20;
/** Tokens on the screen. */
export const MOST_TOKENS = 1500;
/** A mode is left only when its bound is passed by this share. */
const SLACK = 0.2;
/** Newest flights by which a channel is judged. */
const JUDGED = 8;

/** What a channel's mode depends on. */
export interface Traffic {
  /** The longest of its newest flights, wall ms; null if nothing has travelled yet. */
  readonly flightMs: number | null;
  /** Elements that arrived in the last second of the viewer's time. */
  readonly arrivals: number;
  /** Records on their way now. */
  readonly flying: number;
}

/** Traffic of a channel at a moment. @param rate virtual µs per second of the viewer's time */
export function trafficOf(channel: ChannelElements | undefined, micros: number, rate: number): Traffic {
  if (channel === undefined) return { flightMs: null, arrivals: 0, flying: 0 };
  const { elements } = channel;
  const afterSent = firstAfter(elements, micros, sentAt);
  let longest: number | null = null;
  let flying = 0;
  for (let i = afterSent - 1; i >= 0; i--) {
    const { arrivedAt, sentAt, takenAt, type } = elements[i];
    const isFlying = arrivedAt > micros && takenAt > micros;
    if (isFlying && type === "record") flying++;
    if (Number.isFinite(arrivedAt) && afterSent - i <= JUDGED) longest = Math.max(longest ?? 0, arrivedAt - sentAt);
    if (!isFlying && afterSent - i > JUDGED) break;
  }
  const arrivals = firstAfter(elements, micros, arrivedAt) - firstAfter(elements, micros - rate, arrivedAt);
  return { flightMs: longest === null ? null : (longest / rate) * 1000, arrivals, flying };
}

/** The mode of a channel by itself. @param present its mode in the picture before, which it keeps in doubt */
export function modeOf({ flightMs, arrivals }: Traffic, present: Mode | null = null): Mode {
  if (flightMs === null) return present ?? "tokens";
  if (flightMs >= bound(TOKEN_MS, present === "tokens")) return "tokens";
  if (flightMs >= bound(STREAK_MS, present === "streaks")) return "streaks";
  return arrivals <= MOST_STREAKS * (present === "streaks" ? 1 + SLACK : present === "flow" ? 1 - SLACK : 1)
    ? "streaks"
    : "flow";
}

/** Modes of all channels: the busiest become flows until what is left is within the budget. */
export function modesOf(
  traffic: ReadonlyMap<number, Traffic>,
  present: ReadonlyMap<number, Mode> = new Map(),
): Map<number, Mode> {
  const modes = new Map<number, Mode>();
  let tokens = 0;
  for (const [ch, one] of traffic) {
    const mode = modeOf(one, present.get(ch) ?? null);
    modes.set(ch, mode);
    if (mode === "tokens") tokens += one.flying;
  }
  if (tokens <= MOST_TOKENS) return modes;
  for (const [ch, { flying }] of [...traffic].sort(([, a], [, b]) => b.flying - a.flying)) {
    if (tokens <= MOST_TOKENS) break;
    if (modes.get(ch) !== "tokens") continue;
    modes.set(ch, "flow");
    tokens -= flying;
  }
  return modes;
}

function bound(ms: number, isPresent: boolean): number {
  return isPresent ? ms * (1 - SLACK) : ms;
}

const sentAt = (element: Element): number => element.sentAt;
const arrivedAt = (element: Element): number => element.arrivedAt;

/** First element whose time is later; times of a column never fall. */
export function firstAfter(elements: readonly Element[], micros: number, time: (element: Element) => number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time(elements[middle]) <= micros) low = middle + 1;
    else high = middle;
  }
  return low;
}
