/**
 * A task's loop (`MailboxProcessor`): it works in slices (`slice-clock.ts`), each all mails and then the default action once.
 * A step that waits parks the task; mails and data wait with it, as behind Flink's blocked task thread.
 */
import type { PartitionOwner } from "../network/result-partition.ts";
import type { CauseContext, Trace } from "../trace/trace.ts";
import type { Clock, EventHandler, Micros } from "../world.ts";
import { Mailbox, type MailKind } from "./mailbox.ts";
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
  /** What ran has thrown. */
  failInWork(error: unknown): void;
}

/** The loop of one attempt. `MailboxProcessor` */
export class MailboxProcessor implements EventHandler, PartitionOwner {
  readonly #slices: SliceClock;
  readonly #ports: StepRunnerPorts;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #waits: TaskWaits;
  readonly #action: DefaultAction;
  readonly #runner: StepRunner;
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
    this.#runner = new StepRunner(
      ports,
      (error) => action.failInWork(error),
      (resume) => this.#resumeWhenFree(resume),
    );
  }

  /** Work for the next slice, with the causes of now. */
  put(kind: MailKind, work: () => MaybeStep<unknown>): void {
    if (this.#closed) return;
    const causes = this.#trace.causes();
    this.#mailbox.put({ kind, run: () => this.#open(causes, work) });
    this.wake();
  }

  /** Runs a step at once, within the slice. */
  run(step: MaybeStep<unknown>): void {
    this.#runner.run(step, () => {});
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
    this.#slice(() => this.#work());
  }

  /** The task has ended: nothing runs any more. */
  close(): void {
    this.#closed = true;
    this.#runner.abandon();
    this.#mailbox.close();
    this.#ports.external.abandon(this.#runner);
  }

  #open(causes: CauseContext, work: () => MaybeStep<unknown>): MaybeStep<unknown> {
    this.#trace.resume(causes);
    return work();
  }

  /** An answer that comes while the task is still busy is taken up when it is free: what it emits must not overtake. */
  #resumeWhenFree(resume: () => void): void {
    const clock = this.#clock;
    if (clock.now() >= this.#slices.freeAt) this.#slice(resume);
    else clock.schedule(this.#slices.freeAt, "cpu", { onEvent: () => this.#slice(resume) }, 0, null);
  }

  /** Errors fail the task; the next slice is arranged if there is work. */
  #slice(body: () => void): void {
    if (this.#closed) return;
    try {
      this.#slices.run(body);
    } catch (error) {
      this.#action.failInWork(error);
      return;
    }
    if (this.#closed || this.#runner.parked) return;
    const wasOutside = this.#waits.endExternal();
    if (!this.#mailbox.isEmpty || this.#action.hasWork()) this.wake();
    else if (wasOutside) this.#waits.begin("no-input");
  }

  #work(): void {
    if (this.#runner.parked) return;
    this.#action.beginSlice();
    for (let mail = this.#mailbox.take(); mail !== null; mail = this.#mailbox.take()) {
      this.#waits.end();
      this.run(mail.run());
      if (this.#closed) return;
      if (this.#runner.parked) {
        this.#waits.begin("external");
        return;
      }
    }
    this.#action.runDefaultAction();
  }
}
