/** Where each element of a channel is, by nothing but its own times. */
import type { ChannelElements, Element } from "../trace/element-index.ts";
import type { ChannelLine, Point } from "./channel-lines.ts";

/** The elements of a channel that were emitted and not taken. Each list begins with the oldest. */
export interface OpenElements {
  /** Emitted, not sent. */
  readonly waitingToBeSent: readonly Element[];
  /** Sent, not arrived. */
  readonly flying: readonly Element[];
  /** Arrived, not taken. */
  readonly waitingToBeTaken: readonly Element[];
}

/** @param micros virtual time, µs */
export function openElements(channel: ChannelElements, micros: number): OpenElements {
  const waitingToBeSent: Element[] = [];
  const flying: Element[] = [];
  const waitingToBeTaken: Element[] = [];
  for (const element of channel.openAt(micros))
    if (element.takenAt <= micros) continue;
    else if (element.arrivedAt <= micros) waitingToBeTaken.push(element);
    else if (element.sentAt <= micros) flying.push(element);
    else waitingToBeSent.push(element);
  return { waitingToBeSent, flying, waitingToBeTaken };
}

/** How much of its way an element has behind it, 0 to 1; 0 while its arrival is not known. */
export function fractionAt({ sentAt, arrivedAt }: Element, micros: number): number {
  if (!Number.isFinite(arrivedAt)) return 0;
  return arrivedAt <= sentAt ? 1 : Math.min(1, Math.max(0, (micros - sentAt) / (arrivedAt - sentAt)));
}

/** The point of a line's flight at a fraction. */
export function pointAt({ from, to }: Pick<ChannelLine, "from" | "to">, fraction: number): Point {
  return { x: from.x + (to.x - from.x) * fraction, y: from.y + (to.y - from.y) * fraction };
}
