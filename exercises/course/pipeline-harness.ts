/** The last operator of a pipeline alone, whether it has one input or two. */
import {
  type Emitted,
  GraphEnvironment,
  type HarnessSnapshot,
  inputStream,
  OneInputHarness,
  oneInputHarnessOf,
  type SideRecord,
  type TwoInputHarness,
  twoInputHarnessOf,
} from "tidemark/harness";
import type { Pipeline } from "./exercise.ts";
import { streamOf } from "./stream-of.ts";

/** Builds the pipeline on inputs that a test feeds. Throws where the learner's function throws or gives no stream. */
export class PipelineHarness {
  readonly #harness: OneInputHarness | TwoInputHarness;

  /**
   * @param inputs 1 or 2
   * @param from what the operator begins with; null: nothing
   */
  constructor(inputs: number, pipeline: Pipeline, from: HarnessSnapshot | null = null) {
    const environment = new GraphEnvironment();
    const streams = Array.from({ length: inputs }, () => inputStream<unknown>(environment));
    const results = streamOf(pipeline, streams);
    this.#harness = inputs === 1 ? oneInputHarnessOf(results) : twoInputHarnessOf(results);
    this.#harness.open(from);
  }

  /** @param input 0 for the first */
  processElement(input: number, value: unknown, timestampMs: number): void {
    if (this.#harness instanceof OneInputHarness) this.#harness.processElement(value, timestampMs);
    else this.#harness.processElement(input === 0 ? 1 : 2, value, timestampMs);
  }

  /** @param input 0 for the first */
  processWatermark(input: number, watermarkMs: number): void {
    if (this.#harness instanceof OneInputHarness) this.#harness.processWatermark(watermarkMs);
    else this.#harness.processWatermark(input === 0 ? 1 : 2, watermarkMs);
  }

  /** Takes a checkpoint, loses all memory, and goes on from the checkpoint. */
  crash(): void {
    this.#harness.open(this.#harness.snapshot());
  }

  snapshot(): HarnessSnapshot {
    return this.#harness.snapshot();
  }

  /** Moves the clock on the wall. */
  setProcessingTime(nowMs: number): void {
    this.#harness.setProcessingTime(nowMs);
  }

  stateEntries(): number {
    return this.#harness.numStateEntries();
  }

  /** Does keyed state hold a string with this text, in whatever kind of state? @param text of characters below U+0100 */
  holds(text: string): boolean {
    const bytes = [...text].map((char) => char.charCodeAt(0));
    return this.#harness
      .snapshot()
      .keyed.some((state) => state.some((_byte, at) => bytes.every((byte, i) => state[at + i] === byte)));
  }

  eventTimeTimers(): number {
    return this.#harness.numEventTimeTimers();
  }

  takeOutput(): Emitted[] {
    return this.#harness.takeOutput();
  }

  takeSideOutput(): SideRecord[] {
    return this.#harness.takeSideOutput();
  }
}
