/** The report of a run for people: at most 80 columns, one screen, the most important sentence first. */
import type { StoryLine } from "../sim/narrate/narrate.ts";
import type { VerifiedRun } from "../sim/verify.ts";
import { headline } from "./headline.ts";
import { printedLines } from "./printed.ts";
import { labelled, results, shortResults } from "./results.ts";
import type { RunStory } from "./story.ts";
import { count, LABEL, type Paint, pad, seconds, shorten, WIDTH, wrap } from "./text.ts";
import { timelineOf } from "./timeline.ts";

/** A run that can be told. */
export interface ToldStory {
  readonly title: string;
  /** Tells it in at most so many lines. */
  readonly tell: (lines: number) => readonly StoryLine[];
}

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
  /** The run told in sentences, if it is small; takes the place of the timeline and of most results. */
  readonly story?: ToldStory | undefined;
}

/** A terminal has 24 lines; the last one is the prompt's. */
const SCREEN = 23;
const LEAST_TIMELINE = 4;
/** A story and its report may take two of them. */
const TWO_SCREENS = 47;
const LEAST_STORY = 12;
const STACK_LINES = 6;

/** The whole text, with a line end at its end. */
export function humanReport(run: VerifiedRun, story: RunStory, context: ReportContext): string {
  const { paint } = context;
  const color = run.exactlyOnce ? paint.green : paint.red;
  const head = wrap(headline(run, story, context.unit), WIDTH).map((line) => paint.bold(color(line)));
  const tail = [
    ...printedLines(run, paint),
    ...(context.story === undefined ? results(run, story, context) : shortResults(run, context)),
    ...failureDetails(run, paint),
    ...context.next.map((command, i) => `${paint.bold(pad(i === 0 ? "Try next" : "", LABEL))}${paint.dim(command)}`),
  ];
  const setting = settingLines(run, context);
  if (context.story !== undefined) {
    const report = ["", ...head, "", ...setting, ...tail];
    return joined([...told(context.story, TWO_SCREENS - report.length, paint), ...report]);
  }
  const room = Math.max(LEAST_TIMELINE, SCREEN - head.length - 1 - setting.length - tail.length);
  const timeline = timelineOf(run, story, room).map(
    ({ at, checkpoints, text }) =>
      `${seconds(at).padStart(9)}  ${paint.dim(`cp ${checkpoints}`.padEnd(6))} ${shorten(text, WIDTH - LABEL - 7)}`,
  );
  return joined([...head, "", ...setting, ...timeline, ...tail]);
}

function joined(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function told({ title, tell }: ToldStory, room: number, paint: Paint): string[] {
  const head = [...wrap(title, WIDTH).map(paint.bold), ""];
  const story = tell(Math.max(LEAST_STORY, room - head.length));
  return [...head, ...story.map(({ text, strong }) => (strong ? paint.bold(text) : text))];
}

function settingLines(run: VerifiedRun, { job, paint }: ReportContext): string[] {
  const { cluster, seed, configuration, programs } = run.scenario;
  const args = Object.entries(programs[0].args ?? {}).map(([key, value]) => ` ${key}=${value}`);
  const slow = Object.entries(cluster.slowness ?? {}).map(([name, factor]) => `${name} ${factor}x slower`);
  const machines = `${count(cluster.taskManagers, "TaskManager")} x ${count(cluster.slots, "slot")}`;
  const parallelism = configuration?.["parallelism.default"] ?? 1;
  const text = `${job}${args.join("")} on ${machines}${slow.length > 0 ? ` (${slow.join(", ")})` : ""}, parallelism ${parallelism}, seed ${seed}`;
  return wrap(text, WIDTH).map((line, i) =>
    i === 0 && line.startsWith(job) ? paint.bold(job) + line.slice(job.length) : line,
  );
}

/** Where a function threw, on which record. What the runtime itself found needs no stack. */
function failureDetails(run: VerifiedRun, paint: Paint): string[] {
  const { failure } = run;
  if (failure === null || run.status === "FINISHED" || failure.operator === null) return [];
  const stack = (failure.stack ?? "").split("\n").slice(0, STACK_LINES);
  return [
    labelled("Operator", failure.operator, paint),
    ...(failure.record === null ? [] : [labelled("Record", failure.record, paint)]),
    ...stack.map((line) => paint.dim(line)),
  ];
}
