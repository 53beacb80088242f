/** Requests to systems outside the cluster, and their answers. */
import type { Message } from "../world.ts";

export interface ServiceRequest extends Message {
  readonly class: "service";
  readonly kind: "request";
  /** Unique per sending process and request; a repetition carries the same number. */
  readonly id: number;
  readonly body: unknown;
}

export interface ServiceReply extends Message {
  readonly class: "service";
  readonly kind: "reply";
  readonly id: number;
  readonly body: unknown;
}
