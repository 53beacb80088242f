/** Faults name services of the host, and a scenario does not hold them: who reads both has to compare. */
import type { Fault, FaultTarget } from "./fault.ts";
import { ImpossibleTarget } from "./impossible-target.ts";

/** The machines that a fault names. */
export function targetsOf(fault: Fault): FaultTarget[] {
  if ("target" in fault) return [fault.target];
  return fault.what === "cut" ? [fault.a, fault.b] : [];
}

/** Throws one sentence if a fault strikes a service that there is not. */
export function checkServices(faults: readonly Fault[], services: readonly string[]): void {
  for (const fault of faults) {
    for (const target of targetsOf(fault)) {
      if (target.role !== "service" || services.includes(target.name)) continue;
      const known = services.length === 0 ? "the host has none" : `the host has ${services.join(", ")}`;
      throw new ImpossibleTarget(`A fault strikes the service "${target.name}", but ${known}.`);
    }
  }
}
