/** Shows on stderr how far a campaign is. */
import type { ProgressForm } from "../progress.ts";
import { count, shorten, WIDTH } from "../text.ts";
import type { CampaignSummary } from "./campaign-summary.ts";

const EVERY_MS: Readonly<Record<ProgressForm, number>> = { bar: 100, lines: 5000, none: Number.POSITIVE_INFINITY };
const CLEAR = "\r\x1b[2K";

/** `1,204 runs, 310,000 events/s, 83 restored, 1 failure`. */
export class CheckProgress {
  readonly #form: ProgressForm;
  readonly #write: (text: string) => void;
  readonly #startedAt = performance.now();
  #lastAt = performance.now();
  #drawn = false;

  constructor(form: ProgressForm, write: (text: string) => void) {
    this.#form = form;
    this.#write = write;
  }

  show(summary: CampaignSummary, now: number): void {
    if (now - this.#lastAt < EVERY_MS[this.#form]) return;
    this.#lastAt = now;
    this.#drawn = true;
    const line = progressLine(summary, (now - this.#startedAt) / 1000);
    this.#write(this.#form === "bar" ? `${CLEAR}${shorten(line, WIDTH - 1)}` : `${line}\n`);
  }

  clear(): void {
    if (this.#form === "bar" && this.#drawn) this.#write(CLEAR);
    this.#drawn = false;
  }
}

/** @param seconds since the campaign began */
export function progressLine({ runs, events, restored, failures }: CampaignSummary, seconds: number): string {
  const perSecond = Math.round(events / Math.max(seconds, 0.001) / 1000) * 1000;
  const restores = `${restored.toLocaleString("en-US")} restored`;
  return `${count(runs, "run")}, ${perSecond.toLocaleString("en-US")} events/s, ${restores}, ${count(failures.size, "failure")}`;
}
