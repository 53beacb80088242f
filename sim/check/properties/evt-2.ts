import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField, textField } from "../values.ts";
import { ReferenceInputs } from "./reference-inputs.ts";
import { ReferenceValve } from "./reference-valve.ts";

/** A watermark that has to come out before the next thing happens, and what made it due. */
interface Due {
  watermark: number | null;
  since: EventId;
}

interface Valve extends Due {
  readonly reference: ReferenceValve;
}

interface Task extends Due {
  /** By input, from 0. */
  readonly valves: Valve[];
  readonly both: ReferenceInputs;
}

/**
 * EVT-2: the watermark of each input of a task is what the reference valve makes of its channels, and that of an operator
 * with two inputs the smaller one of those that are not idle.
 */
export class CombinedWatermark implements Checker {
  readonly id = "EVT-2";
  readonly kinds = ["edge.def", "chan.def", "wm.channel", "wm.idle", "wm.active", "wm.input", "wm.advance"] as const;
  /** Input (0-based) that an edge belongs to. */
  private readonly edgeInputs = new Map<string, number>();
  private readonly byChannel = new Map<number, Valve>();
  private readonly byTask = new Map<number, Task>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "edge.def":
        this.edgeInputs.set(textField(event, "id"), Math.max(0, numberField(event, "typeNumber", 0) - 1));
        return;
      case "chan.def":
        this.define(event);
        return;
      case "wm.advance":
      case "wm.input":
        this.advanced(event, report);
        return;
      default:
        if (event.ch >= 0) this.arrived(event, report);
        else this.turned(event, report);
    }
  }

  private define(event: TraceEvent): void {
    const id = numberField(event, "toTask", -1);
    const input = this.edgeInputs.get(textField(event, "edge")) ?? 0;
    let task = this.byTask.get(id);
    if (task === undefined) {
      task = { valves: [], both: new ReferenceInputs(), watermark: null, since: NO_EVENT };
      this.byTask.set(id, task);
    }
    task.valves[input] ??= { reference: new ReferenceValve(), watermark: null, since: NO_EVENT };
    const valve = task.valves[input];
    valve.reference.add(event.ch);
    this.byChannel.set(event.ch, valve);
  }

  /** A watermark or status came on a channel. */
  private arrived(event: TraceEvent, report: Report): void {
    const valve = this.byChannel.get(event.ch);
    if (valve === undefined) return;
    settle(valve, event, report);
    const task = this.byTask.get(event.task);
    if (task !== undefined) settle(task, event, report);
    const { reference } = valve;
    if (event.kind === "wm.channel") valve.watermark = reference.watermark(event.ch, event.x);
    else if (event.kind === "wm.idle") valve.watermark = reference.becomesIdle(event.ch);
    else reference.becomesActive(event.ch);
    valve.since = event.id;
  }

  /** An input as a whole became idle or active; of a task with one, its channels tell all. */
  private turned(event: TraceEvent, report: Report): void {
    const task = this.byTask.get(event.task);
    const input = numberField(event, "input", 0);
    if (task === undefined || input === 0) return;
    settle(task, event, report);
    task.watermark = task.both.status(input, event.kind === "wm.idle");
    task.since = event.id;
  }

  private advanced(event: TraceEvent, report: Report): void {
    const task = this.byTask.get(event.task);
    if (task === undefined) return;
    if (event.kind === "wm.advance" && task.valves.length > 1) {
      met(task, event, `its inputs give ${task.both.output}`, report);
      return;
    }
    const valve = task.valves[Math.max(0, numberField(event, "input", 0) - 1)];
    if (valve === undefined) return;
    met(valve, event, `its channels give ${valve.reference.output}`, report);
    if (event.kind === "wm.advance") return;
    task.watermark = task.both.watermark(numberField(event, "input", 1), event.x);
    task.since = event.id;
  }
}

function met(due: Due, event: TraceEvent, otherwise: string, report: Report): void {
  const witnesses = due.since === NO_EVENT ? [] : [due.since];
  if (due.watermark === null)
    report(event.id, `Task ${event.task} advanced to watermark ${event.x}, but ${otherwise}.`, witnesses);
  else if (due.watermark !== event.x)
    report(event.id, `Task ${event.task} advanced to watermark ${event.x} instead of ${due.watermark}.`, witnesses);
  due.watermark = null;
}

function settle(due: Due, event: TraceEvent, report: Report): void {
  if (due.watermark === null) return;
  report(event.id, `Task ${event.task} has not advanced to watermark ${due.watermark}.`, [due.since]);
  due.watermark = null;
}
