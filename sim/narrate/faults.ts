/** Faults as sentences. */
import type { CallChoice, Fault, FaultTarget } from "../faults/fault.ts";
import { parseFault } from "../faults/fault-text.ts";
import { taskManagerName } from "../scenario.ts";
import { duration, upper } from "./quantities.ts";

/** What a fault strikes, in the middle of a sentence: "TaskManager B", "the log". */
export function machine(target: FaultTarget): string {
  if (target.role === "tm") return `TaskManager ${taskManagerName(target.index)}`;
  if (target.role === "service") return `the service ${target.name}`;
  return target.role === "jm" ? "the JobManager" : "the log";
}

function happening(fault: Fault): string {
  const long = fault.forMs === null ? "" : ` for ${duration(fault.forMs * 1000)}`;
  switch (fault.what) {
    case "crash":
      return `${machine(fault.target)} dies${fault.silent ? " without a sign" : ""}, and with it what was in its memory`;
    case "pause":
      return `${machine(fault.target)} stands still${long}`;
    case "slow":
      return `${machine(fault.target)} becomes ${fault.factor} times slower${long}`;
    case "cut":
      return `nothing gets through between ${machine(fault.a)} and ${machine(fault.b)}${fault.oneWay ? " in one direction" : ""}${long}`;
    case "drop":
      return `the next ${calls(fault)} will be lost`;
    case "duplicate":
      return `the next ${calls(fault)} will arrive twice`;
    case "delay":
      return `the next ${calls(fault)} will be ${duration(fault.byMs * 1000)} late`;
    case "trigger-checkpoint":
      return "somebody asks for a checkpoint";
    case "cancel-job":
      return "somebody calls the job off";
    case "fail-storage":
      return `the storage refuses everything${long}`;
    case "slow-storage":
      return `the storage becomes ${fault.factor} times slower${long}`;
  }
}

function calls({ method, n, reply }: CallChoice): string {
  const word = reply ? "answer" : "call";
  const name = method === null ? "" : reply ? ` to ${method}` : ` ${method}`;
  return `${n === 1 ? word : `${n} ${word}s`}${name}`;
}

/** "A fault: TaskManager B dies, and with it what was in its memory." */
export function faultSentence(spec: string): string {
  try {
    return `A fault: ${happening(parseFault(spec))}.`;
  } catch {
    return `A fault: ${spec}.`;
  }
}

/** What ends with a fault; null if nothing is to be said. */
export function faultEnd(spec: string): string | null {
  try {
    const fault = parseFault(spec);
    if (fault.what === "crash") return `${upper(machine(fault.target))} starts again, empty.`;
    if (fault.what === "cut") return `${upper(machine(fault.a))} and ${machine(fault.b)} reach each other again.`;
    if (fault.what === "pause") return `${upper(machine(fault.target))} goes on.`;
    return null;
  } catch {
    return null;
  }
}
