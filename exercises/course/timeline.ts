/** A failing case as a few lines of text: what came in, what was there then, what was sent. */
import type { ClusterFailure, HarnessFailure } from "./check.ts";
import { clockTime, recordText } from "./describe.ts";
import type { Sent, SourceElement, Step } from "./exercise.ts";
import type { Seen } from "./harness-run.ts";
import { FIRST_ARRIVAL_MS } from "./schedule.ts";
import { textOf } from "./text-of.ts";

/** One line; `mark`: here is where it went wrong. */
export interface TimelineLine {
  readonly text: string;
  /** Beside the text: counts, or where an element came from. */
  readonly beside: string;
  readonly mark: boolean;
}

/** More lines than these are cut in the middle. */
const MOST_LINES = 14;

/** The steps up to the one that did not hold; marked is the first after which it could not hold any more. */
export function harnessTimeline({ of, outcome }: HarnessFailure): TimelineLine[] {
  const steps = outcome.seen.filter(({ step }) => step.kind !== "expect");
  const parted = partedAt(steps, outcome.broken === null ? undefined : of.steps[outcome.broken.step]);
  return shortened(steps.flatMap((seen, i) => linesOf(seen, i === parted)));
}

/** The step that sent what is not expected; the last one where nothing is known of it. */
function partedAt(steps: readonly Seen[], broken: Step | undefined): number {
  const last = steps.length - 1;
  if (broken?.kind !== "expect") return last;
  const { values, sent } = broken.expectation;
  const expected = values ?? sent?.flatMap((one) => ("value" in one ? [one.value] : []));
  if (expected === undefined) return last;
  let n = 0;
  for (const [i, seen] of steps.entries())
    for (const one of seen.sent)
      if ("value" in one && (n >= expected.length || textOf(one.value) !== textOf(expected[n++]))) return i;
  return last;
}

function linesOf({ step, stateEntries, timers, sent }: Seen, mark: boolean): TimelineLine[] {
  const counts = `state ${stateEntries}, timers ${timers}`;
  return [
    { text: stepText(step), beside: counts, mark },
    ...sent.flatMap((one) => ("value" in one ? [{ text: `  → ${sentText(one)}`, beside: "", mark: false }] : [])),
  ];
}

function stepText(step: Step): string {
  switch (step.kind) {
    case "element":
      return recordText(step.value);
    case "watermark":
      return `watermark ${clockTime(step.watermarkMs)}`;
    case "crash":
      return "crash, and restart from the checkpoint";
    case "expect":
      return "";
  }
}

function sentText(sent: Sent): string {
  return "value" in sent ? recordText(sent.value) : `watermark ${clockTime(sent.watermarkMs)}`;
}

/** The elements in the order in which they came, with the failures between them. */
export function clusterTimeline({ of, schedule }: ClusterFailure): TimelineLine[] {
  const arrivals = schedule.arrivals.flatMap((bySubtask, source) =>
    bySubtask.flatMap((lane, subtask) =>
      lane.map(({ atMs, element }) => ({
        atMs,
        text: elementText(element),
        beside: `${of.sources[source].name}, subtask ${subtask}`,
        mark: false,
      })),
    ),
  );
  const crashes = schedule.faults.map((fault) => {
    const [, taskManager, atMs] = /tm=(\w+)@(\d+)ms/.exec(fault) ?? [];
    return { atMs: Number(atMs), text: `TaskManager ${taskManager} crashes`, beside: "", mark: true };
  });
  const all = [...arrivals, ...crashes].sort((a, b) => a.atMs - b.atMs);
  return shortened(
    all.map(({ atMs, text, beside, mark }) => ({
      text: `${`+${atMs - FIRST_ARRIVAL_MS} ms`.padEnd(9)}${text}`,
      beside,
      mark,
    })),
  );
}

function elementText(element: SourceElement): string {
  return element.kind === "record" ? recordText(element.value) : `watermark ${clockTime(element.watermarkMs)}`;
}

function shortened(lines: readonly TimelineLine[]): TimelineLine[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const left = Math.floor(MOST_LINES / 2);
  const between = { text: `… ${lines.length - MOST_LINES + 1} more …`, beside: "", mark: false };
  return [...lines.slice(0, left), between, ...lines.slice(lines.length - (MOST_LINES - left - 1))];
}
