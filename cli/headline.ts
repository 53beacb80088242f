/** The one sentence that says it all. */
import type { LostTransaction } from "../sim/check/prepared-transactions.ts";
import { readableCause } from "../sim/narrate/cause.ts";
import type { VerifiedRun } from "../sim/verify.ts";
import type { Incident, RunStory } from "./story.ts";
import { count, seconds } from "./text.ts";

/** @param unit what each record contributes: "tip" */
export function headline(run: VerifiedRun, story: RunStory, unit: string): string {
  const last = story.incidents.at(-1);
  switch (run.status) {
    case "FINISHED":
      return `${whatHappened(run, story)}; ${verdict(run, unit)}.`;
    case "CUT":
      return `${whatHappened(run, story)}; ${verdict(run, unit)} up to ${seconds(run.virtualMs * 1000)}, where the scenario is cut.`;
    case "LOST":
      return `The cluster was lost: ${run.failure?.message ?? "no JobManager answered"}`;
    case "LIMIT":
      return `The job was still not finished at ${seconds(run.virtualMs * 1000)}, where the scenario ends${last === undefined ? "." : `; last failure: ${last.noticed}.`}`;
    default:
      return `The job ${run.status === "CANCELED" ? "was canceled" : "failed"}: ${readableCause(run.failure?.message ?? "nobody said why")}`;
  }
}

function whatHappened(run: VerifiedRun, story: RunStory): string {
  const { replayed, faults } = run.stats;
  if (story.incidents.length > 0 || replayed > 0)
    return `${whatFailed(story.incidents)}; ${count(replayed, "record was", "records were")} replayed`;
  const [failed] = story.failed;
  if (failed !== undefined) {
    const more = story.failed.length > 1 ? ` and ${story.failed.length - 1} more` : "";
    return `Checkpoint ${failed.checkpoint}${more} failed at ${seconds(failed.at)} and the job went on`;
  }
  const struck = faults.find(({ fired }) => fired);
  if (struck !== undefined)
    return `The fault ${struck.spec.replace(/@.*/, "")} struck at ${seconds((struck.atMs ?? 0) * 1000)} and nothing had to restart`;
  return "Nothing failed";
}

function whatFailed(incidents: readonly Incident[]): string {
  const [first] = incidents;
  if (first === undefined) return "Nothing failed";
  const more =
    incidents.length > 1 ? ` and ${incidents.length - 1} more failure${incidents.length > 2 ? "s" : ""} followed` : "";
  const crashed = /^crash:tm=(\w+)/.exec(first.fault ?? "");
  const at = `at ${seconds(first.beganAt)}${more}`;
  if (crashed !== null) return `TaskManager ${crashed[1]} died ${at}`;
  if (first.fault === null) return `The job failed ${at}`;
  return `The fault ${first.fault.replace(/@.*/, "")} struck ${at}`;
}

function verdict(run: VerifiedRun, unit: string): string {
  const [duplicate] = run.lineage.duplicates;
  const [loss] = run.lineage.losses;
  const late = run.stats.lateDrops;
  if (duplicate === undefined && run.lostTransactions.length > 0) return lostInTime(run.lostTransactions);
  if (duplicate !== undefined) return `something was counted twice: ${duplicate.message.replace(/\.$/, "")}`;
  if (loss !== undefined) return `something was lost: ${loss.message.replace(/\.$/, "")}`;
  if (run.outcome.applied && !run.outcome.held) return "the output is not what a direct execution gives";
  if (run.violations.length > 0) return `but property ${run.violations[0].property} was violated`;
  if (late > 0) return `${count(late, `${unit} was`, `${unit}s were`)} late, no other was lost or doubled`;
  return run.outcome.applied ? `every ${unit} was counted exactly once` : `no ${unit} was lost or doubled`;
}

/** The lines below the headline do the arithmetic. */
function lostInTime(lost: readonly LostTransaction[]): string {
  const records = lost.reduce((sum, { prepared }) => sum + prepared.records, 0);
  const which = lost.length === 1 ? "transaction" : `${lost.length} transactions`;
  return `${count(records, "record was", "records were")} lost with the ${which} that timed out`;
}
