/** Shows on stderr how far a run is. */
import { LiveLine } from "./live-line.ts";
import type { RunStory } from "./story.ts";
import { count, seconds } from "./text.ts";

/** One line that changes, a plain line now and then, or nothing. */
export type ProgressForm = "bar" | "lines" | "none";

const EVERY_MS: Readonly<Record<ProgressForm, number>> = { bar: 100, lines: 2000, none: Number.POSITIVE_INFINITY };
const BAR = 20;

/** Which form it takes: none for programs and where nobody looks, a bar only where it does not end up in a file. */
export function progressForm(
  options: { readonly quiet?: boolean; readonly json?: boolean },
  environment: NodeJS.ProcessEnv,
  terminals: { readonly stdout: boolean; readonly stderr: boolean },
): ProgressForm {
  if (options.quiet === true || options.json === true || environment.CI) return "none";
  return terminals.stdout && terminals.stderr && environment.TERM !== "dumb" ? "bar" : "lines";
}

/** Where a run is: `[####     ] 40.8 s, 23,000 records, 20 checkpoints, 1 restart`, or without the bar `23,000 of 100,000`. */
export function progressLine(micros: number, story: RunStory, total: number, bar: boolean): string {
  const done = total === 0 ? 0 : Math.min(BAR, Math.floor((story.read / total) * BAR));
  const drawn = bar && total > 0 ? `[${"#".repeat(done)}${" ".repeat(BAR - done)}] ` : "";
  const of = total > 0 && !bar ? ` of ${total.toLocaleString("en-US")}` : "";
  const records = `${story.read.toLocaleString("en-US")}${of} records`;
  return `${drawn}${seconds(micros)}, ${records}, ${count(story.completedAt.length, "checkpoint")}, ${count(story.restarts, "restart")}`;
}

/** Says now and then where a run is. */
export class Progress {
  readonly #total: number;
  readonly #isBar: boolean;
  readonly #line: LiveLine;

  /**
   * @param total records of the input; 0: unknown
   * @param write where it goes
   * @param now real time, ms
   */
  constructor(form: ProgressForm, total: number, write: (text: string) => void, now: number) {
    this.#total = total;
    this.#isBar = form === "bar";
    this.#line = new LiveLine(form, EVERY_MS, write, now);
  }

  /** @param micros virtual time */
  show(micros: number, story: RunStory, now: number): void {
    this.#line.show(() => progressLine(micros, story, this.#total, this.#isBar), now);
  }

  /** Takes the bar away: what is printed now stays. */
  clear(): void {
    this.#line.clear();
  }
}
