/** The report of a run for people: at most 80 columns, the most important sentence first. */
import type { VerifiedRun } from "../sim/verify.ts";
import type { Incident, RunStory } from "./story.ts";
import { count, type Paint, seconds, shorten, wrap } from "./text.ts";
import { timelineOf } from "./timeline.ts";

/** What the report needs besides the run. */
export interface ReportContext {
  readonly job: string;
  /** What each record contributes: "tip". */
  readonly unit: string;
  /** Real time of the run, ms. */
  readonly wallMs: number;
  /** Command lines that the reader may try next. */
  readonly next: readonly string[];
  readonly skipped: number;
  readonly paint: Paint;
}

const WIDTH = 80;
const SHOWN_LINES = 2;
const LABEL = 12;
const STACK_LINES = 6;

export function humanReport(run: VerifiedRun, story: RunStory, context: ReportContext): string {
  const { paint } = context;
  const color = run.exactlyOnce ? paint.green : paint.red;
  const lines = [
    ...wrap(headline(run, story, context), WIDTH).map((line) => paint.bold(color(line))),
    "",
    ...wrap(setting(run, context), WIDTH),
    ...timelineOf(run, story).map(
      ({ at, checkpoints, text }) =>
        `${seconds(at).padStart(9)}  ${paint.dim(`cp ${checkpoints}`.padEnd(6))} ${shorten(text, WIDTH - LABEL - 7)}`,
    ),
    "",
    ...results(run, story, context),
    ...failureDetails(run, paint),
    ...context.next.map((command, index) => `${(index === 0 ? "Try next" : "").padEnd(LABEL)}${paint.dim(command)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The one sentence that says it all. */
export function headline(run: VerifiedRun, story: RunStory, context: Pick<ReportContext, "unit">): string {
  const { replayed } = run.stats;
  const last = story.incidents.at(-1);
  switch (run.status) {
    case "FINISHED":
      return story.incidents.length === 0 && replayed === 0
        ? `Nothing failed; ${verdict(run, context.unit)}.`
        : `${whatFailed(story.incidents)}; ${count(replayed, "record was", "records were")} replayed; ${verdict(run, context.unit)}.`;
    case "LOST":
      return `The cluster was lost: ${run.failure?.message ?? "no JobManager answered"}`;
    case "LIMIT":
      return `The job was still not finished at ${seconds(run.virtualMs * 1000)}, where the scenario ends${last === undefined ? "." : `; last failure: ${last.noticed}.`}`;
    default:
      return `The job ${run.status === "CANCELED" ? "was canceled" : "failed"}: ${run.failure?.message ?? "nobody said why"}`;
  }
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
  if (duplicate !== undefined) return `something was counted twice: ${duplicate.message.replace(/\.$/, "")}`;
  if (loss !== undefined) return `something was lost: ${loss.message.replace(/\.$/, "")}`;
  if (run.outcome.applied && !run.outcome.held) return "the output is not what a direct execution gives";
  if (run.violations.length > 0) return `but property ${run.violations[0].property} was violated`;
  if (!run.outcome.applied)
    return `no ${unit} was lost or doubled, but the output was not compared with a direct execution`;
  return `every ${unit} was counted exactly once`;
}

function setting(run: VerifiedRun, { job, paint }: ReportContext): string {
  const { cluster, seed, configuration, programs } = run.scenario;
  const args = Object.entries(programs[0].args ?? {}).map(([key, value]) => ` ${key}=${value}`);
  const slow = Object.entries(cluster.slowness ?? {}).map(([name, factor]) => `${name} ${factor}x slower`);
  const machines = `${count(cluster.taskManagers, "TaskManager", "TaskManagers")} x ${count(cluster.slots, "slot", "slots")}`;
  const parallelism = configuration?.["parallelism.default"] ?? 1;
  return `${paint.bold(job)}${args.join("")} on ${machines}${slow.length > 0 ? ` (${slow.join(", ")})` : ""}, parallelism ${parallelism}, seed ${seed}`;
}

function results(run: VerifiedRun, story: RunStory, { wallMs, paint, skipped }: ReportContext): string[] {
  const { stats, lineage, outcome } = run;
  const { triggered, completed, failed } = stats.checkpoints;
  const sorted = [...story.checkpointMicros].sort((a, b) => a - b);
  const median = sorted.length > 0 ? `, median ${(sorted[sorted.length >> 1] / 1000).toFixed(1)} ms` : "";
  const bad = skipped > 0 ? `, ${count(skipped, "bad line", "bad lines")} skipped` : "";
  const label = (name: string, text: string): string =>
    `${paint.bold(name.padEnd(LABEL - 1))} ${shorten(text, WIDTH - LABEL)}`;
  const lines = [
    label(
      "Input",
      `${count(stats.recordsIn, "record", "records")}, ${stats.lateDrops.toLocaleString("en-US")} late${bad}`,
    ),
  ];
  for (const [log, lineCount] of Object.entries(stats.recordsOut)) {
    const few = lineCount <= 100 ? run.output(log).slice(0, SHOWN_LINES) : [];
    lines.push(
      label(log, `${count(lineCount, "line", "lines")} committed`),
      ...few.map((line) => shorten(`${" ".repeat(LABEL)}${line}`, WIDTH)),
    );
  }
  lines.push(
    label("Checkpoints", `${triggered} triggered, ${completed} completed, ${failed} failed${median}`),
    label("Recovery", recovery(run, story.incidents)),
    label(
      "Lineage",
      `${lineage.held ? "held" : "BROKEN"}: ${count(lineage.sources, "source record", "source records")}, ${lineage.losses.length} lost, ${lineage.duplicates.length} doubled`,
    ),
    label(
      "Outcome",
      outcome.applied
        ? `${outcome.held ? "held" : "BROKEN"}: ${outcome.actual.toLocaleString("en-US")} results, ${outcome.expected.toLocaleString("en-US")} by direct execution`
        : `not applied: ${outcome.reason}`,
    ),
    label(
      "Properties",
      run.violations.length === 0
        ? "all hold"
        : `${count(run.violations.length, "violation", "violations")}, first ${run.violations[0].property}: ${run.violations[0].message}`,
    ),
    label(
      "Digest",
      `${run.digest}, ${(wallMs / 1000).toFixed(1)} s, ${Math.round(run.events / (wallMs / 1000)).toLocaleString("en-US")} events/s`,
    ),
  );
  return lines;
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

/** Where a function threw, on which record. What the runtime itself found needs no stack. */
function failureDetails(run: VerifiedRun, paint: Paint): string[] {
  const { failure } = run;
  if (failure === null || run.status === "FINISHED" || failure.operator === null) return [];
  const stack = (failure.stack ?? "").split("\n").slice(0, STACK_LINES);
  return [
    `${paint.bold("Operator")}    ${failure.operator}`,
    ...(failure.record === null ? [] : [`${paint.bold("Record")}      ${shorten(failure.record, WIDTH - LABEL)}`]),
    ...stack.map((line) => paint.dim(line)),
  ];
}
