import { OPERATOR_CALLS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_FINISHED } from "../states.ts";
import { numberField } from "../values.ts";

const STATES = ["new", "initialized", "open", "at the end of its input", "finished", "closed"] as const;
const [NEW, INITIALIZED, OPEN, ENDED, FINISHED, CLOSED] = STATES.keys();

/** By call: the states from which it is legal, and the state that it leads to (-1: none other). */
const RULES: Readonly<Record<(typeof OPERATOR_CALLS)[number], readonly [from: number, to: number, then: number]>> = {
  "initialize-state": [NEW, NEW, INITIALIZED],
  open: [INITIALIZED, INITIALIZED, OPEN],
  "prepare-snapshot": [OPEN, FINISHED, -1],
  "snapshot-state": [OPEN, FINISHED, -1],
  "notify-complete": [OPEN, FINISHED, -1],
  "notify-aborted": [OPEN, FINISHED, -1],
  "end-input": [OPEN, OPEN, ENDED],
  finish: [ENDED, ENDED, FINISHED],
  // After a failure an operator is closed from where it is.
  close: [NEW, FINISHED, CLOSED],
};

interface Operator {
  state: number;
  event: EventId;
  finished: boolean;
}

interface Task {
  readonly operators: Operator[];
  /** Channels whose data has not ended. */
  open: number;
}

/** CRD-8: operators are called in the order of Flink's life cycle, and see records only while they are open. */
export class OperatorLifeCycle implements Checker {
  readonly id = "CRD-8";
  readonly statement =
    "An operator is initialized, opened, used, told of the end of its input only when that has come, finished and closed, each once and in this order; after a failure it is only closed.";
  readonly kinds = ["exec.def", "chan.def", "op.call", "buf.send", "src.emit", "el.take", "exec.state"] as const;
  private readonly tasks = new Map<number, Task>();
  private readonly receivers = new Map<number, number>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "exec.def":
        this.tasks.set(event.task, { operators: [], open: 0 });
        return;
      case "chan.def": {
        const receiver = numberField(event, "toTask", -1);
        this.receivers.set(event.ch, receiver);
        const task = this.tasks.get(receiver);
        if (task !== undefined) task.open++;
        return;
      }
      case "buf.send": {
        if (event.ext?.event !== "end-of-data") return;
        const task = this.tasks.get(this.receivers.get(event.ch) ?? -1);
        if (task !== undefined) task.open--;
        return;
      }
      case "op.call":
        this.call(event, report);
        return;
      case "exec.state":
        if (event.b === EXEC_FINISHED) this.finish(event, report);
        return;
      default:
        // Of the elements only records: a watermark comes before the end of the data as well.
        if (event.kind === "src.emit" || event.b === 0) this.element(event, report);
    }
  }

  private call(event: TraceEvent, report: Report): void {
    const task = this.tasks.get(event.task);
    if (task === undefined) return;
    const call = OPERATOR_CALLS[event.a];
    const [from, to, then] = RULES[call];
    task.operators[event.b] ??= { state: NEW, event: NO_EVENT, finished: false };
    const operator = task.operators[event.b];
    if (operator.state < from || operator.state > to)
      report(
        event.id,
        `${call} was called of operator ${event.b} of task ${event.task}, which is ${STATES[operator.state]}.`,
        operator.event === NO_EVENT ? [] : [operator.event],
      );
    if (call === "end-input" && task.open > 0)
      report(
        event.id,
        `Operator ${event.b} of task ${event.task} was told of the end of its input, but ${task.open} channels go on.`,
      );
    if (then < 0) return;
    operator.state = then;
    operator.event = event.id;
    if (then === FINISHED) operator.finished = true;
  }

  private element(event: TraceEvent, report: Report): void {
    const head = this.tasks.get(event.task)?.operators[0];
    if (head !== undefined && head.state !== OPEN)
      report(event.id, `Task ${event.task} handled a record, but its first operator is ${STATES[head.state]}.`, [
        head.event,
      ]);
  }

  private finish(event: TraceEvent, report: Report): void {
    for (const [index, operator] of this.tasks.get(event.task)?.operators.entries() ?? [])
      if (operator !== undefined && !(operator.finished && operator.state === CLOSED))
        report(
          event.id,
          `Task ${event.task} finished, but its operator ${index} is ${operator.state === CLOSED ? "closed unfinished" : STATES[operator.state]}.`,
          [operator.event],
        );
  }
}
