import { describe, expect, it } from "vitest";
import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { createSimulation } from "../../../sim/simulation.ts";
import { RunModel } from "../../../visualizer/run-model.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { BatchPacker } from "../../../visualizer/trace/batch-packer.ts";
import { modelOf } from "../support/model.ts";
import { draw, whole } from "./support.ts";

describe("a run that grows", () => {
  it.each(["second-crash", "word-count"])("comes to the same diagram as one that was there at once, for %s", (name) => {
    const scenario = SCENARIOS[name] ?? JOBS[name].scenario;
    const programs = Object.fromEntries(Object.entries(JOBS).map(([job, { program }]) => [job, program]));
    const packer = new BatchPacker();
    const simulation = createSimulation(scenario, { programs }, { level: 2, store: -1, observers: [packer] });
    while (simulation.advance());
    const growing = new RunModel(scenario);
    for (let batch = packer.take(13); batch !== null; batch = packer.take(13)) {
      growing.append(batch);
      runIndexOf(growing);
    }
    const atOnce = modelOf(name);
    for (const range of [whole(atOnce), { from: 1_900_000, to: 2_100_000 }])
      expect(draw(growing, range).list).toEqual(draw(atOnce, range).list);
    const { signals } = runIndexOf(growing);
    for (const [ch, { elements }] of growing.elements.channels)
      expect(signals.get(ch)?.positions).toEqual(elements.flatMap(({ type }, i) => (type === "record" ? [] : [i])));
  });
});
