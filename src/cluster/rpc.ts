/**
 * Remote calls between components, as Flink's RPC: an endpoint's methods run one after another in its process, a call is a
 * message, its answer another. A call carries the fencing token that its sender believes in; the receiver refuses a wrong
 * one (`FencedRpcEndpoint`). A call to a process that is not there fails as soon as its connection is reset
 * (`RecipientUnreachableException`), any other missing answer after the timeout.
 */

import type { Trace } from "../trace/trace.ts";
import type { Clock, ConnectionClosed, EventHandler, Message, Net, NodeId, ScheduledEvent, World } from "../world.ts";

/** Where an endpoint lives. */
export interface RpcAddress {
  readonly node: NodeId;
  readonly endpoint: string;
}

/** Methods of an endpoint: what each takes and what it answers. */
export type Protocol = Readonly<Record<string, { readonly body: unknown; readonly reply: unknown }>>;

/** Why a call has no answer. */
export interface RpcFailure {
  readonly ok: false;
  readonly reason: "unreachable" | "timeout" | "fenced" | "refused";
  readonly message: string;
}

/** What came of a call. */
export type RpcResult<R> = { readonly ok: true; readonly body: R } | RpcFailure;

/** Answers a call, now or later, once. */
export interface Answer<R> {
  give(body: R): void;
  refuse(message: string): void;
}

/** What an endpoint does for each method of its protocol. */
export type Handlers<P extends Protocol> = {
  readonly [M in keyof P & string]: (body: P[M]["body"], answer: Answer<P[M]["reply"]>, from: NodeId) => void;
};

/** An endpoint as its process knows it. */
export interface RpcEndpoint {
  readonly name: string;
  /** The fencing token in force; null = takes unfenced calls only. */
  fencingToken(): string | null;
  handle(method: string, body: unknown, answer: Answer<unknown>, from: NodeId): void;
}

interface RpcRequest extends Message {
  readonly class: "rpc";
  readonly kind: "request";
  /** Unique per sending process; 0 = nobody waits for an answer. */
  readonly id: number;
  readonly sender: string;
  readonly endpoint: string;
  readonly method: string;
  readonly token: string | null;
  readonly body: unknown;
}

interface RpcReply extends Message {
  readonly class: "rpc";
  readonly kind: "reply";
  readonly id: number;
  readonly sender: string;
  readonly result: RpcResult<unknown>;
}

interface Pending {
  readonly id: number;
  readonly to: NodeId;
  readonly what: string;
  readonly onReply: (result: RpcResult<unknown>) => void;
  timeout: ScheduledEvent;
}

const REQUEST_BYTES = 300;
const REPLY_BYTES = 200;
const TIMED_OUT = 0;

/** The method name of a message, for faults that name one; null for what is not a call. */
export function rpcMethodOf(message: Message): string | null {
  return message.class === "rpc" && (message as RpcRequest).kind === "request" ? (message as RpcRequest).method : null;
}

/** The number of the call that a message answers; null for what is no answer. */
export function rpcReplyOf(message: Message): number | null {
  return message.class === "rpc" && (message as RpcReply).kind === "reply" ? (message as RpcReply).id : null;
}

/** The answer to one call; one that nobody waits for is not sent. */
class CallAnswer implements Answer<unknown> {
  readonly #net: Net;
  readonly #to: NodeId;
  readonly #request: RpcRequest;

  constructor(net: Net, to: NodeId, request: RpcRequest) {
    this.#net = net;
    this.#to = to;
    this.#request = request;
  }

  give(body: unknown): void {
    this.send({ ok: true, body });
  }

  refuse(message: string): void {
    this.send({ ok: false, reason: "refused", message });
  }

  send(result: RpcResult<unknown>): void {
    const { id, sender } = this.#request;
    if (id === 0) return;
    const reply: RpcReply = { class: "rpc", kind: "reply", id, sender, result };
    this.#net.send(this.#to, reply, REPLY_BYTES);
  }
}

/** The calls of one process, in and out. */
export class RpcService implements EventHandler {
  readonly #node: NodeId;
  readonly #clock: Clock;
  readonly #net: Net;
  readonly #trace: Trace;
  /** Names this process: an answer to an earlier process of the machine is not ours. */
  readonly #sender: string;
  readonly #endpoints = new Map<string, RpcEndpoint>();
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(world: World, sender: string) {
    this.#node = world.node;
    this.#clock = world.clock;
    this.#net = world.net;
    this.#trace = world.trace;
    this.#sender = sender;
  }

  register(endpoint: RpcEndpoint): void {
    this.#endpoints.set(endpoint.name, endpoint);
  }

  unregister(name: string): void {
    this.#endpoints.delete(name);
  }

  /** Calls and waits: `onReply` runs once, with the answer or with why there is none. */
  ask<P extends Protocol, M extends keyof P & string>(
    to: RpcAddress,
    method: M,
    token: string | null,
    body: P[M]["body"],
    timeoutMs: number,
    onReply: (result: RpcResult<P[M]["reply"]>) => void,
  ): void {
    const id = this.#nextId++;
    const pending: Pending = {
      id,
      to: to.node,
      what: method,
      onReply: onReply as (result: RpcResult<unknown>) => void,
      timeout: 0 as ScheduledEvent,
    };
    pending.timeout = this.#clock.schedule(this.#clock.now() + timeoutMs * 1000, "timer", this, TIMED_OUT, pending);
    this.#pending.set(id, pending);
    this.#send(to, id, method, token, body);
  }

  /** Calls without waiting for an answer. */
  tell<P extends Protocol, M extends keyof P & string>(
    to: RpcAddress,
    method: M,
    token: string | null,
    body: P[M]["body"],
  ): void {
    this.#send(to, 0, method, token, body);
  }

  receive(from: NodeId, message: Message): void {
    if (message.class === "connection") this.#fail((message as ConnectionClosed).peer);
    else if ((message as RpcRequest | RpcReply).kind === "request") this.#onRequest(from, message as RpcRequest);
    else this.#onReply(message as RpcReply);
  }

  onEvent(_op: number, payload: unknown): void {
    const pending = payload as Pending;
    if (!this.#pending.delete(pending.id)) return;
    this.#traceAnswer(pending, "timeout");
    pending.onReply({
      ok: false,
      reason: "timeout",
      message: `${pending.what} to ${pending.to} was not answered in time.`,
    });
  }

  #send(to: RpcAddress, id: number, method: string, token: string | null, body: unknown): void {
    const request: RpcRequest = {
      class: "rpc",
      kind: "request",
      id,
      sender: this.#sender,
      endpoint: to.endpoint,
      method,
      token,
      body,
    };
    this.#trace.emit("rpc.send", { a: id, ext: { from: this.#sender, to: to.node, endpoint: to.endpoint, method } });
    this.#net.send(to.node, request, REQUEST_BYTES);
  }

  #onRequest(from: NodeId, request: RpcRequest): void {
    const { id, endpoint: name, method, token } = request;
    const endpoint = this.#endpoints.get(name);
    const answer = new CallAnswer(this.#net, from, request);
    if (endpoint === undefined) {
      this.#trace.emit("rpc.reject", {
        a: id,
        ext: { endpoint: name, method, from: request.sender, reason: "no endpoint" },
      });
      answer.send({
        ok: false,
        reason: "unreachable",
        message: `There is no endpoint ${name} on ${this.#node}.`,
      });
      return;
    }
    const expected = endpoint.fencingToken();
    if (expected !== null && token !== expected) {
      this.#trace.emit("rpc.reject", {
        a: id,
        ext: { endpoint: name, method, from: request.sender, token, expected, reason: "fenced" },
      });
      answer.send({
        ok: false,
        reason: "fenced",
        message: `Fencing token not set or mismatch: ${method} carried ${token}, ${name} expects ${expected}.`,
      });
      return;
    }
    this.#trace.step("rpc.accept", { a: id, ext: { endpoint: name, method, from: request.sender, token, expected } });
    endpoint.handle(method, request.body, answer, from);
  }

  #onReply(reply: RpcReply): void {
    if (reply.sender !== this.#sender) return;
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    this.#pending.delete(reply.id);
    this.#clock.cancel(pending.timeout);
    this.#traceAnswer(pending, null);
    pending.onReply(reply.result);
  }

  /** @param reason why there is no answer; null: there is one */
  #traceAnswer({ id, to, what }: Pending, reason: string | null): void {
    if (!this.#trace.buffers) return;
    const ext = { from: this.#sender, to, method: what, ...(reason === null ? {} : { reason }) };
    this.#trace.emit("rpc.answer", { a: id, b: reason === null ? 1 : 0, ext });
  }

  #fail(peer: NodeId): void {
    for (const pending of [...this.#pending.values()]) {
      if (pending.to !== peer) continue;
      this.#pending.delete(pending.id);
      this.#clock.cancel(pending.timeout);
      this.#traceAnswer(pending, "unreachable");
      pending.onReply({ ok: false, reason: "unreachable", message: `The connection to ${peer} was reset.` });
    }
  }
}

/** Builds an endpoint out of typed handlers; a method that is not in the protocol is refused. */
export function endpoint<P extends Protocol>(
  name: string,
  fencingToken: () => string | null,
  handlers: Handlers<P>,
): RpcEndpoint {
  // The network carries what the caller's typed `ask` put in: the pair of method and body is checked there.
  const byName = handlers as Readonly<
    Record<string, ((body: unknown, answer: Answer<unknown>, from: NodeId) => void) | undefined>
  >;
  return {
    name,
    fencingToken,
    handle(method, body, answer, from) {
      const handler = byName[method];
      if (handler === undefined) answer.refuse(`${name} has no method ${method}.`);
      else handler(body, answer, from);
    },
  };
}
