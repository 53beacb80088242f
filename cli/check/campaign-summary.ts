/** Counts of a campaign, put together run by run. */
import { AmbientCounts } from "../../sim/explore/ambient-use.ts";
import { PROBES, withinReach } from "../../sim/explore/probes/probe-observer.ts";
import type { ReportedFailure, ReportedRun } from "./campaign-messages.ts";

/** What a campaign has come to. */
export class CampaignSummary {
  runs = 0;
  events = 0;
  failedRuns = 0;
  restored = 0;
  crashedBeforeCommit = 0;
  failedDuringRecovery = 0;
  /** Whether any run had a sink that prepares transactions. */
  hasTransactions = false;
  /** The first failure of each property. */
  readonly failures = new Map<string, ReportedFailure>();
  /** Runs that were not the same when they were made again. */
  readonly different: ReportedRun[] = [];
  readonly statuses = new Map<string, number>();
  /** Runs that have reached a probe. */
  readonly probes = new Map<string, number>(PROBES.map(({ id }) => [id, 0]));

  /** Time and chance that user code asked for. */
  readonly ambient = new AmbientCounts();

  add(run: ReportedRun): void {
    const { restored, prepared, crashedBeforeCommit, failedDuringRecovery } = run.happenings;
    this.runs++;
    this.events += run.events;
    this.statuses.set(run.status, (this.statuses.get(run.status) ?? 0) + 1);
    if (run.findings.length > 0) this.failedRuns++;
    if (restored) this.restored++;
    if (prepared) this.hasTransactions = true;
    if (crashedBeforeCommit) this.crashedBeforeCommit++;
    if (failedDuringRecovery) this.failedDuringRecovery++;
    this.ambient.add(run.ambient);
    for (const probe of run.probes) this.probes.set(probe, (this.probes.get(probe) ?? 0) + 1);
    if (run.difference !== null) this.different.push(run);
    for (const failure of run.failures) {
      const known = this.failures.get(failure.property);
      if (known === undefined || failure.number < known.number) this.failures.set(failure.property, failure);
    }
  }

  /** Why it proves nothing that nothing failed; null if it does prove something. */
  get vacuous(): string | null {
    if (this.runs === 0) return "Nothing was tested: no run was made.";
    if (this.restored === 0) return "Nothing was tested: no run went on from a completed checkpoint.";
    if (this.hasTransactions && this.crashedBeforeCommit === 0)
      return "Nothing was tested: no run failed between the pre-commit and the commit of a transaction.";
    return null;
  }

  /** Probes that no run has reached, though one could. */
  get unreached(): string[] {
    return withinReach([...this.probes].filter(([, runs]) => runs === 0).map(([id]) => id));
  }

  get passed(): boolean {
    return this.failures.size === 0 && this.different.length === 0;
  }
}
