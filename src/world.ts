/**
 * The five ports: everything the runtime may touch of the outside is handed in through them.
 * No other source of time, randomness, communication or durability exists in `src/`.
 */
import type { Trace } from "./trace/trace.ts";

/** Virtual time in integer microseconds since the start of the run. */
export type Micros = number;

/** What a scheduled event is for; a scheduler may order or delay by class. */
export type EventClass = "delivery" | "timer" | "cpu" | "fault" | "service";

/** Receives what it scheduled. `op` tells its kinds of events apart, `payload` is handed back untouched. */
export interface EventHandler {
  onEvent(op: number, payload: unknown): void;
}

/** Names one scheduled event, so that it can be cancelled. Opaque. */
export type ScheduledEvent = number & { readonly __brand: "ScheduledEvent" };

/** Virtual time. Events scheduled by a process die with that incarnation of it. */
export interface Clock {
  now(): Micros;
  /** Calls `handler.onEvent(op, payload)` at virtual time `at` (not before now); ties run in order of scheduling. */
  schedule(at: Micros, eventClass: EventClass, handler: EventHandler, op: number, payload: unknown): ScheduledEvent;
  /** Cancels an event that has not run; one that has run or was cancelled is ignored. */
  cancel(event: ScheduledEvent): void;
  /** CPU time that `nanos` of nominal work take on this machine now (its slowness), in ns. */
  cpuNanos(nanos: number): number;
}

/** The address of a machine: `jm`, `tm-A`, `log` … */
export type NodeId = string & { readonly __brand: "NodeId" };

/** The address of the machine with this name. */
export function nodeId(name: string): NodeId {
  return name as NodeId;
}

/** Everything that crosses the network has a class, so that faults can name it, and a size, so that links can be slow. */
export interface Message {
  readonly class: "data" | "rpc" | "service" | "connection";
}

/** Told by the network, as a TCP stack does, when the peer's process ended or refused the connection. */
export interface ConnectionClosed extends Message {
  readonly class: "connection";
  readonly peer: NodeId;
  /** Which process of the peer ended (1 = its first): a later one may already be there. */
  readonly incarnation: number;
}

/** Sends messages; an answer, if any, comes back as a message. Never confirms and never fails visibly. */
export interface Net {
  send(to: NodeId, message: Message, sizeBytes: number): void;
}

/** Answer to a storage request, delivered to the `StorageClient` that asked. */
export type StorageReply =
  | { readonly ok: true; readonly bytes: Uint8Array | null }
  | { readonly ok: false; readonly reason: string };

/** Receives the answer to a storage request. */
export interface StorageClient {
  onStorageReply(token: number, reply: StorageReply): void;
}

/** Durable bytes. Each call is answered later through the client; unsynced bytes do not survive a crash of the writer. */
export interface Storage {
  /** Writes and syncs a whole file; answered when it is durable. */
  write(path: string, bytes: Uint8Array, client: StorageClient, token: number): void;
  read(path: string, client: StorageClient, token: number): void;
  delete(path: string, client: StorageClient, token: number): void;
}

/** A stream of draws for one purpose and entity: draw n is a pure function of (seed, purpose, entity, n). */
export interface KeyedDraws {
  /** Next draw as an unsigned 32-bit integer. */
  next(): number;
  /** Next draw as an integer in [0, bound). */
  below(bound: number): number;
}

/** Keyed randomness. */
export interface Entropy {
  draws(purpose: string, entity: string): KeyedDraws;
}

/** Data that lies outside the cluster where every machine can read it: the files and topics of a scenario. Never written to. */
export interface Inputs {
  /** Throws one sentence when there is no input of this name. */
  records(name: string): readonly unknown[];
}

/** The world as one process incarnation sees it. */
export interface World {
  readonly node: NodeId;
  readonly clock: Clock;
  readonly net: Net;
  readonly storage: Storage;
  readonly entropy: Entropy;
  readonly trace: Trace;
  readonly inputs: Inputs;
  /** Wall-clock time, in ms since 1970, at virtual time 0. */
  readonly startEpochMs: number;
}
