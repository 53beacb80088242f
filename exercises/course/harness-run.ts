/** Runs a case on the operators of the pipeline without a cluster, step by step. */
import type { Emitted, SideRecord } from "tidemark/harness";
import type { Count, Expectation, HarnessCase, Pipeline, Sent, Step } from "./exercise.ts";
import { PipelineHarness } from "./pipeline-harness.ts";
import { textOf } from "./text-of.ts";
import { atTime } from "./virtual-time.ts";

/** What was seen after a step. */
export interface Seen {
  readonly step: Step;
  readonly stateEntries: number;
  readonly timers: number;
  /** Sent by this step. */
  readonly sent: readonly Sent[];
}

/** What did not hold. */
export interface Broken {
  /** Index of the step. */
  readonly step: number;
  readonly what: "stateEntries" | "timers" | "sent" | "values" | "side" | "forgotten" | "threw";
  readonly expected: string;
  readonly got: string;
  /** The record in hand, where the code threw. */
  readonly record?: string;
  /** Where it threw. */
  readonly stack?: string;
}

/** How far a case came. */
export interface HarnessOutcome {
  readonly seen: readonly Seen[];
  /** null: all of it held */
  readonly broken: Broken | null;
}

/** Plays the steps up to the first that does not hold. */
export function runInHarness(one: HarnessCase, inputs: number, pipeline: Pipeline): HarnessOutcome {
  return atTime(0, () => played(one, inputs, pipeline));
}

function played({ steps }: HarnessCase, inputs: number, pipeline: Pipeline): HarnessOutcome {
  const seen: Seen[] = [];
  let play: Play;
  try {
    play = new Play(inputs, pipeline);
  } catch (thrown) {
    return { seen, broken: { step: 0, what: "threw", expected: "", got: messageOf(thrown), stack: stackOf(thrown) } };
  }
  for (const [index, step] of steps.entries()) {
    try {
      const broken = step.kind === "expect" ? play.broken(step.expectation) : null;
      if (broken !== null) return { seen, broken: { step: index, ...broken } };
      seen.push(play.perform(step));
    } catch (thrown) {
      const record = step.kind === "element" ? { record: textOf(step.value) } : {};
      return {
        seen,
        broken: { step: index, what: "threw", expected: "", got: messageOf(thrown), stack: stackOf(thrown), ...record },
      };
    }
  }
  return { seen, broken: null };
}

/** The operators, and all that they have sent so far. */
class Play {
  readonly #harness: PipelineHarness;
  readonly #sent: Sent[] = [];
  readonly #side: SideRecord[] = [];

  constructor(inputs: number, pipeline: Pipeline) {
    this.#harness = new PipelineHarness(inputs, pipeline);
  }

  perform(step: Step): Seen {
    const harness = this.#harness;
    if (step.kind === "element") harness.processElement(step.input, step.value, step.timestampMs);
    else if (step.kind === "watermark") harness.processWatermark(step.input, step.watermarkMs);
    else if (step.kind === "crash") harness.crash();
    const sent = harness.takeOutput().flatMap(sentOf);
    this.#sent.push(...sent);
    this.#side.push(...harness.takeSideOutput());
    return { step, stateEntries: harness.stateEntries(), timers: harness.eventTimeTimers(), sent };
  }

  broken(expectation: Expectation): Omit<Broken, "step"> | null {
    const { stateEntries, timers, sent, values, side, forgotten } = expectation;
    const counts = [
      ["stateEntries", stateEntries, () => [this.#harness.stateEntries(), this.#harness.keysWithState()]],
      ["timers", timers, () => [this.#harness.eventTimeTimers()]],
    ] as const;
    for (const [what, wanted, count] of counts) {
      const got = wanted === undefined ? [] : count();
      if (wanted !== undefined && !got.some((one) => holds(wanted, one)))
        return { what, expected: countText(wanted), got: String(got[0]) };
    }
    const texts = [
      ["sent", sent, this.#sent],
      ["values", values, this.#sent.flatMap((one) => ("value" in one ? [one.value] : []))],
      ["forgotten", forgotten && [], (forgotten ?? []).filter((text) => this.#harness.holds(text))],
      ["side", side, side === undefined ? {} : this.#sideOf(Object.keys(side))],
    ] as const;
    for (const [what, wanted, got] of texts)
      if (wanted !== undefined && textOf(wanted) !== textOf(got))
        return { what, expected: textOf(wanted), got: textOf(got) };
    return null;
  }

  #sideOf(tags: readonly string[]): Record<string, readonly unknown[]> {
    const valuesOf = (id: string) => this.#side.filter(({ tag }) => tag === id).map(({ value }) => value);
    return Object.fromEntries(tags.map((tag) => [tag, valuesOf(tag)]));
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? "") : "";
}

function holds(wanted: Count, got: number): boolean {
  if (typeof wanted === "number") return got === wanted;
  return "atMost" in wanted ? got <= wanted.atMost : got > wanted.greaterThan;
}

function countText(wanted: Count): string {
  if (typeof wanted === "number") return String(wanted);
  return "atMost" in wanted ? `≤ ${wanted.atMost}` : `> ${wanted.greaterThan}`;
}

function sentOf(emitted: Emitted): Sent[] {
  if (emitted.kind === "record") return [{ value: emitted.value, timestampMs: emitted.timestampMs }];
  return emitted.kind === "watermark" ? [{ watermarkMs: emitted.timestampMs }] : [];
}
