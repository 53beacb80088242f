import { DataStream } from "tidemark";
import type { Pipeline } from "./exercise.ts";

/**
 * What a pipeline makes of its inputs. Throws one sentence where the learner's function gives no stream.
 *
 * @param inputs in the order of the exercise; the records of the case are those that the pipeline takes
 */
export function streamOf(pipeline: Pipeline, inputs: readonly DataStream<unknown>[]): DataStream<unknown> {
  const stream: unknown = pipeline(...(inputs as never[]));
  if (stream instanceof DataStream) return stream;
  throw new Error("Your function has to give back a stream: write `return` in front of the last one.");
}
