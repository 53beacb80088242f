/** A machine and the processes that run on it one after another. */
import type { Message, Micros, NodeId } from "../../src/world.ts";

/** A program as the kernel sees it: it takes messages and sends messages. */
export interface Process {
  start(): void;
  receive(from: NodeId, message: Message): void;
}

/** One life of a process. When it ends, its timers, mailbox and unsynced writes end with it. */
export interface Incarnation {
  readonly node: SimulatedNode;
  /** 1 for the first process on the machine. */
  readonly number: number;
  alive: boolean;
  /** Set by the kernel right after boot. */
  process: Process | null;
}

/** A machine; its process may come and go. */
export interface SimulatedNode {
  readonly id: NodeId;
  /** What the machine is, for faults: the k-th of its role. */
  readonly role: NodeRole;
  current: Incarnation | null;
  incarnations: number;
  /** Factor on CPU time; 1 = nominal speed. */
  slowness: number;
  /** Events of its process wait until then (a long garbage collection, SIGSTOP). */
  pausedUntil: Micros;
}

/** What a machine is there for. */
export type NodeRole = "jobmanager" | "taskmanager" | "client" | "service";
