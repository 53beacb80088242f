/** A harness case played to see how a program goes about it, beside what it gives. */
import { MAX_TIMESTAMP } from "tidemark";
import type { Emitted } from "tidemark/harness";
import type { HarnessCase, Pipeline } from "./exercise.ts";
import { PipelineHarness } from "./pipeline-harness.ts";
import { textOf } from "./text-of.ts";
import { atTime } from "./virtual-time.ts";

/** In which circumstances. */
export interface Circumstances {
  /** Before every element a crash: a checkpoint, a new process that loads the program anew, the restore. Default: never. */
  readonly crashes?: boolean;
  /** What the clock on the wall shows, ms; default 0. */
  readonly clockMs?: number;
}

type RecordOf = Extract<Emitted, { kind: "record" }>;

/** What was seen. */
export interface Observation {
  /** Values of the records that came out, those of side outputs too, in order, as text at the moment of their emission. */
  readonly values: readonly string[];
  /** Entries of keyed state when event time has come to its end. */
  readonly entriesAtEnd: number;
  /** All state before that, byte by byte. */
  readonly state: string;
  /** A record, as it was and as it has become: one that came in, or one that had been sent. */
  readonly changed: { readonly which: "input" | "sent"; readonly before: string; readonly after: string } | null;
}

/** Plays all steps, whatever the case expects. Throws what the program throws. */
export function observe(one: HarnessCase, inputs: number, pipeline: Pipeline, how: Circumstances): Observation {
  return atTime(how.clockMs ?? 0, () => seen(one, inputs, pipeline, how));
}

function seen({ steps }: HarnessCase, inputs: number, pipeline: Pipeline, how: Circumstances): Observation {
  const { crashes = false, clockMs = 0 } = how;
  const start = (from: PipelineHarness | null) => {
    const harness = new PipelineHarness(inputs, pipeline, from?.snapshot() ?? null);
    harness.setProcessingTime(clockMs);
    return harness;
  };
  let harness = start(null);
  const watermarks = new Map<number, number>();
  const sent: { readonly value: unknown; readonly before: string }[] = [];
  let changed: Observation["changed"] = null;
  const take = () => {
    const records = harness.takeOutput().filter(({ kind }) => kind === "record") as RecordOf[];
    for (const { value } of [...records, ...harness.takeSideOutput()]) sent.push({ value, before: textOf(value) });
  };
  for (const step of steps) {
    if (step.kind === "crash" || (crashes && step.kind === "element")) {
      harness = start(harness);
      // As its sources do after a restart: otherwise what is late would be another question.
      for (const [input, watermarkMs] of watermarks) harness.processWatermark(input, watermarkMs);
    }
    if (step.kind === "element") {
      // A program that changes it must not change the case.
      const value: unknown = structuredClone(step.value);
      harness.processElement(step.input, value, step.timestampMs);
      const [before, after] = [textOf(step.value), textOf(value)];
      if (before !== after) changed ??= { which: "input", before, after };
    } else if (step.kind === "watermark") {
      watermarks.set(step.input, step.watermarkMs);
      harness.processWatermark(step.input, step.watermarkMs);
    }
    take();
  }
  const state = harness
    .snapshot()
    .flatMap(({ keyed }) => keyed.map(String))
    .join();
  for (let input = 0; input < inputs; input++) harness.processWatermark(input, MAX_TIMESTAMP);
  take();
  for (const { value, before } of sent) {
    const after = textOf(value);
    if (before !== after) changed ??= { which: "sent", before, after };
  }
  return { values: sent.map(({ before }) => before), entriesAtEnd: harness.stateEntries(), state, changed };
}

/** As `observe`. Null: the program throws, which is for the cases to tell. */
export function observedOf(
  one: HarnessCase,
  inputs: number,
  pipeline: Pipeline,
  how: Circumstances = {},
): Observation | null {
  try {
    return observe(one, inputs, pipeline, how);
  } catch {
    return null;
  }
}

/** Other records, or other state if that is asked for. Nothing can be said where the first one is missing. */
export function differs(a: Observation | null, b: Observation | null, withState: boolean): boolean {
  if (a === null) return false;
  return b === null || a.values.join("\n") !== b.values.join("\n") || (withState && a.state !== b.state);
}
