/**
 * Waiting inside the runtime. A life-cycle step of an operator may be a generator: it yields what it waits for, and its
 * task parks it until the answer is there. No promise, no callback into another node.
 */
import type { NodeId } from "../world.ts";

/** What a parked step waits for. */
export type Wait =
  /** Virtual time `atMicros`; resumed with `undefined`. */
  | { readonly kind: "until"; readonly atMicros: number }
  /** The answer to a request to an external service, which is repeated until it comes; resumed with it. */
  | { readonly kind: "external"; readonly to: NodeId; readonly request: unknown; readonly sizeBytes: number }
  /** Durable storage; resumed with a `StorageReply`. */
  | { readonly kind: "storage-read"; readonly path: string }
  | { readonly kind: "storage-write"; readonly path: string; readonly bytes: Uint8Array }
  /** Until `signal.done`; resumed with `undefined`. */
  | { readonly kind: "signal"; readonly signal: Signal }
  | MailsWait;

/** Until `holds`, which mails of operators from this depth of the chain on bring about; resumed with `undefined`. */
export interface MailsWait {
  readonly kind: "mails";
  readonly depth: number;
  readonly holds: () => boolean;
}

/** Set by whoever completes something; the task of a step that waits for it is woken. */
export interface Signal {
  done: boolean;
  wake: (() => void) | null;
}

/** A step that may wait. `yield` gives a `Wait` and comes back with its answer. */
// biome-ignore lint/suspicious/noExplicitAny: what `yield` returns depends on the Wait; helpers in this folder narrow it.
export type Step<T = void> = Generator<Wait, T, any>;

/** A life-cycle method may wait or not: most do not, and cost nothing. */
export type MaybeStep<T = void> = T | Step<T>;

/** Does the life-cycle method want to be driven? */
export function isStep<T>(value: MaybeStep<T>): value is Step<T> {
  return typeof value === "object" && value !== null && typeof (value as Step<T>).next === "function";
}

/**
 * Runs a life-cycle method inside another step. The runtime writes `if (isStep(value)) yield* value` in its place: most
 * methods do not wait, and a generator for each would cost more than they do.
 */
export function* run<T>(value: MaybeStep<T>): Step<T> {
  return isStep(value) ? yield* value : value;
}
