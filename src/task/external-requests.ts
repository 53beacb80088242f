/**
 * Requests of a process to systems outside the cluster. A request is repeated under the same number until it is answered;
 * the answer finds whoever asked, and an owner that has ended hears nothing.
 */
import type { ServiceReply, ServiceRequest } from "../connectors/service-message.ts";
import type { Clock, EventHandler, Net, NodeId, ScheduledEvent, World } from "../world.ts";

interface Outstanding {
  readonly id: number;
  readonly to: NodeId;
  readonly request: unknown;
  readonly sizeBytes: number;
  readonly owner: object;
  readonly onReply: (body: unknown) => void;
  timer: ScheduledEvent;
}

/** Time after which a request is repeated, ms (`request.timeout.ms` of a client). */
const REPEAT_MS = 1000;

/** The outside requests of one process. */
export class ExternalRequests implements EventHandler {
  readonly #clock: Clock;
  readonly #net: Net;
  readonly #outstanding = new Map<number, Outstanding>();
  #nextId: number;

  /** @param firstId differs between the processes of one machine, so that an answer to an earlier one is not taken */
  constructor(world: World, firstId: number) {
    this.#clock = world.clock;
    this.#net = world.net;
    this.#nextId = firstId;
  }

  send(to: NodeId, request: unknown, sizeBytes: number, owner: object, onReply: (body: unknown) => void): void {
    const outstanding: Outstanding = {
      id: this.#nextId++,
      to,
      request,
      sizeBytes,
      owner,
      onReply,
      timer: 0 as ScheduledEvent,
    };
    this.#outstanding.set(outstanding.id, outstanding);
    this.#transmit(outstanding);
  }

  /** Forgets the requests of an owner that has ended. */
  abandon(owner: object): void {
    for (const outstanding of [...this.#outstanding.values()]) {
      if (outstanding.owner !== owner) continue;
      this.#clock.cancel(outstanding.timer);
      this.#outstanding.delete(outstanding.id);
    }
  }

  receive(reply: ServiceReply): void {
    const outstanding = this.#outstanding.get(reply.id);
    if (outstanding === undefined) return;
    this.#outstanding.delete(reply.id);
    this.#clock.cancel(outstanding.timer);
    outstanding.onReply(reply.body);
  }

  onEvent(_op: number, payload: unknown): void {
    const outstanding = payload as Outstanding;
    if (this.#outstanding.get(outstanding.id) === outstanding) this.#transmit(outstanding);
  }

  #transmit(outstanding: Outstanding): void {
    const message: ServiceRequest = {
      class: "service",
      kind: "request",
      id: outstanding.id,
      body: outstanding.request,
    };
    outstanding.timer = this.#clock.schedule(this.#clock.now() + REPEAT_MS * 1000, "timer", this, 0, outstanding);
    this.#net.send(outstanding.to, message, outstanding.sizeBytes);
  }
}
