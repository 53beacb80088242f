/** Work for a task between its elements: timers, checkpoint triggers, notifications, operator events (`TaskMailboxImpl`). */
import type { MaybeStep } from "./step.ts";

/** What a mail is about, for the trace. */
export type MailKind = "timer" | "checkpoint" | "notification" | "event" | "finish";

/** One piece of work; it may wait. */
export interface Mail {
  readonly kind: MailKind;
  run(): MaybeStep<unknown>;
}

/** First in, first out. A mail that waits holds up the ones behind it. */
export class Mailbox {
  #mails: Mail[] = [];
  #closed = false;

  put(mail: Mail): void {
    if (!this.#closed) this.#mails.push(mail);
  }

  take(): Mail | null {
    return this.#mails.shift() ?? null;
  }

  get isEmpty(): boolean {
    return this.#mails.length === 0;
  }

  close(): void {
    this.#closed = true;
    this.#mails = [];
  }
}
