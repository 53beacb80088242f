import { WAIT_REASONS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalExecutionState } from "../states.ts";
import { textField } from "../values.ts";

const INPUT_WAITS: ReadonlySet<number> = new Set([WAIT_REASONS.indexOf("no-input"), WAIT_REASONS.indexOf("align")]);
/** Besides the work on buffers, a task has timers and snapshots to work on. */
const BOUND_MICROS = 60_000_000;

/** Data has arrived at a task that waits for nothing else. */
interface Due {
  readonly task: number;
  /** When the task was free, µs. */
  readonly since: number;
  readonly event: EventId;
}

/** NET-4: a task is woken by what arrives, unless it waits for something else. Machines that stand still excuse it. */
export class ArrivalWakesTask implements Checker {
  readonly id = "NET-4";
  readonly kinds = [
    "wait.begin",
    "wait.end",
    "proc.begin",
    "proc.end",
    "buf.arrive",
    "cp.aligned",
    "exec.state",
    "iv.apply",
    "run.end",
  ] as const;
  /** Tasks that wait, for input or for something else. */
  private readonly waits = new Map<number, { readonly forInput: boolean; readonly event: EventId }>();
  private readonly ended = new Set<number>();
  private readonly busyUntil = new Map<number, number>();
  /** By task, oldest first. */
  private readonly due = new Map<number, Due>();

  on(event: TraceEvent, report: Report): void {
    const { task } = event;
    switch (event.kind) {
      case "wait.begin":
        if (task < 0) break;
        this.due.delete(task);
        this.waits.set(task, { forInput: INPUT_WAITS.has(event.a), event: event.id });
        break;
      case "proc.end":
        this.busyUntil.set(task, event.t + event.x);
        break;
      case "wait.end":
      case "proc.begin":
        this.forget(task);
        break;
      case "buf.arrive":
        if (this.waits.get(task)?.forInput === false || this.due.has(task) || this.ended.has(task)) break;
        this.due.set(task, { task, since: Math.max(event.t, this.busyUntil.get(task) ?? 0), event: event.id });
        break;
      case "cp.aligned":
        // The last barrier was what had arrived. At the end of its input a task then waits for this checkpoint alone.
        this.due.delete(task);
        break;
      case "exec.state":
        if (!isTerminalExecutionState(event.b)) break;
        this.ended.add(task);
        this.forget(task);
        break;
      case "iv.apply":
        if (/^(crash|pause)/.test(textField(event, "spec"))) this.due.clear();
        break;
    }
    this.check(event, report);
  }

  private check(event: TraceEvent, report: Report): void {
    const [oldest] = this.due.values();
    if (oldest === undefined || event.t - oldest.since <= BOUND_MICROS) return;
    const wait = this.waits.get(oldest.task)?.event ?? NO_EVENT;
    report(
      event.id,
      `Task ${oldest.task} has not gone on, ${Math.floor((event.t - oldest.since) / 1000)} ms after input has arrived.`,
      wait === NO_EVENT ? [oldest.event] : [wait, oldest.event],
    );
    this.forget(oldest.task);
  }

  private forget(task: number): void {
    this.waits.delete(task);
    this.due.delete(task);
  }
}
