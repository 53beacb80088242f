/** Work for a task between its elements: timers, checkpoint triggers, notifications, operator events (`TaskMailboxImpl`). */
import type { CauseContext } from "../trace/trace.ts";
import type { MaybeStep } from "./step.ts";

/** What a mail is about, for the trace. */
export type MailKind = "timer" | "checkpoint" | "notification" | "event" | "finish" | "operator";

/** Of the task itself. Mails of an operator have its depth in the chain, from 0: who yields lets only those behind him run. */
export const MIN_PRIORITY = -1;
/** Of what everybody lets run: notifications of checkpoints, failures. */
export const MAX_PRIORITY = 2 ** 31 - 1;

/** One piece of work; it may wait. */
export interface Mail {
  readonly kind: MailKind;
  readonly priority: number;
  /** What it was put in for. */
  readonly causes: CauseContext;
  readonly work: () => MaybeStep<unknown>;
}

/** First in, first out, among those that may run. A mail that waits holds up the ones behind it. */
export class Mailbox {
  #mails: Mail[] = [];
  #closed = false;

  put(mail: Mail): void {
    if (!this.#closed) this.#mails.push(mail);
  }

  /** The first one of at least this priority; the main loop takes all. */
  take(leastPriority: number): Mail | null {
    if (leastPriority === MIN_PRIORITY) return this.#mails.shift() ?? null;
    const at = this.#mails.findIndex(({ priority }) => priority >= leastPriority);
    return at < 0 ? null : this.#mails.splice(at, 1)[0];
  }

  has(leastPriority: number): boolean {
    return this.#mails.some(({ priority }) => priority >= leastPriority);
  }

  close(): void {
    this.#closed = true;
    this.#mails = [];
  }
}
