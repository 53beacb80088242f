import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField, textField } from "../values.ts";
import { ReferenceValve } from "./reference-valve.ts";

interface Valve {
  readonly reference: ReferenceValve;
  /** The watermark that has to come out before the next input, and what made it due. */
  due: number | null;
  since: EventId;
}

/** EVT-2: the watermark of each input of a task is what the reference valve makes of its channels. */
export class CombinedWatermark implements Checker {
  readonly id = "EVT-2";
  readonly statement = "The combined watermark of a task follows from the watermarks and the idleness of its channels.";
  readonly kinds = ["edge.def", "chan.def", "wm.channel", "wm.idle", "wm.active", "wm.advance"] as const;
  /** Input (0-based) that an edge belongs to. */
  private readonly edgeInputs = new Map<string, number>();
  private readonly byChannel = new Map<number, Valve>();
  private readonly byTask = new Map<number, Valve[]>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "edge.def":
        this.edgeInputs.set(textField(event, "id"), Math.max(0, numberField(event, "typeNumber", 0) - 1));
        return;
      case "chan.def":
        this.define(event);
        return;
      case "wm.advance":
        this.advanced(event, report);
        return;
      default: {
        const valve = this.byChannel.get(event.ch);
        if (valve === undefined) return;
        this.settle(valve, event, report);
        const { reference } = valve;
        if (event.kind === "wm.channel") valve.due = reference.watermark(event.ch, event.x);
        else if (event.kind === "wm.idle") valve.due = reference.becomesIdle(event.ch);
        else reference.becomesActive(event.ch);
        valve.since = event.id;
      }
    }
  }

  private define(event: TraceEvent): void {
    const task = numberField(event, "toTask", -1);
    const input = this.edgeInputs.get(textField(event, "edge")) ?? 0;
    let valves = this.byTask.get(task);
    if (valves === undefined) {
      valves = [];
      this.byTask.set(task, valves);
    }
    valves[input] ??= { reference: new ReferenceValve(), due: null, since: NO_EVENT };
    const valve = valves[input];
    valve.reference.add(event.ch);
    this.byChannel.set(event.ch, valve);
  }

  private advanced(event: TraceEvent, report: Report): void {
    const valves = this.byTask.get(event.task);
    const valve =
      this.byChannel.get(event.ch) ??
      valves?.find((one) => one?.due === event.x) ??
      valves?.find((one) => one !== undefined);
    if (valve === undefined) return;
    const witnesses = valve.since === NO_EVENT ? [] : [valve.since];
    if (valve.due === null)
      report(
        event.id,
        `Task ${event.task} advanced to watermark ${event.x}, but its channels give ${valve.reference.output}.`,
        witnesses,
      );
    else if (valve.due !== event.x)
      report(event.id, `Task ${event.task} advanced to watermark ${event.x} instead of ${valve.due}.`, witnesses);
    valve.due = null;
  }

  private settle(valve: Valve, event: TraceEvent, report: Report): void {
    if (valve.due === null) return;
    report(event.id, `Task ${event.task} has not advanced to watermark ${valve.due}.`, [valve.since]);
    valve.due = null;
  }
}
