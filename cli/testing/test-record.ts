/** What the runs of one test have come to, for its last word: nothing tested, or what was. */

import { AmbientCounts } from "../../sim/explore/ambient-use.ts";
import { PROBES, withinReach } from "../../sim/explore/probes/probe-observer.ts";
import { parseFault } from "../../sim/faults/fault-text.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { TestedRun } from "./simulate.ts";

const MOST_SHOWN = 6;

/** Counts of a test's generated runs. */
export class TestRecord {
  runs = 0;
  restored = 0;
  crashedBeforeCommit = 0;
  hasTransactions = false;
  failed = false;
  /** Somebody has said that it may test nothing. */
  mayBeVacuous = false;
  longestFaultMs = 0;
  readonly reached = new Set<string>();
  readonly ambient = new AmbientCounts();

  add(run: TestedRun): void {
    const { restored, prepared, crashedBeforeCommit } = run.happenings;
    this.runs++;
    if (restored) this.restored++;
    if (prepared) this.hasTransactions = true;
    if (crashedBeforeCommit) this.crashedBeforeCommit++;
    this.ambient.add(run.ambient);
    for (const probe of run.probes) this.reached.add(probe);
    this.longestFaultMs = Math.max(this.longestFaultMs, longestFault(run.scenario));
  }

  /** Why a test that passed has shown nothing; null if it has. */
  get vacuous(): string | null {
    if (this.runs === 0 || this.failed || this.mayBeVacuous) return null;
    if (this.restored === 0)
      return `Nothing was tested: none of the ${this.runs} runs went on from a completed checkpoint. Let the job run longer than its checkpoint interval, or say toBeExactlyOnce({ allowVacuous: true }).`;
    if (this.hasTransactions && this.crashedBeforeCommit === 0)
      return `Nothing was tested: none of the ${this.runs} runs failed between the pre-commit and the commit of a transaction. Make more runs, or say toBeExactlyOnce({ allowVacuous: true }).`;
    return null;
  }

  private get unreached(): string {
    const ids = withinReach(PROBES.map(({ id }) => id)).filter((id) => !this.reached.has(id));
    const more = ids.length > MOST_SHOWN ? ` and ${ids.length - MOST_SHOWN} more` : "";
    return ids.length === 0 ? "none" : `${ids.slice(0, MOST_SHOWN).join(", ")}${more}`;
  }

  /** One line for a test that passed. */
  get summary(): string {
    const between = this.hasTransactions ? `, ${this.crashedBeforeCommit} failed between pre-commit and commit` : "";
    return (
      `${this.runs} runs: ${this.restored} went on from a checkpoint${between}. ` +
      `Of ${PROBES.length} probes ${this.reached.size} were reached; not: ${this.unreached}. ` +
      `Assumed: outages of at most ${this.longestFaultMs / 1000} s, readers that see committed data only, storage and log that lose nothing they have confirmed.${this.ambient.sentences.map((one) => ` User code: ${one}`).join("")}`
    );
  }
}

function longestFault({ faults = [] }: Scenario): number {
  return faults.reduce((longest, spec) => Math.max(longest, parseFault(spec).forMs ?? 0), 0);
}
