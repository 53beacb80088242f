/** The runs that the visitor has made out of one: each intervention is a run of its own, with one fault more. */
import type { Scenario } from "../../sim/scenario.ts";
import type { RunModel } from "../run-model.ts";

/** A run and where it came from. */
export interface Branch {
  readonly id: number;
  /** Null: the scenario as it was opened. */
  readonly parent: Branch | null;
  /** The fault that was added, in its text form; null for the root. */
  readonly fault: string | null;
  /** Virtual time of the fault, µs. */
  readonly forkedAt: number;
  readonly scenario: Scenario;
  model: RunModel;
}

/** All branches of a scenario, in order of making. */
export class Branches {
  readonly all: Branch[] = [];
  #next = 0;

  root(scenario: Scenario, model: RunModel): Branch {
    return this.#add({ id: this.#next++, parent: null, fault: null, forkedAt: 0, scenario, model });
  }

  /** @param forkedAt virtual time of the fault, µs */
  fork(parent: Branch, fault: string, forkedAt: number, model: RunModel): Branch {
    const scenario = withFault(parent.scenario, fault);
    return this.#add({ id: this.#next++, parent, fault, forkedAt, scenario, model });
  }

  /** Branches that were forked from this one, oldest first. */
  children(branch: Branch): Branch[] {
    return this.all.filter(({ parent }) => parent === branch);
  }

  #add(branch: Branch): Branch {
    this.all.push(branch);
    return branch;
  }
}

/** The scenario with one fault more. */
export function withFault(scenario: Scenario, fault: string): Scenario {
  return { ...scenario, faults: [...(scenario.faults ?? []), fault] };
}
