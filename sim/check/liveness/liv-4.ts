import { JOB_STATES } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_FINISHED, isTerminalJobState, JOB_FINISHED } from "../states.ts";
import { textField } from "../values.ts";
import { ATTEMPT_KINDS, Attempts } from "./attempts.ts";
import { CALM_KINDS } from "./calm.ts";
import { Obligations } from "./obligations.ts";

/** LIV-4: a job with an end comes to it: all input is read, every prepared transaction resolved, every attempt finished. */
export class JobFinishes implements Checker {
  readonly id = "LIV-4";
  readonly kinds = [
    ...CALM_KINDS,
    ...ATTEMPT_KINDS,
    "run.end",
    "job.state",
    "txn.pre",
    "txn.commit",
    "txn.abort",
  ] as const;
  /** What is left to do once all input is read. */
  private readonly afterInput: Obligations;
  /** What only the end of the run tells: input may take as long as it likes. */
  private readonly toTheEnd = new Obligations(Number.POSITIVE_INFINITY);
  private readonly attempts = new Attempts();
  /** Names of obligations to read input. */
  private readonly unread = new Set<string>();
  private jobState = -1;
  private reason = "";
  private reported = false;

  constructor(boundMs: number) {
    this.afterInput = new Obligations(boundMs);
  }

  on(event: TraceEvent, report: Report): void {
    this.afterInput.follow(event, (id, message, witnesses) => {
      this.reported = true;
      report(id, message, witnesses);
    });
    this.toTheEnd.follow(event, report);
    this.attempts.follow(event);
    switch (event.kind) {
      case "job.state":
        this.jobState = event.b;
        this.reason = textField(event, "reason");
        return;
      case "topo.epoch":
        this.afterInput.clear();
        for (const name of this.unread) this.toTheEnd.meet(name);
        this.unread.clear();
        return;
      case "txn.pre":
        this.toTheEnd.open(
          textField(event, "txn"),
          event,
          `transaction ${textField(event, "txn")} is prepared and not resolved`,
        );
        return;
      case "txn.commit":
      case "txn.abort":
        this.toTheEnd.meet(textField(event, "txn"));
        return;
      case "buf.send":
        this.end(event);
        return;
      case "exec.state":
        this.state(event);
        return;
    }
  }

  atEnd(report: Report): void {
    if (this.jobState === JOB_FINISHED || this.reported || this.toTheEnd.excused) return;
    if (isTerminalJobState(this.jobState)) {
      report(NO_EVENT, `The job is ${JOB_STATES[this.jobState]}${this.reason === "" ? "" : `: ${this.reason}`}.`);
      return;
    }
    let named = false;
    const name: Report = (event, message, witnesses) => {
      named = true;
      report(event, message, witnesses);
    };
    this.afterInput.atEnd(name, 0);
    if (!named) this.toTheEnd.atEnd(name, 0);
    if (!named && this.toTheEnd.runEnded && this.jobState >= 0 && !this.attempts.allRun) {
      const starting = this.attempts.firstStarting();
      report(
        NO_EVENT,
        `The job is ${JOB_STATES[this.jobState]}${starting === null ? "" : `, and ${starting} does not run`}.`,
      );
    }
  }

  private state(event: TraceEvent): void {
    const attempt = this.attempts.find(event.task);
    if (attempt === undefined) return;
    if (event.b === EXEC_FINISHED) {
      this.afterInput.meet(attempt.task);
      this.end(event);
    } else if (attempt.state === "running" && !attempt.hasInputs) {
      this.unread.add(attempt.name);
      this.toTheEnd.open(attempt.name, event, `${attempt.name} reads, and its input has not ended`);
    }
  }

  private end(event: TraceEvent): void {
    const attempt = this.attempts.find(event.task);
    if (attempt?.dataEnded !== true || attempt.hasInputs || !this.unread.has(attempt.name)) return;
    this.toTheEnd.meet(attempt.name);
    this.unread.delete(attempt.name);
    if (!this.attempts.inputEnded) return;
    for (const { task, name, state } of this.attempts.all())
      if (state !== "finished") this.afterInput.open(task, event, `all input is read, and ${name} has not finished`);
  }
}
