/** A scenario's script: what happens in it, one line a fault, which of its times are left to chance, and where it ends. */
import { LATENCIES, type LatencyKind, machinesOfLink } from "../latencies.ts";
import type { Scenario } from "../scenario.ts";
import { instruction } from "./fault-script.ts";
import { machineName } from "./names.ts";
import { duration } from "./quantities.ts";

/** Instructions without full stops, one a fault; empty without faults. */
export function instructionsOf({ faults = [] }: Scenario): string[] {
  return faults.map(instruction);
}

/** Which latencies vary, in one sentence; null where all do, as they usually do. */
export function chanceSentence({ randomLatencies }: Scenario): string | null {
  if (randomLatencies === undefined) return null;
  if (randomLatencies.length === 0)
    return "Every message takes its usual time, and so does every wait: nothing is left to chance.";
  return `Left to chance: ${randomLatencies.map(latencyInWords).join("; ")}. Every other time is the usual one.`;
}

function latencyInWords(name: string): string {
  const [from, to] = machinesOfLink(name) ?? [];
  if (from === undefined || to === undefined) return LATENCIES[name as LatencyKind];
  return `${LATENCIES.link} from ${place(from)} to ${place(to)}`;
}

function place(machine: string): string {
  return machine === "client" ? "the client" : machineName(machine);
}

/** Where the scenario ends before the job, in one sentence; null if it is not cut. */
export function cutSentence({ untilMs }: Scenario): string | null {
  return untilMs === undefined ? null : `The scenario is cut at ${duration(untilMs * 1000)}: by then it has happened.`;
}
