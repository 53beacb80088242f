/** Messages of the credit-based protocol between TaskManagers (`NettyMessage`). A channel id is unique per pair of attempts. */
import type { Message } from "../world.ts";
import type { NetworkElement } from "./elements.ts";

/** Everything that two TaskManagers say about a channel. */
export type DataMessage = Message & { readonly class: "data"; readonly channel: number } & (
    | {
        readonly kind: "partition-request";
        readonly credit: number /** Process that asks. */;
        readonly consumer: string;
      }
    | { readonly kind: "buffer"; readonly sequence: number; readonly element: NetworkElement; readonly backlog: number }
    | { readonly kind: "add-credit"; readonly credit: number }
    | { readonly kind: "backlog"; readonly backlog: number }
    | { readonly kind: "resume" }
    | { readonly kind: "close" }
    | { readonly kind: "partition-not-found" }
  );

/** Size of a message without payload. */
export const HEADER_BYTES = 32;
