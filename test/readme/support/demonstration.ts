/** The picture of the demonstration, drawn from its run. */
import { loadInputs } from "../../../cli/inputs.ts";
import { JOBS } from "../../../exercises/jobs/index.ts";
import { hourlyTipsScenario } from "../../../exercises/scenarios/hourly-tips.ts";
import { createSimulation } from "../../../sim/simulation.ts";
import { pictureOf } from "./picture.ts";
import { RunFold } from "./run-fold.ts";

/** Where the README shows it. */
export const PICTURE = "docs/hourly-tips.svg";

const STRETCH = { from: 32e6, to: 54e6 };

/** Runs the demonstration and draws the part around the crash. */
export function drawDemonstration(): string {
  const { inputs } = loadInputs(hourlyTipsScenario, ".", "fail");
  const fold = new RunFold();
  const host = { programs: { "hourly-tips": JOBS["hourly-tips"].program }, inputs };
  const simulation = createSimulation(hourlyTipsScenario, host, { level: 2, store: -1, observers: [fold] });
  while (simulation.advance());
  return pictureOf("hourly-tips: a machine is lost, no tip is", fold, STRETCH);
}
