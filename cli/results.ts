/** The lines of a report below the timeline: input, output, checkpoints, recovery, verdicts, digest. */
import { lostTransactionSentence } from "../sim/check/lost-transaction.ts";
import type { VerifiedRun } from "../sim/verify.ts";
import type { ReportContext } from "./report.ts";
import type { Incident, RunStory } from "./story.ts";
import { count, LABEL, type Paint, pad, seconds, shorten, WIDTH, wrap } from "./text.ts";

/** A log with more lines than this shows none of them. */
const SHOWN_BELOW = 100;
const SHOWN_LOSSES = 2;

/** A line with its name before it. */
export function labelled(name: string, text: string, paint: Paint): string {
  return `${paint.bold(pad(shorten(name, LABEL - 1), LABEL))}${shorten(text, WIDTH - LABEL)}`;
}

/** All of it. */
export function results(run: VerifiedRun, story: RunStory, context: ReportContext): string[] {
  const { stats } = run;
  const { paint, skipped } = context;
  const { triggered, completed, failed } = stats.checkpoints;
  const sorted = [...story.checkpointMicros].sort((a, b) => a - b);
  const median = sorted.length > 0 ? `, median ${(sorted[sorted.length >> 1] / 1000).toFixed(1)} ms` : "";
  const bad = skipped > 0 ? `, ${count(skipped, "bad line")} skipped` : "";
  const late = stats.lateDrops.toLocaleString("en-US");
  return [
    labelled("Input", `${count(stats.recordsIn, "record")}, ${late} late${bad}`, paint),
    ...outputs(run, paint),
    labelled("Checkpoints", `${triggered} triggered, ${completed} completed, ${failed} failed${median}`, paint),
    labelled("Recovery", recovery(run, story.incidents), paint),
    ...shortResults(run, context),
  ];
}

/** What is worth knowing below a story: the verdicts and the digest. */
export function shortResults(run: VerifiedRun, { paint, wallMs }: ReportContext): string[] {
  const speed = Math.round(run.events / (wallMs / 1000)).toLocaleString("en-US");
  return [
    ...lostLines(run, paint),
    ...verdicts(run, paint),
    labelled("Digest", `${run.digest}, ${(wallMs / 1000).toFixed(1)} s, ${speed} events/s`, paint),
  ];
}

/** Every log with its number of lines; the first line of the first log that is short. */
function outputs(run: VerifiedRun, paint: Paint): string[] {
  const lines: string[] = [];
  let shown = false;
  for (const [log, lineCount] of Object.entries(run.stats.recordsOut)) {
    lines.push(labelled(log, `${count(lineCount, "line")} committed`, paint));
    if (shown || lineCount === 0 || lineCount > SHOWN_BELOW) continue;
    shown = true;
    lines.push(shorten(`${" ".repeat(LABEL)}${run.output(log)[0]}`, WIDTH));
  }
  return lines;
}

/** What timeouts have cost, a sentence for each transaction. */
function lostLines({ lostTransactions }: VerifiedRun, paint: Paint): string[] {
  const shown = lostTransactions.slice(0, SHOWN_LOSSES).map(lostTransactionSentence);
  const left = lostTransactions.length - shown.length;
  const sentences = left === 0 ? shown : [...shown, `${count(left, "transaction")} more timed out.`];
  return sentences
    .flatMap((sentence) => wrap(sentence, WIDTH - LABEL))
    .map((line, i) => (i === 0 ? labelled("Lost", line, paint) : " ".repeat(LABEL) + line));
}

function verdicts({ lineage, outcome, violations, stats }: VerifiedRun, paint: Paint): string[] {
  const traced = `${lineage.held ? "held" : "BROKEN"}: ${count(lineage.sources, "source record")}, ${lineage.losses.length} lost, ${lineage.duplicates.length} doubled`;
  const compared = !outcome.applied
    ? `not applied: ${stats.lateDrops > 0 ? `${count(stats.lateDrops, "record was", "records were")} late` : outcome.reason.replace(/\.$/, "")}`
    : outcome.held
      ? `held: ${count(outcome.actual, "result")}, as by direct execution`
      : `BROKEN: ${count(outcome.actual, "result")}, ${outcome.expected.toLocaleString("en-US")} by direct execution`;
  const [first] = violations;
  const properties =
    first === undefined
      ? "all properties hold"
      : `${count(violations.length, "violation")}, first ${first.property}: ${first.message}`;
  const together = `${compared}; ${properties}`;
  const fits = first === undefined && together.length <= WIDTH - LABEL;
  return [
    labelled("Lineage", traced, paint),
    labelled("Outcome", fits ? together : compared, paint),
    ...(fits ? [] : [labelled("Properties", first === undefined ? "all hold" : properties, paint)]),
  ];
}

function recovery(run: VerifiedRun, incidents: readonly Incident[]): string {
  if (incidents.length === 0) return run.status === "FINISHED" ? "none was needed" : "none";
  return incidents
    .map(({ beganAt, noticedAt, runningAt, caughtUpAt }) => {
      const since = (at: number | null): string => (at === null ? "never" : seconds(at - beganAt));
      return `noticed after ${since(noticedAt)}, running after ${since(runningAt)}, caught up after ${since(caughtUpAt ?? runningAt)}`;
    })
    .join("; ");
}
