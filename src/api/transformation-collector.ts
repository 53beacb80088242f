import type { Transformation } from "../graph/transformation.ts";

/** The part of an environment that streams need: it counts ids and collects operators. */
export interface TransformationCollector {
  nextId(): number;
  getParallelism(): number;
  addOperator(transformation: Transformation): void;
}
