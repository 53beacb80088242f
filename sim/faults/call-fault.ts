/** Loses, repeats or delays calls and requests, or their answers. */
import { rpcMethodOf, rpcReplyOf } from "../../src/cluster/rpc.ts";
import type { ServiceReply, ServiceRequest } from "../../src/connectors/service-message.ts";
import type { Packet, PacketFault, PacketVerdict } from "../net/network.ts";
import type { Fault } from "./fault.ts";

type CallFaultData = Extract<Fault, { readonly what: "drop" | "duplicate" | "delay" }>;

/** Strikes the next n calls (of one method, if named), or the answers to calls that it has seen. */
export class CallFault implements PacketFault {
  readonly #fault: CallFaultData;
  #left: number;
  /** Calls on their way whose answers are to be struck: an answer does not name its method. */
  readonly #asked = new Set<string>();

  constructor(fault: CallFaultData) {
    this.#fault = fault;
    this.#left = fault.n;
  }

  judge(packet: Packet): PacketVerdict | null {
    if (this.#left === 0) return null;
    const isCall = this.#isMeant(packet);
    if (this.#fault.reply) {
      if (isCall) this.#asked.add(callOf(packet));
      const answered = answeredCallOf(packet);
      if (answered === null || !this.#asked.delete(answered)) return null;
    } else if (!isCall) return null;
    this.#left--;
    const { what } = this.#fault;
    return {
      isAnswer: this.#fault.reply,
      drop: what === "drop",
      duplicates: what === "duplicate" ? 1 : 0,
      delayMicros: what === "delay" ? Math.round(this.#fault.byMs * 1000) : 0,
    };
  }

  /** A fault that names no method means RPC only: requests to services are repeated until they are answered. */
  #isMeant(packet: Packet): boolean {
    const { method } = this.#fault;
    const called = rpcMethodOf(packet.message);
    if (called !== null) return method === null || method === called;
    return method !== null && (method === packet.to ? isRequest(packet) : method === serviceMethodOf(packet));
  }
}

function isRequest({ message }: Packet): boolean {
  return message.class === "service" && (message as ServiceRequest).kind === "request";
}

/** "log.commit" for a request of kind commit to the log; null for what is no request, or one that names no kind. */
export function serviceMethodOf(packet: Packet): string | null {
  if (!isRequest(packet)) return null;
  const { body } = packet.message as ServiceRequest;
  const kind = typeof body === "object" && body !== null && "kind" in body ? body.kind : null;
  return typeof kind === "string" ? `${packet.to}.${kind}` : null;
}

/** Names a call: numbers are unique in the process that called. */
function callOf({ from, to, message }: Packet): string {
  return `${message.class} ${from} ${to} ${(message as ServiceRequest).id}`;
}

/** The call that a packet answers; null for what is no answer. */
function answeredCallOf({ from, to, message }: Packet): string | null {
  const id =
    message.class === "service" && (message as ServiceReply).kind === "reply"
      ? (message as ServiceReply).id
      : rpcReplyOf(message);
  return id === null ? null : `${message.class} ${to} ${from} ${id}`;
}
