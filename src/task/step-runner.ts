/**
 * Drives one step at a time: runs it until it waits, keeps its continuation, and goes on when the answer is there. The
 * continuation is all that is kept of a waiting step; with the process it is gone.
 */
import type { Clock, EventHandler, Storage, StorageClient, StorageReply } from "../world.ts";
import type { ExternalRequests } from "./external-requests.ts";
import { isStep, type MailsWait, type MaybeStep, type Step, type Wait } from "./step.ts";

/** What a step can wait for. */
export interface StepRunnerPorts {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly external: ExternalRequests;
}

/** Drives the steps of one owner, one after another. */
export class StepRunner implements EventHandler, StorageClient {
  readonly #ports: StepRunnerPorts;
  readonly #onError: (error: unknown) => void;
  /** Called when a step that had waited goes on; null: nothing to do. */
  readonly #around: ((resume: () => void) => void) | null;
  #step: Step<unknown> | null = null;
  #onDone: ((value: unknown) => void) | null = null;
  #token = 0;
  #yielding: MailsWait | null = null;

  /** @param around wraps each continuation, so that the owner can account for what runs in it */
  constructor(
    ports: StepRunnerPorts,
    onError: (error: unknown) => void,
    around: ((resume: () => void) => void) | null = null,
  ) {
    this.#ports = ports;
    this.#onError = onError;
    this.#around = around;
  }

  /** A step is waiting. */
  get parked(): boolean {
    return this.#step !== null;
  }

  /** What the waiting step lets mails run for; null: nothing waits, or for something else. */
  get yielding(): MailsWait | null {
    return this.#yielding;
  }

  /** What the step let mails run for has come about. */
  goOn(): void {
    this.#yielding = null;
    this.#advance(undefined);
  }

  /** Runs `value` if it is a step; `onDone` is called with its result, at once if nothing waits. */
  run<T>(value: MaybeStep<T>, onDone: (value: T) => void): void {
    if (this.#step !== null) throw new Error("A step was started while another one waits.");
    if (!isStep(value)) {
      onDone(value);
      return;
    }
    this.#step = value;
    this.#onDone = onDone as (value: unknown) => void;
    this.#advance(undefined);
  }

  /** Forgets the waiting step: its owner was cancelled. */
  abandon(): void {
    this.#step = null;
    this.#onDone = null;
    this.#yielding = null;
    this.#token++;
  }

  onEvent(_op: number, payload: unknown): void {
    this.#resume(payload as number, undefined);
  }

  onStorageReply(token: number, reply: StorageReply): void {
    this.#resume(token, reply);
  }

  #resume(token: number, value: unknown): void {
    if (token !== this.#token || this.#step === null) return;
    if (this.#around === null) this.#advance(value);
    else this.#around(() => this.#advance(value));
  }

  #advance(value: unknown): void {
    const step = this.#step;
    if (step === null) return;
    let result: IteratorResult<Wait, unknown>;
    try {
      result = step.next(value);
    } catch (error) {
      this.abandon();
      this.#onError(error);
      return;
    }
    // The step may have been abandoned from within (its task failed).
    if (this.#step !== step) return;
    if (result.done === true) {
      const onDone = this.#onDone;
      this.#step = null;
      this.#onDone = null;
      onDone?.(result.value);
    } else {
      this.#park(result.value);
    }
  }

  #park(wait: Wait): void {
    const token = ++this.#token;
    const { clock, storage, external } = this.#ports;
    switch (wait.kind) {
      case "until":
        clock.schedule(wait.atMicros, "timer", this, 0, token);
        return;
      case "external":
        external.send(wait.to, wait.request, wait.sizeBytes, this, (reply) => this.#resume(token, reply));
        return;
      case "storage-read":
        storage.read(wait.path, this, token);
        return;
      case "storage-write":
        storage.write(wait.path, wait.bytes, this, token);
        return;
      case "mails":
        this.#yielding = wait;
        return;
      case "signal":
        // Already there: go on with the next event, never from inside the caller.
        if (wait.signal.done) clock.schedule(clock.now(), "cpu", this, 0, token);
        else {
          // V8 takes a function that is assigned to a property as it is made for one that lasts, and with it all that it
          // refers to: the whole run would stay until the next full collection.
          const resume = () => this.#resume(token, undefined);
          wait.signal.wake = resume;
        }
        return;
    }
  }
}
