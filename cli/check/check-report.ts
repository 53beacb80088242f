/** What `tidemark check` prints when it is over. */
import { chanceSentence, cutSentence, instructionsOf } from "../../sim/narrate/script.ts";
import { count, LABEL, WIDTH, wrap } from "../text.ts";
import type { ReportedFailure } from "./campaign-messages.ts";
import type { CampaignSummary } from "./campaign-summary.ts";
import type { CheckOptions } from "./check-command.ts";

/** What the report says beside the counts. */
export interface CheckContext {
  /** Null: random jobs. */
  readonly job: string | null;
  readonly options: CheckOptions;
  readonly wallMs: number;
  readonly isInterrupted: boolean;
  /** Files of the failures by property. */
  readonly saved: ReadonlyMap<string, string>;
}

/** The object of `--json`; its fields are interface. */
export function checkJson(
  summary: CampaignSummary,
  { job, options, wallMs, isInterrupted, saved }: CheckContext,
): object {
  return {
    job: job ?? "random",
    swarm: options.swarm,
    seed: options.seed,
    shard: options.shard === undefined ? null : `${options.shard.index}/${options.shard.of}`,
    runs: summary.runs,
    events: summary.events,
    wallMs: Math.round(wallMs),
    interrupted: isInterrupted,
    statuses: Object.fromEntries(summary.statuses),
    restored: summary.restored,
    crashedBeforeCommit: summary.crashedBeforeCommit,
    failedDuringRecovery: summary.failedDuringRecovery,
    vacuous: summary.vacuous,
    probes: Object.fromEntries(summary.probes),
    ambient: summary.ambient.all,
    failedRuns: summary.failedRuns,
    failures: inOrder(summary).map(({ number, property, message, faultsFound, scenario, runs, aside }) => ({
      property,
      message,
      number,
      faultsFound,
      shrunkFaults: scenario.faults ?? [],
      script: instructionsOf(scenario),
      chance: chanceSentence(scenario),
      shrinkRuns: runs,
      aside,
      file: saved.get(property) ?? null,
      scenario,
    })),
    nondeterministic: summary.different.map(({ number, difference }) => ({ number, ...difference })),
  };
}

/** The report for people. */
export function checkReport(summary: CampaignSummary, context: CheckContext): string {
  const { job, options, wallMs, isInterrupted, saved } = context;
  const seconds = wallMs / 1000;
  const rate = Math.round(summary.events / Math.max(seconds, 0.001) / 1000) * 1000;
  const lines = [
    ...wrap(headline(summary, job, isInterrupted), WIDTH),
    "",
    `${"Runs".padEnd(LABEL)}${count(summary.runs, "scenario")} of the swarm ${options.swarm}, seed ${options.seed}, in ${seconds.toFixed(1)} s`,
    `${"Events".padEnd(LABEL)}${summary.events.toLocaleString("en-US")}, ${rate.toLocaleString("en-US")} a second`,
    `${"Reached".padEnd(LABEL)}${summary.restored.toLocaleString("en-US")} restored, ${summary.crashedBeforeCommit.toLocaleString("en-US")} failed between pre-commit and commit,`,
    `${"".padEnd(LABEL)}${summary.failedDuringRecovery.toLocaleString("en-US")} failed again while they recovered`,
    ...labelled(
      "Not reached",
      summary.unreached.length === 0 ? ["every probe was reached"] : [summary.unreached.join(", ")],
    ),
    ...labelled("User code", summary.ambient.sentences),
    ...inOrder(summary).flatMap((failure) => ["", ...failureLines(failure, saved.get(failure.property))]),
    ...differenceLines(summary),
  ];
  return `${lines.join("\n")}\n`;
}

function headline(summary: CampaignSummary, job: string | null, isInterrupted: boolean): string {
  const what = job ?? "random jobs";
  const stopped = isInterrupted ? "Stopped by a signal. " : "";
  if (!summary.passed) {
    const broken = summary.failures.size;
    const wrong = [
      ...(broken > 0
        ? [`${count(broken, "property", "properties")} of ${what} did not hold in ${count(summary.failedRuns, "run")}`]
        : []),
      ...(summary.different.length > 0 ? [`${count(summary.different.length, "run")} differed when made again`] : []),
    ];
    return `${stopped}${wrong.join("; ")}.`;
  }
  return `${stopped}${summary.vacuous ?? `Nothing failed: every property held in ${count(summary.runs, "run")} of ${what}.`}`;
}

function failureLines(failure: ReportedFailure, file: string | undefined): string[] {
  const { property, message, number, faultsFound, scenario, runs, steps } = failure;
  const instructions = instructionsOf(scenario);
  const script = instructions.length > 0 ? instructions : ["It happens without any fault."];
  const times = [chanceSentence(scenario), cutSentence(scenario)].filter((note) => note !== null);
  return [
    ...labelled(property, [message.split("\n")[0]]),
    ...labelled("Faults", script),
    ...(times.length === 0 ? [] : labelled("Times", times)),
    ...labelled("Found", [
      `in scenario ${number} with ${count(faultsFound, "fault")}, made simpler ${steps} times in ${count(runs, "run")}`,
    ]),
    ...(file === undefined ? [] : labelled("Again", [`npx tidemark run --scenario ${file}`])),
  ];
}

function differenceLines({ different }: CampaignSummary): string[] {
  const [first] = different;
  if (first?.difference === null || first === undefined) return [];
  const { digests, events } = first.difference;
  const shown = events?.map((event) => (event === null ? "(no event)" : JSON.stringify(event))) ?? [];
  return [
    "",
    ...labelled("Not the same", [
      `Scenario ${first.number} gave ${digests[0]} at first and ${digests[1]} when it was made again: the job keeps something outside of its state, or depends on an order that is not stable.`,
      ...shown,
    ]),
  ];
}

function labelled(label: string, texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => wrap(text, WIDTH - LABEL));
  return lines.map(
    (line, i) => (i === 0 ? label : "").padEnd(LABEL) + (label.length >= LABEL && i === 0 ? ` ${line}` : line),
  );
}

function inOrder({ failures }: CampaignSummary): ReportedFailure[] {
  return [...failures.values()].sort((a, b) => a.number - b.number);
}
