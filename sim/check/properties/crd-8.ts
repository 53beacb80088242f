import { OPERATOR_CALLS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_FINISHED } from "../states.ts";
import { numberField, textField } from "../values.ts";

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
  /** By input of the head (0: its only one): channels whose data has not ended. */
  readonly open: Map<number, number>;
  /** Inputs whose end the head was told, of two. */
  readonly told: Set<number>;
}

/** CRD-8: operators are called in the order of Flink's life cycle, and see records only while they are open. */
export class OperatorLifeCycle implements Checker {
  readonly id = "CRD-8";
  readonly kinds = [
    "edge.def",
    "exec.def",
    "chan.def",
    "op.call",
    "buf.send",
    "src.emit",
    "el.take",
    "exec.state",
  ] as const;
  private readonly tasks = new Map<number, Task>();
  /** By channel: the task that reads it, and the input. */
  private readonly receivers = new Map<number, readonly [task: number, input: number]>();
  private readonly inputOfEdge = new Map<string, number>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "edge.def":
        this.inputOfEdge.set(textField(event, "id"), numberField(event, "typeNumber", 0));
        return;
      case "exec.def":
        this.tasks.set(event.task, { operators: [], open: new Map(), told: new Set() });
        return;
      case "chan.def": {
        const receiver = numberField(event, "toTask", -1);
        const input = this.inputOfEdge.get(textField(event, "edge")) ?? 0;
        this.receivers.set(event.ch, [receiver, input]);
        this.count(receiver, input, 1);
        return;
      }
      case "buf.send": {
        const receiver = this.receivers.get(event.ch);
        if (event.ext?.event === "end-of-data" && receiver !== undefined) this.count(...receiver, -1);
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

  private count(receiver: number, input: number, change: 1 | -1): void {
    const open = this.tasks.get(receiver)?.open;
    open?.set(input, (open.get(input) ?? 0) + change);
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
    if (call === "end-input" && !this.inputEnded(event, task, report)) return;
    if (then < 0) return;
    operator.state = then;
    operator.event = event.id;
    if (then === FINISHED) operator.finished = true;
  }

  /** True if that was the last input of the operator. An operator inside a chain ends with all inputs of the task. */
  private inputEnded(event: TraceEvent, task: Task, report: Report): boolean {
    const { open, told } = task;
    const going = event.x > 0 ? (open.get(event.x) ?? 0) : [...open.values()].reduce((sum, one) => sum + one, 0);
    if (going > 0)
      report(
        event.id,
        `Operator ${event.b} of task ${event.task} was told of the end of its input, but ${going} channels go on.`,
      );
    if (event.x === 0) return true;
    if (told.has(event.x)) report(event.id, `Task ${event.task} was told twice of the end of its input ${event.x}.`);
    told.add(event.x);
    return told.size === 2;
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
