/** A fault is data: when, what, whom, for how long. One text form serves command line, links and reports. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { AnchorTask } from "./anchor-task.ts";

/** At a virtual time, or a while after a step of the protocol. */
export type FaultWhen = { readonly atMs: number } | FaultAnchor;

/** A while after the n-th event of a kind (of one checkpoint, in one task, if named). */
export interface FaultAnchor {
  readonly kind: TraceKind;
  /** From 1, among the events that are of this checkpoint and task. */
  readonly n: number;
  readonly checkpoint: number | null;
  readonly task: AnchorTask | null;
  readonly plusMs: number;
}

/** What happens. A target is an index modulo the machines of its role. */
export type FaultWhat =
  /** The process ends; it is started again after `forMs` (null: never). `silent`: its machine does not tell the peers. */
  | { readonly what: "crash"; readonly target: FaultTarget; readonly silent: boolean }
  | { readonly what: "pause"; readonly target: FaultTarget }
  | { readonly what: "slow"; readonly target: FaultTarget; readonly factor: number }
  | { readonly what: "cut"; readonly a: FaultTarget; readonly b: FaultTarget; readonly oneWay: boolean }
  | (CallChoice & { readonly what: "drop" | "duplicate" })
  | (CallChoice & { readonly what: "delay"; readonly byMs: number })
  /** A user asks for a checkpoint: no fault, but an intervention like one. */
  | { readonly what: "trigger-checkpoint" }
  | { readonly what: "cancel-job" }
  | { readonly what: "fail-storage" }
  | { readonly what: "slow-storage"; readonly factor: number };

/** The next calls that a fault strikes. */
export interface CallChoice {
  /** Of an RPC, `log.commit` or `crm.find` for a request to a service by its kind, `crm` for any request to it; null: any RPC. */
  readonly method: string | null;
  readonly n: number;
  /** Strikes the answer and not the call: what was asked for has happened, and the caller does not know it. */
  readonly reply: boolean;
}

/**
 * The machine that a fault strikes: a TaskManager by index modulo their number, the JobManager, the log service, or a service
 * of the host by its name.
 */
export type FaultTarget =
  | { readonly role: "tm"; readonly index: number }
  | { readonly role: "jm" }
  | { readonly role: "log" }
  | { readonly role: "service"; readonly name: string };

/** What happens, when, and for how long. */
export type Fault = FaultWhat & {
  readonly when: FaultWhen;
  /** How long it lasts, ms; null: to the end. */
  readonly forMs: number | null;
};
