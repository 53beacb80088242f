import { EXECUTION_STATES } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalExecutionState, isTerminalJobState } from "../states.ts";
import { textField } from "../values.ts";
import { CALM_KINDS } from "./calm.ts";
import { Obligations } from "./obligations.ts";

const CANCELING = EXECUTION_STATES.indexOf("CANCELING");
/** Answered at the end of the job. */
const UNTIL_THE_END = "requestJobResult";

/** LIV-6: whatever is begun between components comes to an end, good or bad: calls, checkpoints, slots, cancellations. */
export class ObligationsResolve implements Checker {
  readonly id = "LIV-6";
  readonly kinds = [
    ...CALM_KINDS,
    "run.end",
    "job.state",
    "tm.def",
    "rpc.send",
    "rpc.answer",
    "cp.trigger",
    "cp.complete",
    "cp.fail",
    "slot.request",
    "slot.active",
    "slot.free",
    "exec.state",
  ] as const;
  private readonly obligations: Obligations;
  /** Names of the obligations of a machine's process, which end with it. */
  private readonly ofNode = new Map<string, Set<string>>();

  constructor(boundMs: number) {
    this.obligations = new Obligations(boundMs);
  }

  on(event: TraceEvent, report: Report): void {
    this.obligations.follow(event, report);
    const { ch } = event;
    switch (event.kind) {
      case "rpc.send":
        if (event.a > 0) this.send(event);
        return;
      case "rpc.answer":
        this.meet(`call ${textField(event, "from")} ${event.a}`, nodeOf(event));
        return;
      case "iv.apply": {
        const [, role, name] = /^crash:(?:(tm)=(\w+)|jm|log)/.exec(textField(event, "spec")) ?? [];
        if (role === "tm") this.forget(`tm-${name}`);
        return;
      }
      case "tm.def":
        this.forget(textField(event, "node"));
        return;
      case "cp.trigger":
        this.obligations.open(`checkpoint ${ch}`, event, `checkpoint ${ch} has neither completed nor failed`);
        return;
      case "cp.complete":
      case "cp.fail":
        this.obligations.meet(`checkpoint ${ch}`);
        return;
      case "slot.request":
        this.obligations.open(
          `slot ${textField(event, "allocation")}`,
          event,
          `slot ${event.a} of TaskManager ${ch} is reserved, and nobody has taken it`,
        );
        return;
      case "slot.active":
      case "slot.free":
        this.obligations.meet(`slot ${textField(event, "allocation")}`);
        return;
      case "exec.state":
        if (event.b === CANCELING)
          this.obligations.open(`task ${event.task}`, event, `task ${event.task} is being canceled`);
        else if (isTerminalExecutionState(event.b)) this.obligations.meet(`task ${event.task}`);
        return;
      case "job.state":
        if (isTerminalJobState(event.b)) this.obligations.clear();
        return;
    }
  }

  atEnd(report: Report): void {
    this.obligations.atEnd(report);
  }

  private send(event: TraceEvent): void {
    const method = textField(event, "method");
    if (method === UNTIL_THE_END) return;
    const from = textField(event, "from");
    const name = `call ${from} ${event.a}`;
    this.obligations.open(name, event, `${from} waits for the answer to ${method} from ${textField(event, "to")}`);
    const node = nodeOf(event);
    const names = this.ofNode.get(node);
    if (names === undefined) this.ofNode.set(node, new Set([name]));
    else names.add(name);
  }

  private meet(name: string, node: string): void {
    this.obligations.meet(name);
    this.ofNode.get(node)?.delete(name);
  }

  private forget(node: string): void {
    for (const name of this.ofNode.get(node) ?? []) this.obligations.meet(name);
    this.ofNode.delete(node);
  }
}

/** The machine of a process: "tm-B" for "tm-B#2". */
function nodeOf(event: TraceEvent): string {
  return textField(event, "from").replace(/#\d+$/, "");
}
