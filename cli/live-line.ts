/** One line on a terminal that changes while work goes on, or plain lines now and then. */
import type { ProgressForm } from "./progress.ts";
import { shorten, WIDTH } from "./text.ts";

const CLEAR = "\r\x1b[2K";

/** Writes a line when it is time for one. */
export class LiveLine {
  readonly #form: ProgressForm;
  readonly #everyMs: number;
  readonly #write: (text: string) => void;
  #lastAt: number;
  #drawn = false;

  /**
   * @param everyMs real time between two lines
   * @param write where it goes
   * @param now real time, ms: what is over at once shows nothing
   */
  constructor(
    form: ProgressForm,
    everyMs: Readonly<Record<ProgressForm, number>>,
    write: (text: string) => void,
    now: number,
  ) {
    this.#form = form;
    this.#everyMs = everyMs[form];
    this.#write = write;
    this.#lastAt = now;
  }

  /** @param line is asked for its text only when it is shown */
  show(line: () => string, now: number): void {
    if (now - this.#lastAt < this.#everyMs) return;
    this.#lastAt = now;
    this.#drawn = true;
    this.#write(this.#form === "bar" ? `${CLEAR}${shorten(line(), WIDTH - 1)}` : `${line()}\n`);
  }

  /** Takes the line away: what is printed now stays. */
  clear(): void {
    if (this.#form === "bar" && this.#drawn) this.#write(CLEAR);
    this.#drawn = false;
  }
}
