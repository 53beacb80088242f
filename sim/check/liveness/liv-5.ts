import { WAIT_REASONS } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalExecutionState } from "../states.ts";
import { numberField } from "../values.ts";
import { CALM_KINDS } from "./calm.ts";
import { Obligations } from "./obligations.ts";

const STALL = "stall";
/** Waits that only another task can end. */
const WAITS: ReadonlySet<number> = new Set([WAIT_REASONS.indexOf("output"), WAIT_REASONS.indexOf("align")]);

/** LIV-5: no deadlock: while somebody waits for room, for credit or for a barrier, some data moves somewhere. */
export class DataMoves implements Checker {
  readonly id = "LIV-5";
  readonly kinds = [
    ...CALM_KINDS,
    "run.end",
    "chan.def",
    "wait.begin",
    "wait.end",
    "credit.zero",
    "credit.back",
    "proc.begin",
    "buf.send",
    "exec.state",
  ] as const;
  private readonly obligations: Obligations;
  /** What waits, by name, and in words. */
  private readonly waiting = new Map<string, { readonly task: number; readonly text: string }>();
  private readonly senders = new Map<number, number>();

  constructor(boundMs: number) {
    this.obligations = new Obligations(boundMs);
  }

  on(event: TraceEvent, report: Report): void {
    this.obligations.follow(event, report);
    switch (event.kind) {
      case "chan.def":
        this.senders.set(event.ch, numberField(event, "fromTask", -1));
        return;
      case "wait.begin":
        if (event.task >= 0 && WAITS.has(event.a))
          this.begin(`task ${event.task}`, event, `task ${event.task} waits (${WAIT_REASONS[event.a]})`);
        return;
      case "wait.end":
        this.end(`task ${event.task}`, event);
        return;
      case "credit.zero":
        this.begin(`channel ${event.ch}`, event, `channel ${event.ch} has no credit for ${event.a} buffers`);
        return;
      case "credit.back":
        this.end(`channel ${event.ch}`, event);
        return;
      case "exec.state":
        if (isTerminalExecutionState(event.b)) this.forget(event);
        return;
      case "proc.begin":
      case "buf.send":
        this.moved(event);
        return;
    }
  }

  atEnd(report: Report): void {
    this.obligations.atEnd(report);
  }

  private begin(name: string, event: TraceEvent, text: string): void {
    const task = name.startsWith("task") ? event.task : (this.senders.get(event.ch) ?? event.task);
    this.waiting.set(name, { task, text });
    if (this.waiting.size === 1) this.moved(event);
  }

  private end(name: string, event: TraceEvent): void {
    if (this.waiting.delete(name)) this.moved(event);
  }

  private forget(event: TraceEvent): void {
    for (const [name, { task }] of this.waiting) if (task === event.task) this.end(name, event);
  }

  /** All that wait, wait anew; the one that has waited longest is named. */
  private moved(event: TraceEvent): void {
    this.obligations.meet(STALL);
    const [longest] = this.waiting.values();
    if (longest !== undefined) this.obligations.open(STALL, event, `${longest.text} and no data moves`);
  }
}
