import type { SocketReply, SocketRequest } from "../../src/connectors/socket-text-stream.ts";
import type { SimulatedService } from "./simulated-service.ts";

/** What a socket sends and how fast. */
export interface SimulatedSocketOptions {
  readonly lines: readonly string[];
  /** From the first connection on, of virtual time. Default: all are there at once. */
  readonly linesPerSecond?: number;
}

/** What the other side remembers. */
interface SocketState {
  /** Lines that somebody has read: they are gone. */
  read: number;
  /** ms since 1970; null before the first connection. */
  connectedAtMs: number | null;
}

/** Lines in one answer at most, as a receive buffer has an end. */
const MOST_AT_ONCE = 64;

/**
 * A system that sends lines to whoever is connected, each once: what was read does not come again, so a job that crashes
 * loses what is in none of its checkpoints. An answer that is lost on the way is repeated, as by TCP.
 *
 * ```ts
 * simulate(scenario, { programs, services: { chat: simulatedSocket({ lines: ["hello", "bye"] }) } });
 * ```
 */
export function simulatedSocket(
  options: SimulatedSocketOptions,
): SimulatedService<SocketRequest, SocketReply, SocketState> {
  const { lines, linesPerSecond = Number.POSITIVE_INFINITY } = options;
  return {
    initialState: () => ({ read: 0, connectedAtMs: null }),
    handle({ kind }, state, { nowMs }) {
      state.connectedAtMs ??= nowMs;
      if (kind === "connect") return { lines: [], closed: false };
      const elapsedMs = nowMs - state.connectedAtMs;
      const sent = linesPerSecond === Number.POSITIVE_INFINITY ? lines.length : (elapsedMs * linesPerSecond) / 1000;
      const upTo = Math.min(lines.length, Math.floor(sent), state.read + MOST_AT_ONCE);
      const next = lines.slice(state.read, upTo);
      state.read = Math.max(state.read, upTo);
      return { lines: next, closed: state.read >= lines.length };
    },
    remembersAnswers: true,
  };
}
