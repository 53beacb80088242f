import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { textField } from "../values.ts";
import { CALM_KINDS, Calm } from "./calm.ts";

const SECOND_MICROS = 1_000_000;

/** LIV-7: while nothing else happens there are heartbeats, and no storm of calls that repeat each other. */
export class NoStorms implements Checker {
  readonly id = "LIV-7";
  readonly kinds = [
    ...CALM_KINDS,
    "rpc.send",
    "job.state",
    "exec.state",
    "restart.plan",
    "tm.register",
    "slot.request",
    "cp.trigger",
    "cp.ack",
    "cp.complete",
    "cp.notify",
    "txn.write",
    "txn.commit",
    "src.emit",
    "proc.begin",
    "buf.send",
  ] as const;
  private readonly callsPerSecond: number;
  private readonly calm = new Calm();
  /** Calls since something else has happened, in this second. */
  private calls = 0;
  private sinceMicros = 0;
  private first: EventId = NO_EVENT;

  constructor(callsPerSecond: number) {
    this.callsPerSecond = callsPerSecond;
  }

  on(event: TraceEvent, report: Report): void {
    this.calm.follow(event);
    if (event.kind !== "rpc.send") {
      this.calls = 0;
      return;
    }
    if (this.calls === 0 || event.t - this.sinceMicros >= SECOND_MICROS) {
      this.calls = 0;
      this.sinceMicros = event.t;
      this.first = event.id;
    }
    if (++this.calls !== this.callsPerSecond + 1 || this.calm.sinceMicros > this.sinceMicros) return;
    report(
      event.id,
      `There were ${this.calls} calls within a second in which nothing else happened, the last one ${textField(event, "method")} from ${textField(event, "from")}.`,
      [this.first],
    );
  }
}
