/**
 * A task's loop (`MailboxProcessor`): it works in slices (`slice-clock.ts`), each all mails and then the default action once.
 * A step that waits parks the task; mails and data wait with it, as behind Flink's blocked task thread. Where Flink yields to
 * the mailbox, because an operator is full or waits for its own mails, mails from its place in the chain on still run.
 */
import type { PartitionOwner } from "../network/result-partition.ts";
import type { Trace } from "../trace/trace.ts";
import type { Clock, EventHandler, Micros } from "../world.ts";
import { MAX_PRIORITY, Mailbox, type MailKind, MIN_PRIORITY } from "./mailbox.ts";
import type { SliceClock } from "./slice-clock.ts";
import type { MaybeStep } from "./step.ts";
import { StepRunner, type StepRunnerPorts } from "./step-runner.ts";
import type { TaskWaits } from "./task-waits.ts";

/** The task, as its loop sees it. `MailboxDefaultAction` */
export interface DefaultAction {
  /** The slice begins: what the last one still held goes back. */
  beginSlice(): void;
  /** One buffer, or one poll of the source. */
  runDefaultAction(): void;
  /** There is something for `beginSlice` or `runDefaultAction`. */
  hasWork(): boolean;
  /** Place in the chain of the last operator that is full; `MIN_PRIORITY`: none is. */
  fullDepth(): number;
  /** What ran has thrown. */
  failInWork(error: unknown): void;
}

function ignore(): void {}

/** The loop of one attempt. `MailboxProcessor` */
export class MailboxProcessor implements EventHandler, PartitionOwner {
  readonly #slices: SliceClock;
  readonly #ports: StepRunnerPorts;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #waits: TaskWaits;
  readonly #action: DefaultAction;
  readonly #runner: StepRunner;
  /** For the mails that run while a step yields to them. */
  readonly #nested: StepRunner;
  readonly #mailbox = new Mailbox();
  #scheduled = false;
  #closed = false;

  constructor(slices: SliceClock, ports: StepRunnerPorts, trace: Trace, waits: TaskWaits, action: DefaultAction) {
    this.#slices = slices;
    this.#ports = ports;
    this.#clock = ports.clock;
    this.#trace = trace;
    this.#waits = waits;
    this.#action = action;
    this.#runner = this.#createRunner();
    this.#nested = this.#createRunner();
  }

  /** Work for the next slice, with the causes of now. */
  put(kind: MailKind, work: () => MaybeStep<unknown>, priority = MIN_PRIORITY): void {
    if (this.#closed) return;
    this.#mailbox.put({ kind, priority, causes: this.#trace.causes(), work });
    this.wake();
  }

  /** Fails the task with its next mail; what runs now goes on to its end. */
  fail(error: unknown): void {
    const mail = () => {
      throw error;
    };
    this.put("event", mail, MAX_PRIORITY);
  }

  /** Runs a step at once, within the slice. */
  run(step: MaybeStep<unknown>): void {
    this.#runner.run(step, ignore);
  }

  /** Runs what came from outside a slice; errors fail the task, and after its end nothing runs. */
  guard(body: () => void): void {
    if (this.#closed) return;
    try {
      body();
    } catch (error) {
      this.#action.failInWork(error);
    }
  }

  wake(): void {
    if (this.#scheduled || this.#closed || this.#slices.inSlice) return;
    this.#scheduled = true;
    this.#clock.schedule(this.#slices.freeAt, "cpu", this, 0, null);
  }

  emissionTime(): Micros {
    return this.#slices.emissionTime();
  }

  onEvent(): void {
    this.#scheduled = false;
    this.#slice(null);
  }

  /** The task has ended: nothing runs any more. */
  close(): void {
    this.#closed = true;
    this.#mailbox.close();
    for (const runner of [this.#runner, this.#nested]) {
      runner.abandon();
      this.#ports.external.abandon(runner);
    }
  }

  /** An answer that comes while the task is still busy is taken up when it is free: what it emits must not overtake. */
  #resumeWhenFree(resume: () => void): void {
    const clock = this.#clock;
    if (clock.now() >= this.#slices.freeAt) this.#slice(resume);
    else clock.schedule(this.#slices.freeAt, "cpu", { onEvent: () => this.#slice(resume) }, 0, null);
  }

  /** Errors fail the task; the next slice is arranged if there is work. @param resume what had waited; null: nothing */
  #slice(resume: (() => void) | null): void {
    if (this.#closed) return;
    try {
      this.#slices.begin();
      try {
        if (resume === null) this.#work();
        else resume();
      } finally {
        this.#slices.end();
      }
    } catch (error) {
      this.#action.failInWork(error);
      return;
    }
    if (this.#closed || this.#parked) return;
    const least = this.#leastPriority();
    if (this.#isHeld(least)) {
      if (this.#mailbox.has(least)) this.wake();
      return;
    }
    const wasOutside = this.#waits.endExternal();
    if (this.#mailbox.has(least) || this.#action.hasWork()) this.wake();
    else if (wasOutside) this.#waits.begin("no-input");
  }

  #work(): void {
    if (this.#parked) return;
    this.#action.beginSlice();
    while (this.#runMail());
    if (this.#closed || this.#parked) return;
    if (this.#isHeld(this.#leastPriority())) this.#waits.begin("external");
    else this.#action.runDefaultAction();
  }

  /** False: no mail may run any more. */
  #runMail(): boolean {
    this.#goOn();
    if (this.#closed || this.#parked) return false;
    const mail = this.#mailbox.take(this.#leastPriority());
    if (mail === null) return false;
    this.#waits.end();
    this.#trace.resume(mail.causes);
    (this.#runner.parked ? this.#nested : this.#runner).run(mail.work(), ignore);
    if (!this.#closed && this.#parked) this.#waits.begin("external");
    return true;
  }

  /** A step that yields takes up its work as soon as it can, and nobody behind it is full. */
  #goOn(): void {
    const { yielding } = this.#runner;
    if (yielding === null || this.#nested.parked) return;
    if (this.#action.fullDepth() <= yielding.depth && yielding.holds()) this.#runner.goOn();
  }

  /** A step waits for something from outside: nothing runs before it has come. */
  get #parked(): boolean {
    return this.#nested.parked || (this.#runner.parked && this.#runner.yielding === null);
  }

  /** Mails below it do not run now. */
  #leastPriority(): number {
    return Math.max(this.#action.fullDepth(), this.#runner.yielding?.depth ?? MIN_PRIORITY);
  }

  /** Only some mails run. */
  #isHeld(leastPriority: number): boolean {
    return leastPriority > MIN_PRIORITY;
  }

  #createRunner(): StepRunner {
    return new StepRunner(
      this.#ports,
      (error) => this.#action.failInWork(error),
      (resume) => this.#resumeWhenFree(resume),
    );
  }
}
