/** Requests to systems outside the cluster, and their answers. */
import type { Message } from "../world.ts";

/** A request as it crosses the network. */
export interface ServiceRequest<Body = unknown> extends Message {
  readonly class: "service";
  readonly kind: "request";
  /** Unique per sending process and request; a repetition carries the same number. */
  readonly id: number;
  readonly body: Body;
}

/** The answer to the request with the same number. */
export interface ServiceReply extends Message {
  readonly class: "service";
  readonly kind: "reply";
  readonly id: number;
  readonly body: unknown;
}
