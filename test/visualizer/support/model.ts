import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import { createSimulation } from "../../../sim/simulation.ts";
import { RunModel } from "../../../visualizer/run-model.ts";
import { BatchPacker } from "../../../visualizer/trace/batch-packer.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));

/**
 * A run of a built-in scenario as the page has it, in batches of `batchEvents`.
 * @param onBatch told after each batch
 */
export function modelOf(
  name: string,
  changes: Partial<Scenario> = {},
  batchEvents = 1000,
  onBatch: (model: RunModel) => void = () => {},
): RunModel {
  const scenario = { ...(SCENARIOS[name] ?? JOBS[name].scenario), ...changes };
  const packer = new BatchPacker();
  const simulation = createSimulation(scenario, { programs }, { level: 2, store: -1, observers: [packer] });
  while (simulation.advance());
  const model = new RunModel(scenario);
  for (let batch = packer.take(batchEvents); batch !== null; batch = packer.take(batchEvents)) {
    model.append(batch);
    onBatch(model);
  }
  model.end = { status: simulation.status, digest: simulation.trace.digestValue(), refused: null };
  return model;
}
