/**
 * Async operators in a direct execution: nothing goes on beside them, so their mails, delays and requests wait until the end
 * of the input and are then worked off, earliest first. Their time is their own and passes only there.
 */
import type {
  ExternalClient,
  MailboxExecutor,
  ProcessingTimeCallback,
  ProcessingTimer,
  ProcessingTimeService,
} from "../../src/operators/operator.ts";
import type { Step } from "../../src/task/step.ts";
import { copyValue } from "../../src/types/structural-copy.ts";
import type { NodeId } from "../../src/world.ts";
import { LogFiles } from "../services/log-files.ts";
import { ServiceOutput } from "../services/service-output.ts";
import { NO_ANSWER, type ServiceContext, type SimulatedService } from "../services/simulated-service.ts";
import { SILENT_TRACE } from "../trace/silent-trace.ts";

/** Times that a service may leave a request without an answer. */
const MAX_REPETITIONS = 1000;

/** The services of a scenario, which answer at once. */
export class DirectServices {
  readonly #services: Readonly<Record<string, SimulatedService>>;
  readonly #states = new Map<string, unknown>();
  readonly #memories = new Map<string, Map<string, unknown>>();
  readonly #output = new ServiceOutput(new LogFiles(), SILENT_TRACE);
  #requests = 0;

  constructor(services: Readonly<Record<string, SimulatedService>>) {
    this.#services = services;
  }

  /** Throws one sentence when there is no such service, or it never answers. */
  answer(name: NodeId, request: unknown): unknown {
    const service = this.#services[name];
    if (service === undefined) throw new Error(`A direct execution has no outside system "${name}".`);
    if (!this.#states.has(name)) this.#states.set(name, service.initialState());
    const context = this.#context(name);
    for (let i = 0; i < MAX_REPETITIONS; i++) {
      const reply = service.handle(copyValue(request), this.#states.get(name), context);
      if (reply !== NO_ANSWER) return copyValue(reply);
    }
    throw new Error(`The service "${name}" has not answered a request ${MAX_REPETITIONS} times.`);
  }

  #context(name: string): ServiceContext {
    const memory = this.#memories.get(name) ?? new Map<string, unknown>();
    this.#memories.set(name, memory);
    // Its own due dates never come: no time passes outside.
    const request = `direct ${this.#requests++}`;
    return { nowMs: 0, request, memory, output: this.#output, schedule() {}, cancel() {} };
  }
}

interface Due {
  readonly timestampMs: number;
  readonly callback: ProcessingTimeCallback;
}

/** Mailbox, clock and client of one async operator. */
export class DirectRequests implements MailboxExecutor, ProcessingTimeService, ExternalClient {
  readonly #services: DirectServices;
  readonly #mails: (() => void)[] = [];
  #due: Due[] = [];
  #nowMs = 0;

  constructor(services: DirectServices) {
    this.#services = services;
  }

  execute(mail: () => void): void {
    this.#mails.push(mail);
  }

  // biome-ignore lint/correctness/useYield: what it waits for, it does itself.
  *yieldUntil(holds: () => boolean): Step {
    this.workOff(holds);
  }

  /** Does what is next, again and again, until this holds. */
  workOff(holds: () => boolean): void {
    while (!holds()) this.#next();
  }

  currentTimeMs(): number {
    return this.#nowMs;
  }

  register(timestampMs: number, callback: ProcessingTimeCallback): ProcessingTimer {
    const due: Due = { timestampMs, callback };
    this.#due.push(due);
    // The brand is the contract's way to say "opaque".
    return due as unknown as ProcessingTimer;
  }

  cancel(timer: ProcessingTimer): void {
    this.#due = this.#due.filter((due) => due !== (timer as unknown));
  }

  // biome-ignore lint/correctness/useYield: refuses before it could wait.
  *ask(): Step<unknown> {
    throw new Error("A direct execution has no outside systems to wait for.");
  }

  send(to: NodeId, request: unknown, _sizeBytes: number, onReply: (reply: unknown) => void): void {
    const reply = this.#services.answer(to, request);
    this.execute(() => onReply(reply));
  }

  /** The next mail, or the earliest callback. */
  #next(): void {
    const mail = this.#mails.shift();
    if (mail !== undefined) {
      mail();
      return;
    }
    const [first] = this.#due;
    if (first === undefined) throw new Error("An async operator waits for an answer that never comes.");
    const earliest = this.#due.reduce((a, b) => (b.timestampMs < a.timestampMs ? b : a), first);
    this.cancel(earliest as unknown as ProcessingTimer);
    this.#nowMs = Math.max(this.#nowMs, earliest.timestampMs + 1);
    earliest.callback.onProcessingTime(earliest.timestampMs);
  }
}
