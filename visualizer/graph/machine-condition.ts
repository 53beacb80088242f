/** How a machine is, as far as the trace tells. */
import { letterOf } from "../fold/fold-cluster.ts";
import type { MachineView, TaskView, ViewState } from "../fold/view-state.ts";

/** lost: the JobManager knows it. crashed: only the viewer knows it yet. silent: heartbeats do not come through. */
export type MachineCondition = "running" | "lost" | "crashed" | "paused" | "slow" | "silent";

/** Virtual µs after which a heartbeat that has not come through is late: on its way it is for less. */
const LATE_MICROS = 100_000;

/** Faults that the machine itself shows. */
const FAULT = /^(crash|pause|slow):tm=(\w+)/;
const CUT = /^cut:(\w+)-(\w+)/;

/** The machine of a letter as it is now; undefined before it has registered. */
export function machineOf(state: ViewState, letter: string): MachineView | undefined {
  for (const machine of state.machines.values()) if (machine.letter === letter) return machine;
  return undefined;
}

export function conditionOf(state: ViewState, machine: MachineView, now: number = state.micros): MachineCondition {
  if (machine.state === "lost") return "lost";
  for (const { spec, endedAt } of state.faults.values()) {
    const [, what, letter] = FAULT.exec(spec) ?? [];
    if (letter !== machine.letter || endedAt !== null) continue;
    if (what === "slow" && isSilent(machine, now)) return "silent";
    return what === "crash" ? "crashed" : what === "pause" ? "paused" : "slow";
  }
  return isSilent(machine, now) ? "silent" : "running";
}

/** Whether heartbeats were sent to a machine and have not come through for longer than they take. */
export function isSilent({ unheard }: MachineView, now: number): boolean {
  return unheard.length > 0 && now - unheard[0].sentAt >= LATE_MICROS;
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
