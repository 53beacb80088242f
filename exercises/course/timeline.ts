/** A failing case as a few lines of text: what came in, what was there then, what was sent. */
import type { ClusterFailure, HarnessFailure } from "./check.ts";
import { recordText, same, watermarkText } from "./describe.ts";
import type { SourceElement, Step, Text } from "./exercise.ts";
import type { Seen } from "./harness-run.ts";
import { crashesOf, FIRST_ARRIVAL_MS } from "./schedule.ts";
import { textOf } from "./text-of.ts";

/** One line; `mark`: here is where it went wrong. */
export interface TimelineLine {
  readonly text: Text;
  /** Beside the text: counts, or where an element came from. */
  readonly beside: Text;
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
  const counts = {
    en: `state ${stateEntries}, timers ${timers}`,
    zh: `状态 ${stateEntries}，定时器 ${timers}`,
  };
  return [
    { text: stepText(step), beside: counts, mark },
    ...sent.flatMap((one) =>
      "value" in one ? [{ text: withFront("  → ", recordText(one.value)), beside: NOTHING, mark: false }] : [],
    ),
  ];
}

function stepText(step: Step): Text {
  switch (step.kind) {
    case "element":
      return recordText(step.value);
    case "watermark":
      return watermarkText(step.watermarkMs);
    case "crash":
      return { en: "crash, and restart from the checkpoint", zh: "崩溃，并从检查点恢复" };
    case "expect":
      return NOTHING;
  }
}

const NOTHING = same("");

function withFront(front: string, { en, zh }: Text): Text {
  return { en: front + en, zh: front + zh };
}

/** The elements in the order in which they came, with the failures between them. */
export function clusterTimeline({ of, schedule }: ClusterFailure): TimelineLine[] {
  const arrivals = schedule.arrivals.flatMap((bySubtask, source) =>
    bySubtask.flatMap((lane, subtask) =>
      lane.map(({ atMs, element }) => ({
        atMs,
        text: elementText(element),
        beside: {
          en: `${of.sources[source].name}, subtask ${subtask}`,
          zh: `${of.sources[source].name}，子任务 ${subtask}`,
        },
        mark: false,
      })),
    ),
  );
  const crashes = crashesOf(schedule).map(({ atMs, taskManager }) => ({
    atMs,
    text: { en: `TaskManager ${taskManager} crashes`, zh: `TaskManager ${taskManager} 崩溃` },
    beside: NOTHING,
    mark: true,
  }));
  const all = [...arrivals, ...crashes].sort((a, b) => a.atMs - b.atMs);
  return shortened(
    all.map(({ atMs, text, beside, mark }) => ({
      text: withFront(`+${atMs - FIRST_ARRIVAL_MS} ms`.padEnd(9), text),
      beside,
      mark,
    })),
  );
}

function elementText(element: SourceElement): Text {
  return element.kind === "record" ? recordText(element.value) : watermarkText(element.watermarkMs);
}

function shortened(lines: readonly TimelineLine[]): TimelineLine[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const left = Math.floor(MOST_LINES / 2);
  const between = { text: same(`… ${lines.length - MOST_LINES + 1} …`), beside: NOTHING, mark: false };
  return [...lines.slice(0, left), between, ...lines.slice(lines.length - (MOST_LINES - left - 1))];
}
