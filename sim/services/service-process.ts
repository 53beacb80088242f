/** Runs a user's service on a simulated machine: takes requests, keeps its disk, answers after its answer time. */
import type { ServiceReply, ServiceRequest } from "../../src/connectors/service-message.ts";
import { refusePromise } from "../../src/operators/refuse-promise.ts";
import { copyValue } from "../../src/types/structural-copy.ts";
import type { EventHandler, Message, Micros, NodeId, ScheduledEvent, World } from "../../src/world.ts";
import type { Process } from "../kernel/node.ts";
import type { ServiceOutput } from "./service-output.ts";
import { NO_ANSWER, type ServiceContext, type SimulatedService } from "./simulated-service.ts";

const DEFAULT_ANSWER_MS = 0.3;
const ANSWER_BYTES = 60;
const NANOS_PER_MS = 1_000_000;

const EFFECT = 0;
const ANSWER = 1;
const TIMEOUT = 2;

/** What a service keeps on disk. Handed to each incarnation of its process. */
export class ServiceDisk {
  readonly state: unknown;
  readonly output: ServiceOutput;
  /** Answers by request, of a service that remembers them. */
  readonly answers = new Map<string, unknown>();
  /** When a timeout is due, µs, by its name. */
  readonly due = new Map<string, Micros>();

  constructor(state: unknown, output: ServiceOutput) {
    this.state = state;
    this.output = output;
  }
}

interface Arrival {
  readonly from: NodeId;
  readonly id: number;
  readonly request: unknown;
}

interface Answer {
  readonly to: NodeId;
  readonly reply: ServiceReply;
}

/** The process of a user's service. Its disk outlives it. */
export class ServiceProcess implements Process, EventHandler {
  readonly #world: World;
  readonly #service: SimulatedService;
  readonly #disk: ServiceDisk;
  readonly #memory = new Map<string, unknown>();
  readonly #timers = new Map<string, ScheduledEvent>();

  constructor(world: World, service: SimulatedService, disk: ServiceDisk) {
    this.#world = world;
    this.#service = service;
    this.#disk = disk;
  }

  start(): void {
    for (const [name, at] of this.#disk.due) this.#arm(name, at);
  }

  receive(from: NodeId, message: Message): void {
    if (message.class !== "service" || (message as ServiceRequest).kind !== "request") return;
    const { id, body } = message as ServiceRequest;
    const arrival: Arrival = { from, id, request: copyValue(body) };
    this.#after(this.#halfOf(arrival.request), EFFECT, arrival);
  }

  onEvent(op: number, payload: unknown): void {
    if (op === EFFECT) this.#takeEffect(payload as Arrival);
    else if (op === TIMEOUT) this.#onTimeout(payload as string);
    else {
      const { to, reply } = payload as Answer;
      this.#world.net.send(to, reply, ANSWER_BYTES);
    }
  }

  #takeEffect({ from, id, request }: Arrival): void {
    const body = this.#bodyFor(`${from} ${id}`, request);
    if (body === NO_ANSWER) return;
    const reply: ServiceReply = { class: "service", kind: "reply", id, body };
    this.#after(this.#halfOf(request), ANSWER, { to: from, reply } satisfies Answer);
  }

  #bodyFor(name: string, request: unknown): unknown {
    const { answers, state } = this.#disk;
    if (answers.has(name)) return copyValue(answers.get(name));
    const body = this.#service.handle(request, state, this.#context(name));
    refusePromise(body, `the service ${this.#world.node}`, "handle");
    if (body === NO_ANSWER) return body;
    // The disk of the service and the task that hears the answer share nothing.
    const copy = copyValue(body);
    if (this.#service.remembersAnswers === true) answers.set(name, copy);
    return copy;
  }

  #onTimeout(name: string): void {
    this.#timers.delete(name);
    this.#disk.due.delete(name);
    this.#service.onTimeout?.(name, this.#disk.state, this.#context(name));
  }

  #context(request: string): ServiceContext {
    const { clock, startEpochMs } = this.#world;
    const { due, output } = this.#disk;
    return {
      nowMs: startEpochMs + Math.floor(clock.now() / 1000),
      request,
      memory: this.#memory,
      output,
      schedule: (name, afterMs) => {
        const at = clock.now() + Math.max(0, Math.round(afterMs * 1000));
        due.set(name, at);
        this.#arm(name, at);
      },
      cancel: (name) => {
        due.delete(name);
        this.#disarm(name);
      },
    };
  }

  #arm(name: string, at: Micros): void {
    this.#disarm(name);
    this.#timers.set(name, this.#world.clock.schedule(at, "service", this, TIMEOUT, name));
  }

  #disarm(name: string): void {
    const timer = this.#timers.get(name);
    if (timer !== undefined) this.#world.clock.cancel(timer);
    this.#timers.delete(name);
  }

  #after(micros: Micros, op: number, payload: unknown): void {
    const { clock } = this.#world;
    clock.schedule(clock.now() + micros, "service", this, op, payload);
  }

  /** Half of the answer time on this machine, µs. */
  #halfOf(request: unknown): Micros {
    const wholeMs = this.#service.answerTimeMs?.(request) ?? DEFAULT_ANSWER_MS;
    return Math.max(1, Math.round(this.#world.clock.cpuNanos((wholeMs * NANOS_PER_MS) / 2) / 1000));
  }
}
