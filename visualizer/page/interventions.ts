/** What can be done to the run at the cursor, on what is selected, as faults in their text form. */
import type { ViewState } from "../fold/view-state.ts";
import type { Selection } from "./selection.ts";

export type InterventionName =
  | "crash"
  | "slow"
  | "pause"
  | "cut"
  | "slow-storage"
  | "fail-storage"
  | "fail-commit"
  | "trigger-checkpoint";

/** Why something cannot be done now. */
export type Reason = "no-machine" | "machine-lost" | "no-sink" | "no-checkpoints" | "job-ended";

/** An entry of the palette. */
export interface Intervention {
  readonly name: InterventionName;
  /** Letter of the TaskManager that it strikes; null if it strikes none. */
  readonly machine: string | null;
  /** The fault; a reason if it cannot be done. */
  readonly fault: string | null;
  readonly reason: Reason | null;
}

/** The palette at a moment; `micros` is the virtual time of the cursor. */
export function interventions(state: ViewState, selection: Selection | null, micros: number): Intervention[] {
  const at = `@${Math.round(micros) / 1000}ms`;
  const machine = machineOf(state, selection);
  const lost =
    machine === null || ![...state.machines.values()].some((one) => one.letter === machine && one.state === "running");
  const ended = state.ended !== null || state.jobState === "FINISHED" || state.jobState === "FAILED";
  const onMachine = (name: InterventionName, fault: string): Intervention => {
    const reason = ended ? "job-ended" : machine === null ? "no-machine" : lost ? "machine-lost" : null;
    return { name, machine, fault: reason === null ? fault : null, reason };
  };
  const anywhere = (name: InterventionName, fault: string, missing: Reason | null): Intervention => {
    const reason = ended ? "job-ended" : missing;
    return { name, machine: null, fault: reason === null ? fault : null, reason };
  };
  const noSink = state.logs.size + state.transactions.size === 0 ? "no-sink" : null;
  return [
    onMachine("crash", `crash:tm=${machine}${at}/2s`),
    onMachine("slow", `slow:tm=${machine},x=20${at}/2s`),
    onMachine("pause", `pause:tm=${machine}${at}/1s`),
    onMachine("cut", `cut:${machine}-jm${at}/2s`),
    anywhere("slow-storage", `slow-storage:x=50${at}/3s`, null),
    anywhere("fail-storage", `fail-storage${at}/3s`, null),
    anywhere("fail-commit", `drop:method=log.commit,n=2${at}`, noSink),
    anywhere("trigger-checkpoint", `trigger-checkpoint${at}`, null),
  ];
}

/** The TaskManager that is meant by the selection; without one, the last that is alive. */
function machineOf(state: ViewState, selection: Selection | null): string | null {
  if (selection?.kind === "machine") return selection.letter;
  const task =
    selection?.kind === "subtask"
      ? state.newest.get(`${selection.vertex}/${selection.subtask}`)
      : selection?.kind === "channel"
        ? state.channels.get(selection.ch)?.toTask
        : undefined;
  const tm = task === undefined ? undefined : state.tasks.get(task)?.tm;
  if (tm !== undefined) return /^tm-(\w+)/.exec(tm)?.[1] ?? null;
  const alive = [...state.machines.values()].filter((machine) => machine.state === "running");
  return (
    alive
      .map(({ letter }) => letter)
      .sort()
      .at(-1) ?? null
  );
}
