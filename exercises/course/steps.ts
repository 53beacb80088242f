/** Words in which cases are written. */
import type { Expectation, SourceElement, Step } from "./exercise.ts";

/** A record comes in. @param input 0 for the first */
export function element(value: unknown, timestampMs: number, input = 0): Step {
  return { kind: "element", value, timestampMs, input };
}

/** Event time goes on. @param input 0 for the first */
export function watermark(watermarkMs: number, input = 0): Step {
  return { kind: "watermark", watermarkMs, input };
}

/** The machine is lost just after a checkpoint, and the operator begins again with it. */
export const crash: Step = { kind: "crash" };

/** What holds now. */
export function expectNow(expectation: Expectation): Step {
  return { kind: "expect", expectation };
}

/** Elements of a source that says nothing of time. */
export function records(...values: readonly unknown[]): SourceElement[] {
  return values.map((value) => ({ kind: "record", value }));
}

/** What a getter of a case gives: made when it is asked for first, since others should not pay, and then kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
