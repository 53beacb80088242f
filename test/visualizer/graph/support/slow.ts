import type { RunModel } from "../../../../visualizer/run-model.ts";
import { modelOf } from "../../support/model.ts";

/** A run in which a machine is so slow that queues fill, credit runs out and senders are back-pressured. */
export function slowModel(): RunModel {
  return modelOf("word-count", { faults: ["slow:tm=A,x=100000@1s/12s"] });
}

/** The model of a scenario, or that of "slow". */
export function graphModel(name: string): RunModel {
  return name === "slow" ? slowModel() : modelOf(name);
}
