/** How a machine is, as far as the trace tells. */
import { letterOf } from "../fold/fold-cluster.ts";
import type { MachineView, TaskView, ViewState } from "../fold/view-state.ts";

/** lost: the JobManager knows it. crashed: only the viewer knows it yet. */
export type MachineCondition = "running" | "lost" | "crashed" | "paused" | "slow";

/** Faults that the machine itself shows. */
const FAULT = /^(crash|pause|slow):tm=(\w+)/;
const CUT = /^cut:(\w+)-(\w+)/;

/** The machine of a letter as it is now; undefined before it has registered. */
export function machineOf(state: ViewState, letter: string): MachineView | undefined {
  for (const machine of state.machines.values()) if (machine.letter === letter) return machine;
  return undefined;
}

export function conditionOf(state: ViewState, machine: MachineView): MachineCondition {
  if (machine.state === "lost") return "lost";
  for (const { spec, endedAt } of state.faults.values()) {
    const [, what, letter] = FAULT.exec(spec) ?? [];
    if (letter !== machine.letter || endedAt !== null) continue;
    return what === "crash" ? "crashed" : what === "pause" ? "paused" : "slow";
  }
  return "running";
}

/** How the process of an attempt is. A machine that came back does not bring the attempts of its former life back. */
export function processOf(state: ViewState, { tm }: TaskView): MachineCondition {
  const machine = machineOf(state, letterOf(tm));
  if (machine === undefined) return "running";
  return machine.id === tm ? conditionOf(state, machine) : "lost";
}

/** Whether the process of an attempt does not live any more. */
export function isProcessGone(state: ViewState, task: TaskView): boolean {
  const condition = processOf(state, task);
  return condition === "lost" || condition === "crashed";
}

/** Whether nothing comes through from one machine to another; a machine reaches itself. */
export function isCut(state: ViewState, fromTm: string, toTm: string): boolean {
  const from = letterOf(fromTm);
  const to = letterOf(toTm);
  for (const { spec, endedAt } of state.faults.values()) {
    const [, a, b] = CUT.exec(spec) ?? [];
    if (a === undefined || endedAt !== null) continue;
    if (a === from && b === to) return true;
    if (a === to && b === from && !spec.includes(",oneway")) return true;
  }
  return false;
}
