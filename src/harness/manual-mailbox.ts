/** The mails of an operator under test, run when the test says so. `TaskMailbox` */
import type { MailboxExecutor } from "../operators/operator.ts";
import type { Step } from "../task/step.ts";

/** First in, first out. */
export class ManualMailbox implements MailboxExecutor {
  readonly #mails: (() => void)[] = [];

  execute(mail: () => void): void {
    this.#mails.push(mail);
  }

  *yieldUntil(holds: () => boolean): Step {
    if (!holds()) yield { kind: "mails", depth: 0, holds };
  }

  /** Runs mails one by one until this holds; throws when none is left before. */
  runUntil(holds: () => boolean): void {
    while (!holds()) {
      const mail = this.#mails.shift();
      if (mail === undefined) throw new Error("The operator waits for mails, and there are none.");
      mail();
    }
  }

  /** Runs all mails, and those that they send. */
  runAll(): void {
    for (let mail = this.#mails.shift(); mail !== undefined; mail = this.#mails.shift()) mail();
  }
}
