/** When each TaskManager last heard of the JobManager, told by the heartbeats that were sent and those that came through. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import { letterOf } from "./fold-cluster.ts";
import type { Fold } from "./fold-event.ts";
import type { MachineView, ViewState } from "./view-state.ts";

/** heartbeatFromJobManager, heartbeatFromResourceManager. */
const HEARTBEAT = /^heartbeatFrom/;

export const heartbeatFolds: Partial<Record<TraceKind, Fold>> = {
  "rpc.send"(state, store, seq) {
    const ext = store.ext(seq);
    if (!HEARTBEAT.test(String(ext?.method))) return;
    const letter = letterOf(String(ext?.to));
    const machine = find(state, (one) => one.letter === letter);
    if (machine === undefined) return;
    machine.unheard = [...machine.unheard, { message: store.a(seq), sentAt: store.t(seq) }];
  },
  "rpc.accept"(state, store, seq) {
    const id = store.a(seq);
    const isAwaited = ({ unheard }: MachineView) => unheard.some(({ message }) => message === id);
    // Each sender numbers its messages from the start; only now is it worth reading what this one is.
    if (![...state.machines.values()].some(isAwaited) || !HEARTBEAT.test(String(store.ext(seq)?.method))) return;
    const machine = find(state, isAwaited);
    if (machine === undefined) return;
    machine.heardAt = store.t(seq);
    machine.unheard = machine.unheard.filter(({ message }) => message !== id);
  },
};

/** The machine of a description, for changing. */
function find(state: ViewState, is: (machine: MachineView) => boolean): MachineView | undefined {
  for (const [number, machine] of state.machines) if (is(machine)) return state.own(state.machines, number);
  return undefined;
}
