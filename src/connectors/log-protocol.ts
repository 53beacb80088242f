/**
 * What a sink says to a transactional log and what the log answers: the shape of Kafka's producer protocol
 * (InitProducerId, Produce, EndTxn), without its partitions.
 */
import type { EventId } from "../trace/trace.ts";

/** Names one producer session: a later one of the same transactional id fences it. */
export interface ProducerIdentity {
  readonly transactionalId: string;
  readonly epoch: number;
}

/** What the log can be asked for. */
export type LogRequest =
  /** Starts a producer session: bumps the epoch, aborts what an older session left open. */
  | {
      readonly kind: "init";
      readonly transactionalId: string;
      readonly timeoutMs: number;
      /** Who asks, for the trace. */
      readonly writer?: { readonly task: number; readonly operatorId: string };
    }
  /** Appends records to the open transaction of the session, opening it if need be. `sequence` counts writes of the session from 0. */
  | {
      readonly kind: "write";
      readonly log: string;
      readonly producer: ProducerIdentity;
      readonly sequence: number;
      readonly records: readonly string[];
      readonly causes: readonly EventId[] | null;
    }
  /** Appends records that are visible at once. Repeated sequences of a session are not appended again. */
  | {
      readonly kind: "append";
      readonly log: string;
      readonly session: string;
      readonly sequence: number;
      readonly records: readonly string[];
      readonly causes: readonly EventId[] | null;
    }
  | { readonly kind: "commit"; readonly producer: ProducerIdentity }
  | { readonly kind: "abort"; readonly producer: ProducerIdentity };

/** Why the log refuses: an older session (`fenced`), or no such transaction any more (`invalid-state`). */
export type LogRefusal = "fenced" | "invalid-state";

/** Its answers. */
export type LogReply =
  | {
      readonly ok: true;
      readonly epoch: number /** Of `init`: a session of this id had existed before. */;
      readonly existed: boolean;
    }
  | { readonly ok: false; readonly reason: LogRefusal };
