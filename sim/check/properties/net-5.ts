import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, numberField, textField } from "../values.ts";

interface Edge {
  readonly exclusive: number;
  readonly floating: number;
}

/** Input of a task: buffers that its remote channels hold or have promised as credit, and how many it has for them. */
interface Gate {
  readonly name: string;
  committed: number;
  capacity: number;
}

/** What a sender has said it has, in numbers of data buffers since the beginning. */
interface Announced {
  sent: number;
  promised: number;
  event: EventId;
}

/**
 * NET-5: a receiver never holds or promises more buffers to remote channels than it has, exclusive and floating ones, and a
 * sender that says how many it has waiting really sends as many. Buffers of local channels are their sender's.
 */
export class QueuesAreBounded implements Checker {
  readonly id = "NET-5";
  readonly kinds = ["edge.def", "chan.def", "buf.send", "buf.recycle", "credit.grant", "credit.zero"] as const;
  private readonly edges = new Map<string, Edge>();
  private readonly gates = new Map<string, Gate>();
  private readonly byChannel = new Map<number, Gate>();
  private readonly promises = new Map<number, Announced>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "edge.def":
        this.edges.set(textField(event, "id"), {
          exclusive: numberField(event, "exclusiveBuffers", Number.POSITIVE_INFINITY),
          floating: numberField(event, "floating", Number.POSITIVE_INFINITY),
        });
        return;
      case "chan.def":
        if (field(event, "local") !== true) this.define(event);
        return;
      case "credit.grant": {
        const gate = this.byChannel.get(event.ch);
        if (gate === undefined) return;
        gate.committed += event.a;
        if (gate.committed > gate.capacity)
          report(
            event.id,
            `Input ${gate.name} holds or has promised ${gate.committed} buffers and has ${gate.capacity}.`,
          );
        return;
      }
      case "buf.recycle": {
        const gate = this.byChannel.get(event.ch);
        if (gate !== undefined) gate.committed--;
        return;
      }
      case "credit.zero": {
        const promise = this.promiseOf(event.ch);
        if (promise.sent + event.a <= promise.promised) return;
        promise.promised = promise.sent + event.a;
        promise.event = event.id;
        return;
      }
      default:
        this.send(event, report);
    }
  }

  private define(event: TraceEvent): void {
    const { exclusive, floating } = this.edges.get(textField(event, "edge")) ?? {
      exclusive: Number.POSITIVE_INFINITY,
      floating: 0,
    };
    const name = `${numberField(event, "gate", 0)} of task ${numberField(event, "toTask", -1)}`;
    let gate = this.gates.get(name);
    if (gate === undefined) {
      gate = { name, committed: 0, capacity: floating };
      this.gates.set(name, gate);
    }
    gate.capacity += exclusive;
    gate.committed += exclusive;
    this.byChannel.set(event.ch, gate);
  }

  private send(event: TraceEvent, report: Report): void {
    const promise = this.promiseOf(event.ch);
    if (field(event, "data") !== false) promise.sent++;
    else if (field(event, "event") === "end-of-data" && promise.sent < promise.promised)
      report(
        event.id,
        `The data of channel ${event.ch} ended after ${promise.sent} buffers, and ${promise.promised} were announced.`,
        [promise.event],
      );
  }

  private promiseOf(channel: number): Announced {
    let promise = this.promises.get(channel);
    if (promise === undefined) {
      promise = { sent: 0, promised: 0, event: NO_EVENT };
      this.promises.set(channel, promise);
    }
    return promise;
  }
}
