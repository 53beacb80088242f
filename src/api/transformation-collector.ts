import type { Transformation } from "../graph/transformation.ts";
import type { JobHandle } from "./execution-environment.ts";

/** The part of an environment that streams need: it counts ids and collects operators. */
export interface TransformationCollector {
  nextId(): number;
  getParallelism(): number;
  addOperator(transformation: Transformation): void;
  execute(jobName?: string): JobHandle;
}
