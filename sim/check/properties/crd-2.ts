import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, textField, textOf } from "../values.ts";

interface Node {
  /** Index of the TaskManager incarnation. */
  readonly tm: number;
  readonly defined: EventId;
  registered: boolean;
}

/**
 * CRD-2: a receiver accepts only messages with the token that it expects, and none that an earlier incarnation sent once a
 * later one has registered.
 */
export class StaleMessagesRefused implements Checker {
  readonly id = "CRD-2";
  readonly kinds = ["tm.def", "tm.register", "rpc.send", "rpc.accept", "rpc.reject"] as const;
  private readonly nodes = new Map<string, Node>();
  private readonly byTm = new Map<number, Node>();
  /** Messages on their way: the event of sending and the sender. */
  private readonly sent = new Map<number, { from: string; event: EventId }>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "tm.def": {
        const node = { tm: event.ch, defined: event.id, registered: false };
        this.nodes.set(textField(event, "node"), node);
        this.byTm.set(event.ch, node);
        return;
      }
      case "tm.register": {
        const node = this.byTm.get(event.ch);
        if (node !== undefined) node.registered = true;
        return;
      }
      case "rpc.send":
        this.sent.set(event.a, { from: textField(event, "from"), event: event.id });
        return;
      case "rpc.reject":
        return;
      default:
        this.accepted(event, report);
    }
  }

  private accepted(event: TraceEvent, report: Report): void {
    const message = this.sent.get(event.a);
    const token = textOf(field(event, "token") ?? null);
    const expected = textOf(field(event, "expected") ?? null);
    const what = `${textField(event, "endpoint")} accepted ${textField(event, "method")}`;
    if (token !== expected)
      report(
        event.id,
        `${what} with token ${token} instead of ${expected}.`,
        message === undefined ? [] : [message.event],
      );
    if (message === undefined) return;
    const node = this.nodes.get(message.from);
    if (node?.registered === true && node.defined !== NO_EVENT && message.event < node.defined) {
      report(event.id, `${what} from an incarnation of ${message.from} that is dead.`, [message.event, node.defined]);
    }
  }
}
