/** How it stands with a window, in words. */
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { neededWatermark, type WindowFacts } from "./plane-facts.ts";
import { timeOfDayText, virtualTimeText } from "./time-text.ts";

/** `pane` of an early firing. */
const EARLY = 1;

/** What a window waits for, or what has become of it. */
export function statusText(window: WindowFacts, watermarkMs: number | null, language: Language): string {
  const { span, status, fires } = window;
  // The window beside it tells the day.
  const needed = timeOfDayText(neededWatermark(span));
  const restored = span.restoredFrom > 0 ? ` · ${textOf(eventTime, language, "restored", span.restoredFrom)}` : "";
  if (status === "open") {
    const waits =
      watermarkMs === null
        ? textOf(eventTime, language, "waitsNone", needed)
        : textOf(eventTime, language, "waits", timeOfDayText(watermarkMs), needed);
    return waits + restored;
  }
  const last = span.fires[fires - span.carriedFires - 1];
  const at = last === undefined ? "" : virtualTimeText(last.micros);
  if (status === "purged" && last === undefined)
    return textOf(eventTime, language, "removed", virtualTimeText(span.purgedAt)) + restored;
  const fired =
    fires > 1
      ? textOf(eventTime, language, "firedAgain", at, fires)
      : textOf(eventTime, language, last?.pane === EARLY ? "firedEarly" : "firedAt", at);
  if (status === "purged" && span.purgedAt !== last?.micros)
    return textOf(eventTime, language, "purged", fired, virtualTimeText(span.purgedAt)) + restored;
  return fired + restored;
}
