import type { MailboxExecutor } from "../operators/operator.ts";
import type { MailboxProcessor } from "./mailbox-processor.ts";
import type { Step } from "./step.ts";

/** The mailbox of a task as one of its operators sees it. A class for the reason that `TaskExternalClient` gives. */
export class TaskMailboxExecutor implements MailboxExecutor {
  readonly #mailbox: MailboxProcessor;
  readonly #depth: number;

  /** @param depth of the operator in its chain, from 0: the priority of its mails */
  constructor(mailbox: MailboxProcessor, depth: number) {
    this.#mailbox = mailbox;
    this.#depth = depth;
  }

  execute(mail: () => void): void {
    this.#mailbox.put("operator", mail, this.#depth);
  }

  *yieldUntil(holds: () => boolean): Step {
    if (!holds()) yield { kind: "mails", depth: this.#depth, holds };
  }
}
