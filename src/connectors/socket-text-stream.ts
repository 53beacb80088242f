import { RichSourceFunction, type SourceContext, type SourceRun } from "../api/source-function.ts";
import { nodeId } from "../world.ts";

/** What a socket's reader asks for. */
export type SocketRequest = { readonly kind: "connect" } | { readonly kind: "read" };

/** The lines that have come since the last read; they are gone from the other side. */
export interface SocketReply {
  readonly lines: readonly string[];
  /** The other side has closed the connection: nothing more will come. */
  readonly closed: boolean;
}

/** From one look at the connection to the next, ms. */
const POLL_MS = 10;
const REQUEST_BYTES = 60;

/**
 * Reads lines that a system outside the cluster sends. `SocketTextStreamFunction`. It keeps no state and cannot be
 * replayed: the other side does not send a line twice, so what was read and is in no checkpoint is lost with a crash.
 */
export class SocketTextStreamFunction extends RichSourceFunction<string> {
  private readonly service: string;

  /** @param service name of the simulated system */
  constructor(service: string) {
    super();
    this.service = service;
  }

  override *run(ctx: SourceContext<string>): SourceRun {
    const to = nodeId(this.service);
    const ask = (kind: SocketRequest["kind"]) => ctx.ask(to, { kind } satisfies SocketRequest, REQUEST_BYTES);
    yield ask("connect");
    for (;;) {
      const { lines, closed } = (yield ask("read")) as SocketReply;
      for (const line of lines) {
        ctx.collect(line);
        yield;
      }
      if (closed) return;
      if (lines.length === 0) yield ctx.sleep(POLL_MS);
    }
  }
}
