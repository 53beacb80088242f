/** Tasks that fail of themselves: for no reason that lies outside of them. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Scenario } from "../scenario.ts";
import type { TraceObserver } from "../trace/recorder.ts";
import { isHarmless } from "./survivable.ts";

/** Why a task may fail though neither it nor its functions did anything wrong. */
const OUTSIDE: readonly RegExp[] = [
  /heartbeat of the JobManager timed out/,
  /Connection unexpectedly closed/,
  /^PartitionNotFoundException/,
  /^State could not be restored/,
  /^The log refused/,
  /committables could not be committed/,
  /^The job \S+ has (?:ended|given up the slot)/,
  /^A new JobManager leads/,
  /was lost/,
];

/** Counts them while a run goes on; feed it all events, or watch with it. */
export class OwnFailures implements TraceObserver {
  /** How many there were. */
  count = 0;
  /** What the first one said; null: there was none. */
  first: string | null = null;
  readonly #isCalm: boolean;

  /** @param scenario one in which nothing is struck and nobody is impatient excuses nothing */
  constructor(scenario: Scenario) {
    this.#isCalm = isHarmless(scenario);
  }

  on({ kind, ext }: TraceEvent): void {
    if (kind !== "fail.task") return;
    const message = String(ext?.message);
    if (!this.#isCalm && OUTSIDE.some((reason) => reason.test(message))) return;
    this.count++;
    this.first ??= message;
  }
}
