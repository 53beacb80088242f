/** The operators of a pipeline in a harness: all that lies between its inputs and the stream that it gives. */
import {
  type Emitted,
  GraphEnvironment,
  GraphHarness,
  type HarnessSnapshot,
  inputStream,
  type SideRecord,
} from "tidemark/harness";
import type { Pipeline } from "./exercise.ts";
import { streamOf } from "./stream-of.ts";

/**
 * Builds the pipeline on inputs that a test feeds. The test brings timestamps and watermarks too, so those that the pipeline
 * assigns are passed over; filters and other operators around the one that is asked for do what they do in a job. Throws where
 * the learner's function throws or gives no stream.
 */
export class PipelineHarness {
  readonly #harness: GraphHarness;

  /**
   * @param inputs how many
   * @param from what the operators begin with; null: nothing
   */
  constructor(inputs: number, pipeline: Pipeline, from: readonly HarnessSnapshot[] | null = null) {
    const environment = new GraphEnvironment();
    const streams = Array.from({ length: inputs }, () => inputStream<unknown>(environment));
    this.#harness = new GraphHarness(streams, streamOf(pipeline, streams), { timeIsGiven: true });
    this.#harness.open(from);
  }

  /** @param input 0 for the first */
  processElement(input: number, value: unknown, timestampMs: number): void {
    this.#harness.processElement(input, value, timestampMs);
  }

  /** @param input 0 for the first */
  processWatermark(input: number, watermarkMs: number): void {
    this.#harness.processWatermark(input, watermarkMs);
  }

  /** Takes a checkpoint, loses all memory, and goes on from the checkpoint. */
  crash(): void {
    this.#harness.open(this.#harness.snapshot());
  }

  snapshot(): readonly HarnessSnapshot[] {
    return this.#harness.snapshot();
  }

  /** Moves the clock on the wall. */
  setProcessingTime(nowMs: number): void {
    this.#harness.setProcessingTime(nowMs);
  }

  /** Of keyed state: one for each key and state that holds a value. */
  stateEntries(): number {
    return this.#harness.numStateEntries();
  }

  /** Keys that hold something, in however many states. */
  keysWithState(): number {
    return this.#harness.numKeysWithState();
  }

  /** Does keyed state hold a string with this text, in whatever kind of state? @param text of characters below U+0100 */
  holds(text: string): boolean {
    const bytes = [...text].map((char) => char.charCodeAt(0));
    return this.#harness
      .snapshot()
      .flatMap(({ keyed }) => keyed)
      .some((state) => state.some((_byte, at) => bytes.every((byte, i) => state[at + i] === byte)));
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
